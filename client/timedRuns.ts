/** How long runs of one program took, in milliseconds, at least one. */
export type RunTimes = readonly number[]

/** How one way compares with the code as it is. */
export interface Comparison {
  /** Of the fastest run each: what disturbs a run only ever makes it longer. */
  readonly beforeMs: number
  readonly afterMs: number
  /** Change in percent, negative for faster, rounded. */
  readonly percent: number
  /** Whether the runs of one differ from those of the other by more than among themselves. */
  readonly isClear: boolean
}

export function compared(before: RunTimes, after: RunTimes): Comparison {
  const [beforeMs, afterMs] = [Math.min(...before), Math.min(...after)]
  const spread = Math.max(Math.max(...before) - beforeMs, Math.max(...after) - afterMs)
  const percent = beforeMs === 0 ? 0 : Math.round((100 * (afterMs - beforeMs)) / beforeMs)
  return { beforeMs, afterMs, percent, isClear: Math.abs(afterMs - beforeMs) > spread }
}

/** `340 ms`, `1.25 s`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`
}
