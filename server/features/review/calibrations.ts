import type { Calibration } from './calibration.ts'

/**
 * For models that were never measured: the odds have to be overwhelming by both readings. One line in a hundred has a bug at most and
 * some hundred alternatives compete in a function, so that 80 % need about 13 nats (review idea of odds against a uniform prior).
 */
export const cautious: Calibration = {
  intercept: -11.6,
  weights: { lineOdds: 0.5, blockOdds: 0.5, weakestToken: 0, mendedLogP: 0, margin: 0, lnCandidates: 0, claimed: 0 },
  kinds: { claim: -2 },
  asksForClaims: true,
  clearlyLikelier: { line: 3, block: 3 },
}

/** Fitted to the tuning half of the faults of `bench/review.ts`. */
const qwenCoderHalfBillion: Calibration = {
  intercept: -4,
  weights: { lineOdds: 0.15, blockOdds: 0.5, weakestToken: 0, mendedLogP: 0, margin: 0, lnCandidates: 0, claimed: 0 },
  kinds: {},
  asksForClaims: false,
  clearlyLikelier: { line: 1, block: 1 },
}

/** By `EngineInfo.calibrationKey`. */
export const calibrations: ReadonlyMap<string, Calibration> = new Map([['qwen2-0.5b', qwenCoderHalfBillion]])
