import type { Calibration } from './calibration.ts'

/**
 * For models that were never measured: the odds have to be overwhelming by both readings. One line in a hundred has a bug at most and
 * some hundred alternatives compete in a function, so that 80 % need about 13 nats (review idea of odds against a uniform prior).
 */
export const cautious: Calibration = {
  intercept: -11.6,
  weights: { lineOdds: 0.5, blockOdds: 0.5, weakestToken: 0, mendedLogP: 0, margin: 0, lnCandidates: 0, claimed: 0 },
  kinds: { claim: -2 },
  limit: 15,
  asksForClaims: true,
  clearlyLikelier: { line: 3, block: 3 },
}

/**
 * Qwen2.5-Coder-0.5B-Instruct, by `bench/reviewFit.ts` with the settings `--line 1 --block 1 --caution 2 --penalty 0.1`: 48 faults and 25
 * correct functions of the tuning half, and 33 functions of this project. On the half that it has not seen, 24 of 48 faults were shown, all
 * shown ones were right, and none of 25 correct functions raised an alarm. A name that the model finds unlikely is often meant all the
 * same, so other names need longer odds than other operators.
 */
const qwenCoderHalfBillion: Calibration = {
  intercept: -3.9,
  weights: { lineOdds: 0, blockOdds: 0.43, weakestToken: 0, mendedLogP: 0, margin: 0.28, lnCandidates: 0, claimed: 0 },
  kinds: { variable: -3.1, member: -3.1 },
  limit: 25,
  asksForClaims: false,
  clearlyLikelier: { line: 1, block: 1 },
}

/** By `EngineInfo.calibrationKey`. */
export const calibrations: ReadonlyMap<string, Calibration> = new Map([['qwen2-0.5b', qwenCoderHalfBillion]])
