/** A share of counted things with its 95 % interval. */
export interface CountedShare {
  readonly part: number
  readonly whole: number
  readonly low: number
  readonly high: number
}

/** How a calibration does on functions that it was not fitted to. */
export interface HeldOutFigure {
  /** The precision that a setting asks for. */
  readonly asked: number
  /** Of the suspects that are shown then, those that are right. */
  readonly precision: CountedShare
  /** Of the faults, those that are shown. */
  readonly recall: CountedShare
}

export const askedPrecisions = [0.6, 0.8, 0.9] as const

export interface JudgedSuspect {
  readonly right: boolean
  readonly confidence: number
}

/** `faults`: how many faults there were to find; at most one suspect is right for each. */
export function heldOutFigures(judged: readonly JudgedSuspect[], faults: number): readonly HeldOutFigure[] {
  return askedPrecisions.map((asked) => {
    const shown = judged.filter(({ confidence }) => confidence >= asked)
    const right = shown.filter((each) => each.right).length
    return { asked, precision: countedShare(right, shown.length), recall: countedShare(Math.min(right, faults), faults) }
  })
}

/** The 97.5 % quantile of the normal distribution. */
const z = 1.96

/** Wilson's interval, which holds also for few cases and for shares near 0 and 1; of nothing it is 0 to 1. */
function countedShare(part: number, whole: number): CountedShare {
  if (whole === 0) return { part, whole, low: 0, high: 1 }
  const value = part / whole
  const spread = (z / (1 + z ** 2 / whole)) * Math.sqrt((value * (1 - value)) / whole + (z / (2 * whole)) ** 2)
  const middle = (value + z ** 2 / (2 * whole)) / (1 + z ** 2 / whole)
  return { part, whole, low: Math.max(0, middle - spread), high: Math.min(1, middle + spread) }
}
