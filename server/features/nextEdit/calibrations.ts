/** Odds in nats from which a site is offered. */
export interface NextEditThresholds {
  readonly rename: number
  readonly signature: number
  /** Where the syntax speaks against it: another scope, or a member where a variable was renamed. */
  readonly implausible: number
}

/** For models that were never measured. */
const cautious: NextEditThresholds = { rename: 4, signature: 4, implausible: 8 }

/** By `EngineInfo.calibrationKey`, from `bench/nextEdit.ts`. */
const measured: ReadonlyMap<string, NextEditThresholds> = new Map()

/** The thresholds of a model by `EngineInfo.calibrationKey`; of one that was never measured, the strictest. */
export function thresholdsOf(calibrationKey: string): NextEditThresholds {
  return measured.get(calibrationKey) ?? cautious
}
