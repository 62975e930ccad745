/** What became of a completion that was given to the editor. */
export type OutcomeKind =
  /** Taken to the end. */
  | 'accepted'
  /** A part was taken. */
  | 'partly'
  /** The user typed all of it. */
  | 'typedAlong'
  /** It could be read, and the user wanted something else. */
  | 'rejected'
  /** It was gone before it could be read, or its document was closed: that tells nothing. */
  | 'ignored'

export interface Outcome {
  /** The model's own confidence in it, 0 to 1; absent where the completion came without one. */
  readonly confidence?: number
  readonly outcome: OutcomeKind
  /** Characters of it that the user took or typed. */
  readonly characters: number
  readonly languageId: string
}

/** A point of a curve from the model's confidence to the probability that the completion is wanted; both 0 to 1. */
export interface CurvePoint {
  readonly confidence: number
  readonly probability: number
}

/** Points in rising order of both numbers; between them the curve is straight, beyond them flat. */
export type Curve = readonly CurvePoint[]

/** Outcomes of one range of confidences. */
export interface OutcomeBin {
  readonly shown: number
  readonly taken: number
  /** Sum of the confidences of all that were shown: tells where in the range they lie. */
  readonly confidenceSum: number
}

/** One bin for each eighth of the range of confidences. */
export type OutcomeCounts = readonly OutcomeBin[]

const binCount = 8
/** So many outcomes in a bin weigh as much as what was measured before the user began. */
const priorWeight = 20
const emptyBin: OutcomeBin = { shown: 0, taken: 0, confidenceSum: 0 }

export const noOutcomes: OutcomeCounts = Array.from({ length: binCount }, () => emptyBin)

/** The counts with one outcome more; the same counts where it tells nothing. */
export function countOutcome(counts: OutcomeCounts, { confidence, outcome }: Outcome): OutcomeCounts {
  if (confidence === undefined || !(confidence >= 0 && confidence <= 1) || outcome === 'ignored') return counts
  const index = Math.min(binCount - 1, Math.floor(confidence * binCount))
  const one: OutcomeBin = { shown: 1, taken: outcome === 'rejected' ? 0 : 1, confidenceSum: confidence }
  return counts.map((bin, each) => (each === index ? addBins(bin, one) : bin))
}

export function addOutcomes(a: OutcomeCounts, b: OutcomeCounts): OutcomeCounts {
  return noOutcomes.map((_, index) => addBins(a[index] ?? emptyBin, b[index] ?? emptyBin))
}

function addBins(a: OutcomeBin, b: OutcomeBin): OutcomeBin {
  return { shown: a.shown + b.shown, taken: a.taken + b.taken, confidenceSum: a.confidenceSum + b.confidenceSum }
}

/**
 * Turns the model's confidence (exp of the summed log-probability of the first line) into the probability that the user takes the
 * completion: a curve measured for the model, bent by what this user took so far. It never falls where the confidence rises.
 */
export class Calibration {
  readonly counts: OutcomeCounts
  readonly #prior: Curve
  /** From the prior's probability to the one corrected by the counts, rising. */
  readonly #correction: readonly Point[]

  constructor(prior: Curve, counts: OutcomeCounts = noOutcomes) {
    this.counts = counts
    this.#prior = prior
    this.#correction = pooled(counts.map((bin, index) => nodeOf(bin, (index + 0.5) / binCount, prior)))
  }

  probability(confidence: number): number {
    return corrected(curveAt(this.#prior, confidence), this.#correction)
  }

  learned(outcome: Outcome): Calibration {
    const counts = countOutcome(this.counts, outcome)
    return counts === this.counts ? this : new Calibration(this.#prior, counts)
  }

  /** The counts: all that is to be kept, because the prior belongs to the program. */
  toJSON(): OutcomeCounts {
    return this.counts
  }
}

/** The value of a curve; an empty curve is the identity. */
function curveAt(curve: Curve, confidence: number): number {
  const points = curve.map((point) => ({ x: point.confidence, y: point.probability }))
  return lineThrough(points, nearestWithin(points, confidence))
}

interface Point {
  readonly x: number
  readonly y: number
}

interface Node extends Point {
  readonly weight: number
}

/** Shrinks a bin's rate towards the prior: without outcomes it is the prior itself. */
function nodeOf({ shown, taken, confidenceSum }: OutcomeBin, centre: number, prior: Curve): Node {
  const weight = priorWeight + shown
  const here = priorWeight * curveAt(prior, centre)
  const expected = shown === 0 ? 0 : shown * curveAt(prior, confidenceSum / shown)
  return { x: (here + expected) / weight, y: (here + taken) / weight, weight }
}

/** Isotonic regression by pooling adjacent violators; nodes at one place become one, so that there is one value for it. */
function pooled(nodes: readonly Node[]): readonly Point[] {
  const blocks: (readonly Node[])[] = []
  for (const node of nodes) {
    let block: readonly Node[] = [node]
    for (let before = blocks.at(-1); before !== undefined && violates(before, block); before = blocks.at(-1)) {
      blocks.pop()
      block = [...before, ...block]
    }
    blocks.push(block)
  }
  // A block has one value, from its first place to its last.
  return blocks.flatMap((block) => block.map(({ x }) => ({ x, y: meanOf(block) })))
}

function violates(before: readonly Node[], after: readonly Node[]): boolean {
  return meanOf(before) > meanOf(after) || before.at(-1)?.x === after.at(0)?.x
}

function meanOf(nodes: readonly Node[]): number {
  const weight = nodes.reduce((sum, node) => sum + node.weight, 0)
  return nodes.reduce((sum, node) => sum + node.weight * node.y, 0) / weight
}

/** Beyond the outermost points the correction of the outermost goes on: neither end is taken for certain. */
function corrected(probability: number, correction: readonly Point[]): number {
  const nearest = nearestWithin(correction, probability)
  return Math.min(1, Math.max(0, lineThrough(correction, nearest) + probability - nearest))
}

function nearestWithin(points: readonly Point[], x: number): number {
  return Math.min(points.at(-1)?.x ?? x, Math.max(points.at(0)?.x ?? x, x))
}

/** The value at `x`, which lies within the points. */
function lineThrough(points: readonly Point[], x: number): number {
  const index = points.findIndex((point) => point.x >= x)
  const [left, right] = [points[index - 1], points[index]]
  if (right === undefined) return x
  return left === undefined ? right.y : left.y + ((right.y - left.y) * (x - left.x)) / (right.x - left.x)
}
