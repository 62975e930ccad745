import type { LeftOut, TeamRule, TeamRules } from '../../context/teamRules/teamRule.ts'
import { calibrations } from '../../features/review/calibrations.ts'
import { checkOf } from '../../features/review/teamRules/checkedRule.ts'

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
export function ruleTable(folder: string, { rules, leftOut }: ListedRules): string {
  const files = [...new Set(rules.map(({ file }) => file))]
  const lines = [
    ...files.flatMap((file) => [file, ...rules.filter((rule) => rule.file === file).map(row), '']),
    ...(rules.length === 0 ? [`No rules in ${folder}: write some into REVIEW.md.`, ''] : []),
    ...(leftOut.length === 0 ? [] : ['Left out', ...leftOut.map(leftOutRow), '']),
  ]
  const byModel = rules.filter(({ checkedBy }) => checkedBy === 'model').length
  return `${[...lines, sumOf(rules.length - byModel, byModel)].join('\n')}\n`
}

function row({ id, line, sentence, severity, appliesTo, checkedBy }: ListedRule): string {
  const place = `${line + 1}`.padStart(5)
  const facts = [`by ${checkedBy}`, severity, id, ...(appliesTo.length === 0 ? [] : [`in ${appliesTo.join(', ')}`])]
  return `${place}  ${sentence}\n       ${facts.join(', ')}`
}

function leftOutRow({ file, line, reason }: LeftOut): string {
  return `  ${file}${line === undefined ? '' : `:${line + 1}`}: ${reason}`
}

function sumOf(byText: number, byModel: number): string {
  const sum = `${byText} checked by text, ${byModel} by the model.`
  return byModel === 0 ? sum : `${sum} ${modelsInWords()}`
}

/** Which models the rules that need one are checked with. */
function modelsInWords(): string {
  const able = [...calibrations].filter(([, { verdicts }]) => verdicts !== undefined).map(([model]) => model)
  return able.length === 0
    ? 'No model has calibrated verdicts on rules yet, so that none is asked about these.'
    : `Only a model with calibrated verdicts is asked about these: ${able.join(', ')}.`
}
