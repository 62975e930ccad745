import type { SourceText } from '../../context/source.ts'
import { wholePercent } from '../../protocol/confidence.ts'
import type { Evidence, Finding, Fix, HeldBack } from '../../protocol/finding.ts'
import { adapted, type ReviewAnswers } from './adaptation.ts'
import { type Calibration, confidenceOf, explainedBy, type Term } from './calibration.ts'
import { dismissalOf, dismissedBecause, dismissible } from './dismissed.ts'
import { findingId, type Occurrences, placeOf } from './fingerprint.ts'
import type { FixChecker } from './fix.ts'
import type { Observation } from './observation.ts'
import type { Passage } from './passage.ts'
import type { ReviewAsk } from './review.ts'
import { ruleIds } from './rules.ts'
import { type Suppression, suppressionOf } from './suppression.ts'
import type { Signals, Suspect } from './suspect.ts'
import { fixTitleOf, titleOf } from './title.ts'

/** What the findings of one file have in common. */
export interface Reporting {
  readonly ask: ReviewAsk
  readonly calibration: Calibration
  /** What the user made of earlier findings of a rule. */
  readonly answersOf: (ruleId: string) => ReviewAnswers
  readonly fixes: FixChecker
  readonly suppressions: readonly Suppression[]
  readonly occurrences: Occurrences
}

export type Reported =
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'heldBack'; readonly finding: HeldBack }

/** A suspect with its fix checked, as a finding when the evidence is enough, else held back with the reason. */
export async function reported(suspect: Suspect, passage: Passage, reporting: Reporting): Promise<Reported> {
  const { ask, calibration, fixes } = reporting
  const { source } = ask
  const range = source.rangeBetween(passage.startOffset + suspect.startOffset, passage.startOffset + suspect.endOffset)
  const quote = source.slice(range)
  const fix = await fixes.check({
    title: fixTitleOf(suspect, quote),
    range,
    newText: suspect.newText,
    likelier: isClearlyLikelier(suspect.signals, calibration),
  })
  const ruleId = ruleIds[suspect.kind]
  const fingerprint = reporting.occurrences.number(placeOf(source, range, ruleId, symbolOf(passage)))
  const finding: Finding = {
    id: findingId(fingerprint),
    fingerprint,
    range,
    quote,
    origin: suspect.kind === 'claim' ? 'review' : 'odds',
    ruleId,
    category: 'bug',
    severity: 'warning',
    confidence: confidenceOf(suspect.kind, suspect.signals, calibration, source.languageId),
    evidence: {
      ...evidenceOf(suspect.signals),
      terms: explainedBy(suspect.kind, suspect.signals, calibration, source.languageId).map(rounded),
    },
    title: titleOf(suspect, quote),
    related: suspect.claim === undefined ? [] : [{ range, message: `The model says: ${suspect.claim}` }],
    fixes: [fix, ...(await otherFixes(suspect, passage, reporting))],
    state: 'open',
  }
  return decided(finding, fix, reporting)
}

/** An observation with its fix checked, where it has one: a finding when it is sure enough, else held back with the reason. */
export async function observed(observation: Observation, passage: Passage, reporting: Reporting): Promise<Reported> {
  const { source } = reporting.ask
  const { startOffset, endOffset, mend, ruleId, category, cwe, severity, confidence, evidence, title, related = [] } = observation
  const range = source.rangeBetween(startOffset, endOffset)
  const fix = mend === undefined ? undefined : await reporting.fixes.check({ ...mend, range })
  const fingerprint = reporting.occurrences.number(placeOf(source, range, ruleId, symbolOf(passage)))
  const finding: Finding = {
    id: findingId(fingerprint),
    fingerprint,
    range,
    quote: source.slice(range),
    origin: 'rule',
    ruleId,
    category,
    ...(cwe === undefined ? {} : { cwe }),
    severity,
    confidence,
    evidence,
    title,
    related,
    // A mend that fails its checks is worth nothing to anybody; what the rule saw stands without it.
    fixes: fix?.verified ? [fix] : [],
    state: 'open',
  }
  return decided(finding, undefined, reporting)
}

function symbolOf({ unit }: Passage): string | undefined {
  return unit.kind === 'function' ? unit.name : undefined
}

