/** A confidence or a threshold of it, 0 to 1, in whole per cent; rounded down, so that what is below a threshold never reads as if it reached it. */
export function wholePercent(confidence: number): number {
  // 0.58 * 100 is 57.99999999999999.
  return Math.floor(Number((confidence * 100).toFixed(9)))
}
