import { askedFeatures, type Calibration } from '../calibration.ts'
import { cautious } from '../calibrations.ts'
import { askedPrecisions, type CountedShare, type HeldOutFigure } from './heldOut.ts'

/** A calibration that was measured on the user's own machine and code, with how it does on functions that it was not fitted to. */
export interface OwnCalibration {
  readonly calibrationKey: string
  /** Of the model's file: another file under the same key may be another model. */
  readonly modelDigest: string
  /** Used also where the model comes with a calibration. */
  readonly replacesShipped: boolean
  readonly functions: number
  readonly figures: readonly HeldOutFigure[]
  readonly calibration: Calibration
}

const formatVersion = 1

export function formatOwnCalibration(own: OwnCalibration): string {
  return `${JSON.stringify({ version: formatVersion, ...own }, undefined, 2)}\n`
}

/** `undefined`: the text is no calibration of this version. Weights below 0 are refused, because more evidence would count less. */
export function parseOwnCalibration(text: string): OwnCalibration | undefined {
  const read = jsonObject(text)
  const { version, calibrationKey, modelDigest, replacesShipped, functions, figures } = read
  const calibration = calibrationIn(read.calibration)
  const known = Array.isArray(figures) ? figures.map(figureIn) : []
  if (
    version !== formatVersion ||
    typeof calibrationKey !== 'string' ||
    typeof modelDigest !== 'string' ||
    typeof replacesShipped !== 'boolean' ||
    !isNumber(functions) ||
    calibration === undefined ||
    known.length !== askedPrecisions.length
  )
    return undefined
  const readable = known.flatMap((each) => each ?? [])
  if (readable.length !== known.length) return undefined
  return { calibrationKey, modelDigest, replacesShipped, functions, figures: readable, calibration }
}

type Fields = Readonly<Record<string, unknown>>

function jsonObject(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return {}
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function calibrationIn(value: unknown): Calibration | undefined {
  const { intercept, limit, weights, kinds, languages, clearlyLikelier } = fieldsOf(value)
  const { line, block } = fieldsOf(clearlyLikelier)
  const weighed = weightsIn(fieldsOf(weights))
  const [ofKinds, ofLanguages] = [numbersIn(kinds), numbersIn(languages ?? {})]
  if (!isNumber(intercept) || !isNumber(limit) || limit <= 0 || !isNumber(line) || !isNumber(block)) return undefined
  if (weighed === undefined || ofKinds === undefined || ofLanguages === undefined) return undefined
  return {
    ...{ intercept, limit, weights: weighed, kinds: ofKinds, languages: ofLanguages, clearlyLikelier: { line, block } },
    asksForClaims: false,
    ...(cautious.surprisingPlaces === undefined ? {} : { surprisingPlaces: cautious.surprisingPlaces }),
  }
}

/** Only features that this version measures; the likelihood's all have to be there. */
function weightsIn(fields: Fields): Calibration['weights'] | undefined {
  const needed = Object.keys(cautious.weights)
  const names = Object.keys(fields)
  const known: readonly string[] = [...needed, ...askedFeatures]
  if (!needed.every((name) => name in fields) || !names.every((name) => known.includes(name))) return undefined
  const numbers = numbersIn(fields)
  if (numbers === undefined || Object.values(numbers).some((weight) => weight < 0)) return undefined
  return { ...cautious.weights, ...numbers }
}

function numbersIn(value: unknown): Readonly<Record<string, number>> | undefined {
  const entries = Object.entries(fieldsOf(value))
  const numbers = entries.flatMap(([name, each]) => (isNumber(each) ? [[name, each] as const] : []))
  return numbers.length === entries.length ? Object.fromEntries(numbers) : undefined
}

function figureIn(value: unknown): HeldOutFigure | undefined {
  const fields = fieldsOf(value)
  const [precision, recall] = [shareIn(fields.precision), shareIn(fields.recall)]
  if (!isNumber(fields.asked) || precision === undefined || recall === undefined) return undefined
  return { asked: fields.asked, precision, recall }
}

function shareIn(value: unknown): CountedShare | undefined {
  const { part, whole, low, high } = fieldsOf(value)
  return isNumber(part) && isNumber(whole) && isNumber(low) && isNumber(high) ? { part, whole, low, high } : undefined
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
