import type { LeftOut, TeamRule, TeamRules } from '../../context/teamRules/teamRule.ts'
import { calibrations } from '../../features/review/calibrations.ts'
import { reportTexts } from '../../features/review/rendering/reportTexts.ts'
import { checkOf } from '../../features/review/teamRules/checkedRule.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { inLanguage } from '../../protocol/findingTexts.ts'
import { rulesTexts } from '../texts/rules.ts'

/** One row of `latent rules list --json`. */
export interface ListedRule extends TeamRule {
  /** `text`: by looking for the code that it forbids; `model`: by asking a model whose verdicts are calibrated. */
  readonly checkedBy: 'text' | 'model'
}

export interface ListedRules {
  readonly rules: readonly ListedRule[]
  readonly leftOut: readonly LeftOut[]
}

export function listRules({ rules, leftOut }: TeamRules): ListedRules {
  return { rules: rules.map((rule) => ({ ...rule, checkedBy: checkOf(rule).kind })), leftOut }
}

/** The rules for people, file by file, then what is left out and what a model has to be able to. */
export function ruleTable(folder: string, { rules, leftOut }: ListedRules, language: DisplayLanguage): string {
  const say = rulesTexts[language]
  const files = [...new Set(rules.map(({ file }) => file))]
  const rowsOf = (file: string) => rules.filter((rule) => rule.file === file).map((rule) => row(rule, language))
  const lines = [
    ...files.flatMap((file) => [file, ...rowsOf(file), '']),
    ...(rules.length === 0 ? [say.none(folder), ''] : []),
    ...(leftOut.length === 0 ? [] : [say.leftOut, ...leftOut.map((each) => leftOutRow(each, language)), '']),
  ]
  const byModel = rules.filter(({ checkedBy }) => checkedBy === 'model').length
  const sum = say.sum(rules.length - byModel, byModel)
  return `${[...lines, byModel === 0 ? sum : `${sum}${language === 'en' ? ' ' : ''}${modelsInWords(language)}`].join('\n')}\n`
}

function row({ id, line, sentence, severity, appliesTo, checkedBy }: ListedRule, language: DisplayLanguage): string {
  const say = rulesTexts[language]
  const place = `${line + 1}`.padStart(5)
  const within = appliesTo.length === 0 ? [] : [say.within(appliesTo.join(', '))]
  const facts = [say.checkedBy[checkedBy], reportTexts[language].severities[severity], id, ...within]
  return `${place}  ${sentence}\n       ${facts.join(say.comma)}`
}

function leftOutRow({ file, line, reason }: LeftOut, language: DisplayLanguage): string {
  const place = `${file}${line === undefined ? '' : `:${line + 1}`}`
  return `  ${place}${reportTexts[language].colon}${inLanguage(reason, language)}`
}

/** Which models the rules that need one are checked with. */
function modelsInWords(language: DisplayLanguage): string {
  const { noModelAble, modelsAble } = rulesTexts[language]
  const able = [...calibrations].filter(([, { verdicts }]) => verdicts !== undefined).map(([model]) => model)
  return able.length === 0 ? noModelAble : modelsAble(able.join(', '))
}
