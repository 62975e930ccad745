import type { DismissalReason } from '../../protocol/dismissal.ts'
import type { Finding } from '../../protocol/finding.ts'

/** What the user made of findings of one rule, with one model. */
export interface ReviewAnswers {
  /** The mended text came to stand there, and stayed. */
  readonly accepted: number
  readonly falsePositive: number
  readonly notUseful: number
  readonly wontFix: number
  /** Dismissed without a reason. */
  readonly unstated: number
}

export type Answer = keyof ReviewAnswers

export const noAnswers: ReviewAnswers = { accepted: 0, falsePositive: 0, notUseful: 0, wontFix: 0, unstated: 0 }

export function addAnswers(a: ReviewAnswers, b: ReviewAnswers): ReviewAnswers {
  return {
    accepted: a.accepted + b.accepted,
    falsePositive: a.falsePositive + b.falsePositive,
    notUseful: a.notUseful + b.notUseful,
    wontFix: a.wontFix + b.wontFix,
    unstated: a.unstated + b.unstated,
  }
}

export function answerOf(reason: DismissalReason | undefined): Answer {
  return reason ?? 'unstated'
}

/** So many answers weigh as much as what was measured before the user began; as for completions. */
const priorWeight = 20
/** A smaller change is not worth a word. */
const leastChange = 0.005
/** How much a dismissal says that the finding was wrong. What is right may be left as it is, and what is useless may be right. */
const wrongness = { falsePositive: 1, notUseful: 0.5, unstated: 0.5, wontFix: 0 } as const

/**
 * The calibrated confidence, 0 to 1, after the user's answers: the mean of a Beta distribution that starts as if `priorWeight` findings of this
 * confidence had been judged. It rises by at most one standard deviation of that start, which is all that the calibration itself leaves open;
 * it may fall as far as the answers say, because who is shown less loses little.
 */
export function adaptedConfidence(confidence: number, answers: ReviewAnswers): number {
  const { accepted, ...dismissed } = clamped(answers)
  const wrong =
    dismissed.falsePositive * wrongness.falsePositive +
    dismissed.notUseful * wrongness.notUseful +
    dismissed.unstated * wrongness.unstated +
    dismissed.wontFix * wrongness.wontFix
  const mean = (priorWeight * confidence + accepted) / (priorWeight + accepted + wrong)
  const deviation = Math.sqrt((confidence * (1 - confidence)) / (priorWeight + 1))
  return Math.min(mean, confidence + deviation)
}

/** The finding with the confidence that it has for this user; what moved it is told in its evidence. */
export function adapted(finding: Finding, answersOf: (ruleId: string) => ReviewAnswers): Finding {
  // What a team asks for is no matter of probability.
  if (finding.category === 'guideline') return finding
  const answers = clamped(answersOf(finding.ruleId))
  const confidence = adaptedConfidence(finding.confidence, answers)
  if (Math.abs(confidence - finding.confidence) < leastChange) return finding
  const dismissed = answers.falsePositive + answers.notUseful + answers.unstated + answers.wontFix
  const told = { dismissed, of: dismissed + answers.accepted }
  return { ...finding, confidence, evidence: { ...finding.evidence, answers: told } }
}

/** Who takes back what another one dismissed has less than nothing. */
function clamped(answers: ReviewAnswers): ReviewAnswers {
  const positive = (count: number) => Math.max(0, count)
  return {
    accepted: positive(answers.accepted),
    falsePositive: positive(answers.falsePositive),
    notUseful: positive(answers.notUseful),
    wontFix: positive(answers.wontFix),
    unstated: positive(answers.unstated),
  }
}