/** `fix`: what the finding falls with. */
function decided(found: Finding, fix: Fix | undefined, { ask, suppressions, answersOf }: Reporting): Reported {
  const finding = adapted(found, answersOf)
  const suppression = suppressionOf(suppressions, finding.ruleId, finding.range.start.line)
  if (suppression !== undefined) {
    const reason = `A latent-ignore comment in line ${suppression.writtenIn + 1} covers it: ${suppression.reason}`
    return { kind: 'heldBack', finding: { ...finding, state: 'suppressed', reason } }
  }
  const reason = lackOf(finding, fix, ask.source, ask.precision)
  if (reason !== undefined) return { kind: 'heldBack', finding: { ...finding, reason } }
  // The last hurdle: without its dismissal it would be shown.
  const dismissal = dismissalOf(dismissible(finding, ask.source), ask.dismissed)
  if (dismissal === undefined) return { kind: 'finding', finding }
  const because = dismissedBecause(dismissal, finding.fingerprint)
  return { kind: 'heldBack', finding: { ...finding, state: 'dismissed', reason: because } }
}

/** Why the evidence is not enough; `undefined` where it is. */
function lackOf({ confidence }: Finding, fix: Fix | undefined, source: SourceText, precision: number): string | undefined {
  const failed = fix && failedCheck(fix, source)
  if (failed !== undefined) return failed
  if (confidence < precision) {
    return `Its confidence, ${wholePercent(confidence)} %, is below the ${wholePercent(precision)} % that latent.review.precision or --precision asks for.`
  }
  return undefined
}

function failedCheck(
  { checks: { parses, restUnchanged, likelier, newTypeErrors } }: Fix,
  source: SourceText,
): string | undefined {
  if (!likelier) return 'The mended text is not clearly likelier than the written one.'
  if (!parses) return `The fix could not be checked: as ${source.languageId} it does not parse better or cannot be parsed.`
  if (restUnchanged === false) return 'The fix would change how the code around it is read.'
  return newTypeErrors !== undefined && newTypeErrors > 0 ? 'The fix would bring in new type errors.' : undefined
}

/** Other mends of the place as fixes; one that fails a check is no choice. */
async function otherFixes(
  { others = [] }: Suspect,
  passage: Passage,
  { ask, fixes, calibration }: Reporting,
): Promise<readonly Fix[]> {
  const checked: Fix[] = []
  for (const other of others) {
    const range = ask.source.rangeBetween(passage.startOffset + other.startOffset, passage.startOffset + other.endOffset)
    const likelier = isClearlyLikelier(other, calibration)
    checked.push(
      await fixes.check({ title: fixTitleOf(other, ask.source.slice(range)), range, newText: other.newText, likelier }),
    )
  }
  return checked.filter(({ verified }) => verified)
}

function isClearlyLikelier(
  { lineOdds, blockOdds }: Pick<Signals, 'lineOdds' | 'blockOdds'>,
  { clearlyLikelier }: Calibration,
): boolean {
  return lineOdds >= clearlyLikelier.line && blockOdds >= clearlyLikelier.block
}

function evidenceOf(signals: Signals): Evidence {
  const { lineOdds, blockOdds, weakestToken, candidates, verdict, mendedVerdict } = signals
  const votes = votesOf(signals)
  return {
    // The smaller of the two readings, so that nothing is said that one of them denies.
    logOdds: Math.min(lineOdds, blockOdds),
    ...(weakestToken < 0 ? { weakestToken } : {}),
    candidates,
    ...(votes === undefined ? {} : { votes }),
    ...(verdict === undefined || mendedVerdict === undefined
      ? {}
      : { counterfactual: { before: verdict, after: mendedVerdict } }),
  }
}

/** More digits say nothing. */
function rounded({ of, nats }: Term): Term {
  return { of, nats: Number(nats.toFixed(3)) }
}

/** A claim is one vote, each order of the surroundings another. */
function votesOf({ claimed, votes = [0, 0] }: Signals): readonly [number, number] | undefined {
  const asked = votes[1] + (claimed === undefined ? 0 : 1)
  return asked === 0 ? undefined : [votes[0] + (claimed ? 1 : 0), asked]
}
