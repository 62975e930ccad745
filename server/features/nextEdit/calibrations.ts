import { modelKeyOf } from '../../engine/calibrationKey.ts'
import type { Change } from './recentChange.ts'
import type { SiteOption, Standing } from './sites.ts'

/** Odds in nats from which a site is offered: for a changed signature, and for a rename by what the syntax says of the site. */
export interface NextEditThresholds extends Readonly<Record<Standing, number>> {
  readonly signature: number
}

/** No odds are long enough: such sites are not scored. */
const never = Number.POSITIVE_INFINITY

/** For models that were never measured. */
const cautious: NextEditThresholds = { likely: 4, possible: 12, unlikely: never, signature: 4 }

/**
 * Qwen2.5-Coder-0.5B-Instruct, by `bench/nextEdit.ts` on 30 cases of the tuning half: from 0 on, 55 of 55 likely sites and 17 of 17 calls
 * were right; 0.5 leaves room for the last bits of the logits. Of the possible ones so few are right that only long odds count. None of 26 unlikely
 * ones was right, with odds of up to 8.
 */
const qwenCoderHalfBillion: NextEditThresholds = { likely: 0.5, possible: 6, unlikely: never, signature: 0.5 }

/** By `EngineInfo.calibrationKey`. */
const measured: ReadonlyMap<string, NextEditThresholds> = new Map([['qwen2-0.5b', qwenCoderHalfBillion]])

/** The thresholds of a model by `EngineInfo.calibrationKey`; with adapters as without; of one that was never measured, the strictest. */
export function thresholdsOf(calibrationKey: string): NextEditThresholds {
  return measured.get(modelKeyOf(calibrationKey)) ?? cautious
}

/** What the odds of an option have to be for it to be offered. */
export function thresholdFor(
  thresholds: NextEditThresholds,
  { kind }: Pick<Change, 'kind'>,
  { standing }: Pick<SiteOption, 'standing'>,
): number {
  return kind === 'signature' ? thresholds.signature : thresholds[standing]
}
