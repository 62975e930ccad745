import type { Fitted } from '../../server/features/review/calibrate/fit.ts'
import type { Alarm } from './records.ts'

/** A suspect with the probability that it is right. */
export interface Judged {
  readonly alarm: Alarm
  readonly confidence: number
}

/** Log-odds are stretched and shifted: `offset + scale * logOdds`. */
export interface Stretch {
  readonly offset: number
  readonly scale: number
}

/** Fewer shown suspects than these tell nothing of their share. */
const fewestShown = 12
const asked = Array.from({ length: 10 }, (_, index) => 0.5 + 0.05 * index)

/**
 * Who shows every suspect that is right with 80 % or more shows some that are nearly certain, too, and so is right more often than 80 %. What
 * users ask for is the share of what is shown. This finds, for each share, the log-odds from which on the suspects have it, and the line
 * through these places: stretched by it, a confidence of at least p is shown by a setting of p, and a share of p of what is shown is right.
 */
export function stretchForShares(judged: readonly Judged[]): Stretch {
  const sorted = judged.toSorted((a, b) => b.confidence - a.confidence)
  const shares = sharesFrom(sorted)
  const points = asked.flatMap((share) => {
    const last = shares.findLastIndex((each, index) => index + 1 >= fewestShown && each >= share)
    // Where even all of them have the share, nothing tells how far it goes.
    if (last === -1 || last === sorted.length - 1) return []
    return [{ from: logit(sorted[last]?.confidence ?? 0.5), to: logit(share) }]
  })
  return lineThrough(points)
}

/** Share of the right ones among the first, the first two, and so on. */
function sharesFrom(sorted: readonly Judged[]): readonly number[] {
  let right = 0
  return sorted.map(({ alarm }, index) => {
    right += alarm.right ? 1 : 0
    return right / (index + 1)
  })
}

export function stretched({ offset, scale }: Stretch, confidence: number): number {
  return 1 / (1 + Math.exp(-(offset + scale * logit(confidence))))
}

/** The same as a calibration: it is a logistic model before and after. */
export function stretchedCalibration({ offset, scale }: Stretch, { calibration }: Fitted): Fitted['calibration'] {
  const by = <Key extends string>(values: Readonly<Partial<Record<Key, number>>>) =>
    Object.fromEntries(Object.entries<number | undefined>(values).map(([name, value = 0]) => [name, rounded(scale * value)]))
  return {
    intercept: rounded(offset + scale * calibration.intercept),
    weights: { ...calibration.weights, ...by(calibration.weights) },
    kinds: by(calibration.kinds),
    limit: calibration.limit,
  }
}

/** By least squares; as it is where fewer than two places are known, or where more confidence would mean less. */
function lineThrough(points: readonly { readonly from: number; readonly to: number }[]): Stretch {
  const mean = (of: (point: (typeof points)[number]) => number) => points.reduce((sum, each) => sum + of(each), 0) / points.length
  const [from, to] = [mean((each) => each.from), mean((each) => each.to)]
  const spread = mean((each) => (each.from - from) ** 2)
  const scale = mean((each) => (each.from - from) * (each.to - to)) / spread
  return scale > 0 && Number.isFinite(scale) ? { offset: to - scale * from, scale } : { offset: 0, scale: 1 }
}

function logit(confidence: number): number {
  const bounded = Math.min(1 - 1e-9, Math.max(1e-9, confidence))
  return Math.log(bounded / (1 - bounded))
}

function rounded(value: number): number {
  return Number(value.toFixed(3))
}
