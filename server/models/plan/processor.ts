import type { Processor } from './machine.ts'
import type { PlannedModel } from './use.ts'

/** Tokens a second with which a model keeps up with somebody who waits: a completion of a line or two is there in two or three seconds. */
export const usableTokensPerSecond = 10
/** A text is there faster than most people read it. */
export const goodTokensPerSecond = 20

/**
 * What one core reads: the starter model writes 39 tokens a second on two, of which each reads 0.4 GB. Memory of two channels
 * of DDR4-3200 has 51.2 GB/s at most, and four fifths of that are what programs reach, whatever the cores.
 */
const bytesPerSecondOfCore = 8e9
const bytesPerSecondOfMemory = 40e9

/** A processor of so many cores, by what is usual. */
export function processorOf(cores: number): Processor {
  return { bytesPerSecond: Math.min(cores * bytesPerSecondOfCore, bytesPerSecondOfMemory) }
}

/** Eight cores: taken where a machine is only thought of. */
export const usualProcessor = processorOf(8)

/** Bytes of weights that a token reads: of the experts only those that take part, of the table of embeddings a row. */
export function bytesReadPerToken({ shape: { experts }, weights }: PlannedModel): number {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  const resting = experts === undefined ? 0 : 1 - experts.used / experts.routed
  return sum(weights.layers) - resting * sum(weights.experts) + weights.output
}

/** Tokens a second that a processor is expected to write, because reading the weights is what takes its time. */
export function tokensPerSecond(model: PlannedModel, processor: Processor = usualProcessor): number {
  return processor.bytesPerSecond / bytesReadPerToken(model)
}

/** Whether it keeps up with somebody who waits for it. */
export function isUsable(model: PlannedModel, processor: Processor | undefined): boolean {
  return tokensPerSecond(model, processor) >= usableTokensPerSecond
}
