import type { Change } from './recentChange.ts'
import type { SiteOption } from './sites.ts'

/** Odds in nats from which a site is offered: by what was changed, and for what the syntax speaks against. */
export interface NextEditThresholds {
  /** A variable, function, class or type was renamed. */
  readonly variable: number
  /** A property or method was renamed: others of that name may be another object's. */
  readonly member: number
  readonly signature: number
  readonly implausible: number
}

/** For models that were never measured. */
const cautious: NextEditThresholds = { variable: 4, member: 6, signature: 4, implausible: 15 }

/** By `EngineInfo.calibrationKey`, from `bench/nextEdit.ts`. */
const measured: ReadonlyMap<string, NextEditThresholds> = new Map()

/** The thresholds of a model by `EngineInfo.calibrationKey`; of one that was never measured, the strictest. */
export function thresholdsOf(calibrationKey: string): NextEditThresholds {
  return measured.get(calibrationKey) ?? cautious
}

/** What the odds of an option have to be for it to be offered. */
export function thresholdFor(thresholds: NextEditThresholds, change: Change, { plausible }: SiteOption): number {
  if (!plausible) return thresholds.implausible
  if (change.kind === 'signature') return thresholds.signature
  return change.ofMember ? thresholds.member : thresholds.variable
}
