import { modelKeyOf } from '../../engine/calibrationKey.ts'
import type { Curve } from './calibration.ts'

/** For models that were never measured: what a model believes of its own first line is about right, and least so where it is sure. */
const unmeasured: Curve = [
  { confidence: 0, probability: 0 },
  { confidence: 0.5, probability: 0.45 },
  { confidence: 1, probability: 0.95 },
]

/** Measured curves by `EngineInfo.calibrationKey`. */
const curves: ReadonlyMap<string, Curve> = new Map([
  [
    // `npm run bench -- completionFit`: 137 completions at 150 holes of the tuning half, 53 first lines exact.
    'qwen2-0.5b',
    [
      { confidence: 0.017, probability: 0 },
      { confidence: 0.122, probability: 0.043 },
      { confidence: 0.37, probability: 0.261 },
      { confidence: 0.581, probability: 0.391 },
      { confidence: 0.768, probability: 0.739 },
      { confidence: 0.951, probability: 0.909 },
    ],
  ],
])

/**
 * How far a model's confidence in a completion is to be believed before anything is known of the user. With adapters as without: how sure a
 * model has to be changes less by them than from one model to another.
 */
export function curveOf(calibrationKey: string): Curve {
  return curves.get(modelKeyOf(calibrationKey)) ?? unmeasured
}
