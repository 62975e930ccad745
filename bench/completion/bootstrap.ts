import { randomNumbers } from '../cuts.ts'

/** A ratio with the 95 % interval of its paired bootstrap. */
export interface Ratio {
  readonly ratio: number
  readonly low: number
  readonly high: number
  /** Pairs that it was computed from. */
  readonly pairs: number
}

const resamples = 2000

/**
 * Ratio of a figure of one system to that of another over the same holes: holes are drawn with replacement, both systems with the same
 * draw. Undefined where the figure itself is undefined, for example without a kept character.
 */
export function pairedRatio<T>(
  pairs: readonly (readonly [T, T])[],
  figure: (records: readonly T[]) => number,
  seed = 1,
): Ratio | undefined {
  const ratioOf = (drawn: readonly (readonly [T, T])[]) =>
    figure(drawn.map(([own]) => own)) / figure(drawn.map(([, other]) => other))
  const ratio = ratioOf(pairs)
  if (pairs.length === 0 || Number.isNaN(ratio)) return undefined
  const random = randomNumbers(seed)
  const drawn = Array.from({ length: resamples }, () =>
    ratioOf(pairs.map((pair) => pairs[Math.floor(random() * pairs.length)] ?? pair)),
  )
    // A draw in which neither system has anything says nothing about their ratio.
    .filter((each) => !Number.isNaN(each))
    .sort((a, b) => a - b)
  return { ratio, low: quantile(drawn, 0.025), high: quantile(drawn, 0.975), pairs: pairs.length }
}

/** Quantile of sorted values, by the nearest rank; NaN without values. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
