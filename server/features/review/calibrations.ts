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
 * Qwen2.5-Coder-0.5B-Instruct. By `bench/reviewFit.ts` (`--features blockOdds,margin --penalty 0.5 --limit 10`) from 65 faults of the tuning
 * half and the same functions without them; a setting of p shows suspects of which a share of p is right. Each function by a fit that has
 * not seen it: 33 of 42 shown at 0.8 were right, of 65 faults. A member that the model finds unlikely is often meant all the same, so
 * members need longer odds than operators. Asked for bugs, the model claimed none of 7 faults: it is not asked. Nor what it would write at
 * surprising places: nothing is fitted to that.
 */
const qwenCoderHalfBillion: Calibration = {
  intercept: -1.326,
  weights: { lineOdds: 0, blockOdds: 0.369, weakestToken: 0, mendedLogP: 0, margin: 0.148, lnCandidates: 0, claimed: 0 },
  kinds: {
    ...unfitted,
    ...{
      argumentOrder: 0.127,
      arithmetic: 0.885,
      await: 0.052,
      boolean: 1.03,
      boundary: -0.423,
      comparison: 1.023,
      constant: 0.019,
    },
    ...{ member: -3.614, negation: 0.171, return: 1.84, variable: -0.863 },
  },
  limit: 10,
  asksForClaims: false,
  clearlyLikelier: { line: 1, block: 1 },
}

/** By `EngineInfo.calibrationKey`. */
export const calibrations: ReadonlyMap<string, Calibration> = new Map([['qwen2-0.5b', qwenCoderHalfBillion]])
