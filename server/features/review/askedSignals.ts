import { type AskedFeature, askedFeatures, type Calibration } from './calibration.ts'
import type { ScoringEngine } from './likelihood.ts'
import { lineVerdict, mendedLineVerdict } from './lineVerdict.ts'
import { mendedLine } from './mendedLine.ts'
import type { Passage } from './passage.ts'
import { isRewritten } from './rewrittenLine.ts'
import { shuffledVotes } from './shuffledVotes.ts'
import type { Signals, Suspect } from './suspect.ts'

/** The questions that a calibration gives a weight. */
export function askedBy({ weights }: Pick<Calibration, 'weights'>): ReadonlySet<AskedFeature> {
  return new Set(askedFeatures.filter((feature) => weights[feature] !== undefined))
}

/** A suspect with what the model says when it is asked about it; only what the calibration weighs is asked. */
export async function withAskedSignals(
  suspect: Suspect,
  passage: Passage,
  calibration: Calibration,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<Suspect> {
  const asked = askedBy(calibration)
  if (asked.size === 0) return suspect
  const line = mendedLine(passage, suspect)
  const votes = asked.has('votes') ? await shuffledVotes(passage, line, engine, signal) : undefined
  // What a claim's mend is made of cannot confirm it.
  const isOwnLine = suspect.kind === 'claim'
  const rewritten = asked.has('rewritten') && !isOwnLine ? await isRewritten(passage, line, engine, signal) : undefined
  const needsVerdict = asked.has('verdict') || asked.has('counterfactual')
  const verdict = needsVerdict ? await lineVerdict(passage, line, engine, signal) : undefined
  const mendedVerdict = asked.has('counterfactual') ? await mendedLineVerdict(passage, line, engine, signal) : undefined
  const signals: Signals = {
    ...suspect.signals,
    ...(votes === undefined ? {} : { votes }),
    ...(rewritten === undefined ? {} : { rewritten }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(mendedVerdict === undefined ? {} : { mendedVerdict }),
  }
  return { ...suspect, signals }
}
