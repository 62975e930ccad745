import type { Calibration } from './calibration.ts'

/** Kinds that no fit has seen yet: whatever the odds, they stay below every precision that can be asked for. */
export const unfitted = { break: -40, nullCheck: -40, equality: -40, surprise: -40 } as const

/**
 * For models that were never measured: the odds have to be overwhelming by both readings. One line in a hundred has a bug at most and
 * some hundred alternatives compete in a function, so that 80 % need about 13 nats (review idea of odds against a uniform prior).
 */
export const cautious: Calibration = {
  intercept: -11.6,
  weights: { lineOdds: 0.5, blockOdds: 0.5, weakestToken: 0, mendedLogP: 0, margin: 0, lnCandidates: 0, claimed: 0 },
  kinds: { ...unfitted, claim: -2 },
  limit: 15,
  asksForClaims: true,
  surprisingPlaces: 3,
  clearlyLikelier: { line: 3, block: 3 },
}

/**
 * Qwen2.5-Coder-0.5B-Instruct. Weights by `bench/reviewFit.ts` (`--line 1 --block 1 --caution 2 --penalty 0.1`) from 48 faults and 25 correct
 * functions of the tuning half and 33 functions of this project. The intercept is 0.75 lower than fitted, for the one false alarm that 16
 * mended functions of eslint gave then. On the half of the faults that the fit has not seen: 23 of 48 shown, all shown ones right, no alarm
 * in 25 correct functions. A name that the model finds unlikely is often meant all the same, so names need longer odds than operators.
 * Asked for bugs, the model claimed none of 7 faults: it is not asked. Nor what it would write at surprising places: nothing is fitted to that.
 */
const qwenCoderHalfBillion: Calibration = {
  intercept: -4.65,
  weights: { lineOdds: 0, blockOdds: 0.43, weakestToken: 0, mendedLogP: 0, margin: 0.28, lnCandidates: 0, claimed: 0 },
  kinds: { ...unfitted, variable: -3.1, member: -3.1 },
  limit: 25,
  asksForClaims: false,
  clearlyLikelier: { line: 1, block: 1 },
}

/** By `EngineInfo.calibrationKey`. */
export const calibrations: ReadonlyMap<string, Calibration> = new Map([['qwen2-0.5b', qwenCoderHalfBillion]])
