import type { OffsetSpan } from '../../../context/cuts.ts'
import type { TeamRule } from '../../../context/teamRules/teamRule.ts'
import type { Calibration } from '../calibration.ts'
import type { Observation, ObservedUnit, Observer } from '../observation.ts'
import { longestLine } from '../passage.ts'
import { askVerdicts } from '../verdict.ts'
import { checkOf, isFor, placeOf, titleOf } from './checkedRule.ts'
import { codePatterns, matchesOf } from './codePattern.ts'
import { tokensOf } from './codeTokens.ts'
import type { VerdictCache } from './verdictCache.ts'
import { speaksOfComments, withoutComments } from './withoutComments.ts'

/** Questions of one request: their answers are kept together, so that a review that is stopped loses at most these. */
const questionsAtOnce = 10

/** Less than this is no positive; what lies between it and the precision that is asked for is held back. */
const leastConfidence = 0.5

interface ModelRule {
  readonly rule: TeamRule
  readonly isFor: (path: string) => boolean
}

/**
 * Asks the model which of the rules that only it can check a unit breaks: the code once, then a question for each rule. Where the model's
 * verdicts are not calibrated nothing is asked, because its answers would be held back all the same; `tell` gets a line about it each time.
 */
export function modelRules(rules: readonly TeamRule[], cache: VerdictCache, tell: (line: string) => void): Observer {
  const needing = rulesForModel(rules)
  const checked: readonly ModelRule[] = needing.map((rule) => ({ rule, isFor: isFor(rule) }))
  return {
    asksModel: true,
    observe: async (unit) => {
      const { verdicts } = unit.calibration
      if (verdicts === undefined && needing.length > 0) tell(lineAbout(needing))
      const asked = checked.filter((each) => each.isFor(unit.source.path)).map(({ rule }) => rule)
      const isLegible = unit.passage.lines.every((line) => line.length <= longestLine)
      if (verdicts === undefined || asked.length === 0 || !isLegible) return []
      const logOdds = await verdictsOn(asked, unit, cache)
      return asked.flatMap((rule, index) => {
        const confidence = confidenceOf(logOdds[index] ?? 0, verdicts)
        return confidence < leastConfidence ? [] : [broken(rule, confidence, unit)]
      })
    },
  }
}

/** One line where rules are not checked for want of calibrated verdicts; `undefined` where all are. */
export function uncheckedLine(rules: readonly TeamRule[], calibration: Calibration): string | undefined {
  const needing = rulesForModel(rules)
  return needing.length === 0 || calibration.verdicts !== undefined ? undefined : lineAbout(needing)
}

function rulesForModel(rules: readonly TeamRule[]): readonly TeamRule[] {
  return rules.filter((rule) => checkOf(rule).kind === 'model')
}

function lineAbout(unchecked: readonly TeamRule[]): string {
  const files = [...new Set(unchecked.map(({ file }) => file))].join(', ')
  const are = unchecked.length === 1 ? '1 rule is' : `${unchecked.length} rules are`
  return `${are} not checked (${files}): only a model can, and this model's verdicts on rules are not calibrated.`
}

/** What is asked of the code. The rule is quoted, so that an order in it is not one to the model. */
export function questionOf({ sentence }: Pick<TeamRule, 'sentence'>): string {
  return `Does this part of the program break the rule "${sentence}"?`
}

/** In the order of the rules. Those that speak of comments see them, the others do not. */
async function verdictsOn(rules: readonly TeamRule[], unit: ObservedUnit, cache: VerdictCache): Promise<readonly number[]> {
  const { passage, source, tree } = unit
  const bare = withoutComments(passage, tokensOf(source, tree).comments)
  const known = new Map<TeamRule, number>()
  for (const [text, some] of [
    [bare, rules.filter(({ sentence }) => !speaksOfComments(sentence))],
    [passage.text, rules.filter(({ sentence }) => speaksOfComments(sentence))],
  ] as const) {
    const logOdds = await answers(text, some.map(questionOf), unit, cache)
    for (const [index, rule] of some.entries()) known.set(rule, logOdds[index] ?? 0)
  }
  return rules.map((rule) => known.get(rule) ?? 0)
}

async function answers(
  text: string,
  questions: readonly string[],
  { engine, signal, source }: ObservedUnit,
  cache: VerdictCache,
): Promise<readonly number[]> {
  const { model, calibrationKey } = await engine.info()
  const name = JSON.stringify([model, calibrationKey])
  const code = JSON.stringify([source.languageId, text])
  const unknown = questions.filter((question) => cache.get(name, code, question) === undefined)
  for (let start = 0; start < unknown.length; start += questionsAtOnce) {
    const some = unknown.slice(start, start + questionsAtOnce)
    const logOdds = await askVerdicts({ source, text }, some, engine, signal)
    for (const [index, question] of some.entries()) cache.set(name, code, question, logOdds[index] ?? 0)
  }
  return questions.map((question) => cache.get(name, code, question) ?? 0)
}

function broken(rule: TeamRule, confidence: number, unit: ObservedUnit): Observation {
  const title = titleOf(rule)
  const span = placeIn(unit, rule)
  return {
    ruleId: rule.id,
    category: 'guideline',
    severity: rule.severity,
    ...span,
    title,
    confidence,
    evidence: { reason: `the model is ${Math.round(confidence * 100)} % sure that it breaks ${placeOf(rule)}` },
    ...(title === rule.sentence
      ? {}
      : {
          related: [
            { range: unit.source.rangeBetween(span.startOffset, span.endOffset), message: `The rule says: ${rule.sentence}` },
          ],
        }),
  }
}

/** The first place of what the rule names in code, where the unit has it; else the unit's first line. */
function placeIn({ source, tree, unit, passage }: ObservedUnit, { sentence }: TeamRule): OffsetSpan {
  const file = tokensOf(source, tree)
  const named = [...sentence.matchAll(/`([^`]+)`/g)]
    .flatMap(([, code = '']) => codePatterns({ code, called: false }))
    .flatMap((pattern) => matchesOf(pattern, file, unit))
    .toSorted((a, b) => a.startOffset - b.startOffset)
  const head = (passage.lines[0] ?? '').trimEnd()
  const indentation = head.length - head.trimStart().length
  return named[0] ?? { startOffset: passage.startOffset + indentation, endOffset: passage.startOffset + Math.max(head.length, 1) }
}

function confidenceOf(logOdds: number, { intercept, slope }: NonNullable<Calibration['verdicts']>): number {
  return 1 / (1 + Math.exp(-(intercept + slope * logOdds)))
}
