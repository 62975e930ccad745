import type { ModelShape } from '../catalogueEntry.ts'
import type { CacheLayout } from './kvCache.ts'

/** What llama.cpp evaluates in one step. */
export interface Step {
  /** Tokens of one step: node-llama-cpp's default is 512, and never more than all sequences hold. */
  readonly batchTokens: number
  /** Tokens that one sequence holds. */
  readonly contextTokens: number
  readonly sequences: number
  /** Without it the scores of every token against every other are written out, for every head. */
  readonly flashAttention: boolean
}

/** Parts of a step that a device works on. Those of an input are small. */
export interface Work {
  readonly layers: boolean
  readonly output: boolean
}

const floatBytes = 4
const halfBytes = 2
/** The mask of attention: half floats where flash attention reads it, else floats. */
const maskBytes = { flash: 2, plain: 4 }

/**
 * Bytes that a device needs for the intermediate results of a step. llama.cpp lays all of them out in one buffer that is as large as the
 * largest moment needs; the moments that can be the largest are the logits, a feed-forward network and the attention. What is alive in
 * each was measured with llama.cpp v0.5.0, which sizes its buffers without a model's weights (`no_alloc`), for the shapes of
 * DeepSeek-V2-Lite, DeepSeek-V2, DeepSeek 67B, Qwen2.5-Coder and an MHA model: right to 14 % where flash attention is on and to
 * 12 % where not.
 * test/engine/memoryPlan.test.ts repeats the comparison.
 */
export function computeBufferBytes(shape: ModelShape, layout: CacheLayout, step: Step, work: Work): number {
  const { batchTokens } = step
  const row = batchTokens * floatBytes
  const hidden = shape.hiddenSize * row
  const mask = step.contextTokens * batchTokens * (step.flashAttention ? maskBytes.flash : maskBytes.plain)
  if (!work.layers && !work.output) return mask + hidden
  const ofLayers = work.layers ? mask + Math.max(feedForward(shape, row, hidden), attention(shape, layout, step, row, hidden)) : 0
  const ofOutput = work.output ? shape.vocabulary * row + behindLayers(shape, row, hidden) : 0
  return Math.max(ofLayers, ofOutput)
}

/** The logits of a whole step that llama.cpp hands over, for each sequence one. */
export function outputBufferBytes({ vocabulary }: ModelShape, sequences: number): number {
  return vocabulary * floatBytes * sequences
}

/** Gate, up and their product, and four rows of the hidden size: the input, its norm, and what is added to it. */
function feedForward({ feedForwardSize, experts }: ModelShape, row: number, hidden: number): number {
  const dense = experts === undefined || experts.denseLayers > 0 ? 3 * feedForwardSize * row : 0
  const ofExperts = experts === undefined ? 0 : 3 * experts.used * experts.feedForwardSize * row
  return Math.max(dense, ofExperts) + 4 * hidden
}

/** Queries, keys and values of the step, for latent attention also the queries in the latent's space, and four rows of the hidden size. */
function attention(shape: ModelShape, layout: CacheLayout, step: Step, row: number, hidden: number): number {
  const heads = headRows(shape, layout) * row + 4 * hidden
  return step.flashAttention ? heads : heads + scoresOfHeads(shape, layout, step, row, heads)
}

/** Numbers that a token needs in all heads together. */
function headRows({ attention: a }: ModelShape, layout: CacheLayout): number {
  if (a.kind === 'grouped') return a.heads * a.keyDimension + a.kvHeads * (a.keyDimension + a.valueDimension)
  const { heads, kvLoraRank, ropeDimensions, keyDimension, valueDimension } = a
  // The query, the query in the latent's space without and with its rotated part, and the result.
  if (layout === 'latent') return heads * (keyDimension + 2 * kvLoraRank + ropeDimensions + valueDimension)
  // Query, key, value, what the latent is projected up to, the rotated part for every head, and the result.
  return heads * (2 * keyDimension + valueDimension + keyDimension + valueDimension + valueDimension)
}

/** Every token's score against every other; and the latents of all sequences once more, where they do not fit into what is free by then. */
function scoresOfHeads({ attention: a }: ModelShape, layout: CacheLayout, step: Step, row: number, heads: number): number {
  const scores = step.contextTokens * a.heads * row
  if (a.kind === 'grouped' || layout === 'everyHead') return scores
  const copy = step.contextTokens * step.sequences * a.kvLoraRank * halfBytes
  return scores + (copy > heads / 3 ? copy : 0)
}

/**
 * What lies in front of the logits. The results of experts leave holes that are too small for the logits, so that these come behind them.
 */
function behindLayers({ hiddenSize, experts }: ModelShape, row: number, hidden: number): number {
  return experts === undefined ? 2 * hidden : experts.used * hiddenSize * row + 4 * hidden
}
