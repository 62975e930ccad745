import type { Change } from './recentChange.ts'
import type { SiteOption, Standing } from './sites.ts'

/** Odds in nats from which a site is offered: for a changed signature, and for a rename by what the syntax says of the site. */
export interface NextEditThresholds extends Readonly<Record<Standing, number>> {
  readonly signature: number
}

/** For models that were never measured. */
const cautious: NextEditThresholds = { likely: 4, possible: 12, unlikely: 15, signature: 4 }

/** By `EngineInfo.calibrationKey`, from `bench/nextEdit.ts`. */
const measured: ReadonlyMap<string, NextEditThresholds> = new Map()

/** The thresholds of a model by `EngineInfo.calibrationKey`; of one that was never measured, the strictest. */
export function thresholdsOf(calibrationKey: string): NextEditThresholds {
  return measured.get(calibrationKey) ?? cautious
}

/** What the odds of an option have to be for it to be offered. */
export function thresholdFor(
  thresholds: NextEditThresholds,
  { kind }: Pick<Change, 'kind'>,
  { standing }: Pick<SiteOption, 'standing'>,
): number {
  return kind === 'signature' ? thresholds.signature : thresholds[standing]
}
