import { quantile } from '../completion/bootstrap.ts'
import { randomNumbers } from '../cuts.ts'

/** A figure with its 95 % interval. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** A share of counted things. */
export interface Share extends Estimate {
  readonly part: number
  readonly whole: number
}

/** The 97.5 % quantile of the normal distribution. */
const z = 1.96
const resamples = 2000

/** A share with Wilson's interval, which holds also for few cases and for shares near 0 and 1. Of nothing: NaN within 0 to 1. */
export function share(part: number, whole: number): Share {
  if (whole === 0) return { part, whole, value: Number.NaN, low: 0, high: 1 }
  const value = part / whole
  const spread = (z / (1 + z ** 2 / whole)) * Math.sqrt((value * (1 - value)) / whole + (z / (2 * whole)) ** 2)
  const middle = (value + z ** 2 / (2 * whole)) / (1 + z ** 2 / whole)
  return { part, whole, value, low: Math.max(0, middle - spread), high: Math.min(1, middle + spread) }
}

/** Any figure of a sample with the interval of its bootstrap: cases are drawn with replacement. */
export function bootstrapped<T>(cases: readonly T[], figure: (cases: readonly T[]) => number, seed = 1): Estimate {
  const random = randomNumbers(seed)
  const drawn = Array.from({ length: cases.length === 0 ? 0 : resamples }, () =>
    figure(cases.map((each) => cases[Math.floor(random() * cases.length)] ?? each)),
  )
    .filter((each) => !Number.isNaN(each))
    .sort((a, b) => a - b)
  return { value: figure(cases), low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) }
}

export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  )
}
