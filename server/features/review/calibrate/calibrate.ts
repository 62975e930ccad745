import type { SyntaxParser } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import type { Engine } from '../../../engine/engine.ts'
import { LatentError } from '../../../protocol/errors.ts'
import { askedFeatures, type Calibration, confidenceOf } from '../calibration.ts'
import { cautious, unfitted } from '../calibrations.ts'
import { Meter } from '../meter.ts'
import { type FitCase, type FitOptions, fittedTo } from './fit.ts'
import { functionPairs } from './functions.ts'
import { type HeldOutFigure, heldOutFigures } from './heldOut.ts'
import { measuredSuspects, measuring, measuringThoroughly } from './measured.ts'

export interface CalibrateAsk {
  /** Texts to take functions from, in the order in which they are to be taken. */
  readonly texts: AsyncIterable<SourceText>
  /** How many functions to measure; each is reviewed twice. */
  readonly functions: number
  /** No text gives more functions. */
  readonly mostOfFile: number
  /** Whether the model is asked about each suspect as well; what tells something is then asked in reviews, too. */
  readonly isThorough: boolean
}

export interface CalibrateDeps {
  readonly engine: Engine
  readonly parser: SyntaxParser
}

export interface Measurement {
  readonly calibration: Calibration
  readonly functions: number
  /** By the half of the functions that the calibration was not fitted to. */
  readonly figures: readonly HeldOutFigure[]
}

export type CalibrateEvent =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly symbol: string }
  | { readonly kind: 'end'; readonly measurement: Measurement }

/** Fewer right or wrong suspects in the half that is fitted to would leave the numbers to chance. */
const fewestOfEach = 5
/** A question that moves the log-odds by less than this, in nats per unit, is not worth asking. */
const leastWeight = 0.02
const likelihood = ['lineOdds', 'blockOdds', 'weakestToken', 'mendedLogP', 'margin'] as const
const fitOptions: Omit<FitOptions, 'features'> = {
  limit: measuring.limit,
  penalty: 1,
  // Faults are rarer in the world than here, where every second function has one.
  caution: 2,
}

/**
 * Measures how much the signals of a model say: puts faults into functions, reviews these with and without them, and fits a calibration to
 * one half. Rejects with calibrationTooFew, or the engine's error; an aborted one rejects with the reason of the signal.
 */
export async function* calibrate(ask: CalibrateAsk, deps: CalibrateDeps, signal: AbortSignal): AsyncGenerator<CalibrateEvent> {
  const engine = new Meter().measured(deps.engine)
  if (engine === undefined || !(await engine.info()).capabilities.fim)
    throw LatentError.of('engineFailed', 'this model cannot weigh text between other text')
  const means = { engine, parser: deps.parser, calibration: ask.isThorough ? measuringThoroughly : measuring }
  const halves: readonly [FitCase[], FitCase[]] = [[], []]
  let done = 0
  for await (const pair of functionPairs(ask.texts, { ...ask, count: ask.functions }, deps.parser)) {
    yield { kind: 'progress', done, total: ask.functions, symbol: pair.unit.name }
    const found = await measuredSuspects(`${done}`, pair, means, signal)
    halves[done % 2 === 0 ? 0 : 1].push(...found)
    done += 1
  }
  yield { kind: 'progress', done: ask.functions, total: ask.functions, symbol: '' }
  const [fittedHalf, heldOutHalf] = halves
  const right = fittedHalf.filter(({ alarm }) => alarm.right).length
  if (right < fewestOfEach || fittedHalf.length - right < fewestOfEach)
    throw LatentError.of('calibrationTooFew', done, fittedHalf.length, right)
  const calibration = fittedCalibration(fittedHalf, ask.isThorough)
  const judged = heldOutHalf.flatMap(({ alarm: { right, suspect }, languageId }) => {
    if (suspect === undefined) return []
    return [{ right, confidence: confidenceOf(suspect.kind, suspect.signals, calibration, languageId) }]
  })
  yield { kind: 'end', measurement: { calibration, functions: done, figures: heldOutFigures(judged, Math.floor(done / 2)) } }
}

/**
 * A calibration for the suspects of `measuring`. Its confidences are those of single suspects, so that of what a setting of p shows more than
 * p is right: how much more, a few functions cannot tell.
 */
function fittedCalibration(cases: readonly FitCase[], isThorough: boolean): Calibration {
  const features = [...likelihood, ...(isThorough ? askedFeatures : [])]
  const { weights, kinds, ...numbers } = fittedTo(cases, { ...fitOptions, features }).calibration
  const asked = new Set<string>(askedFeatures)
  const kept = Object.entries(weights).filter(([feature, weight]) => !asked.has(feature) || weight >= leastWeight)
  return {
    ...measuring,
    ...numbers,
    weights: { ...cautious.weights, ...Object.fromEntries(kept) },
    kinds: { ...unfitted, ...kinds },
  }
}
