import { addFigures, noFigures } from '../../protocol/figures.ts'
import type { ReviewStats } from '../../protocol/requests.ts'

export const noStats: ReviewStats = { ...noFigures, functions: 0, functionsFromCache: 0, candidatesScored: 0 }

export function addStats(a: ReviewStats, b: ReviewStats): ReviewStats {
  const calibration = a.calibration ?? b.calibration
  return {
    ...addFigures(a, b),
    functions: a.functions + b.functions,
    functionsFromCache: a.functionsFromCache + b.functionsFromCache,
    candidatesScored: a.candidatesScored + b.candidatesScored,
    ...(calibration === undefined ? {} : { calibration }),
  }
}
