import type { ModelShape } from '../catalogueEntry.ts'
import { computeBufferBytes, outputBufferBytes, type Step } from './computeBuffer.ts'
import { type CacheLayout, type KvCacheType, kvCacheBytesPerToken } from './kvCache.ts'
import type { WeightBytes } from './weights.ts'

/** A model as far as its memory is concerned. */
export interface PlannedModel {
  readonly shape: ModelShape
  readonly layout: CacheLayout
  readonly weights: WeightBytes
  /** Longest context, in tokens, that the model is good for. */
  readonly trainedTokens: number
}

/** Whether a model with latent attention is in a file of the old layout, whose cache keeps every head. */
export function isOldLayout({ shape, layout }: PlannedModel): boolean {
  return shape.attention.kind === 'latent' && layout === 'everyHead'
}

/** How a model is loaded. */
export interface LoadOptions {
  /** Of the model's layers and its output, which count as one more; the last ones go to the GPU first. 0 without a GPU. */
  readonly gpuLayers: number
  /** Tokens that each sequence holds. */
  readonly contextTokens: number
  readonly sequences: number
  readonly kvCacheType: KvCacheType
  readonly flashAttention: boolean
}

/** What lies in one kind of memory, in bytes. */
export interface MemoryUse {
  readonly weights: number
  readonly kvCache: number
  /** Intermediate results of a step, the logits, and in the machine's memory the engine process itself. */
  readonly buffers: number
}

/** What a model takes of the graphics cards together and of the machine's memory. */
export interface ModelUse {
  readonly gpu: MemoryUse
  readonly ram: MemoryUse
}

/** Tokens of one step: node-llama-cpp's default. */
const stepTokens = 512

/**
 * The engine process without llama.cpp's buffers. Measured with the starter model: 843 MiB resident, of these 469 weights, 96 KV cache and
 * at most 130 of the buffers touched.
 */
export const processBytes = 160 * 2 ** 20

/** What a model takes when it is loaded in a way. With several graphics cards each has buffers of its own. */
export function modelUse(model: PlannedModel, options: LoadOptions, gpus: number): ModelUse {
  const { shape, layout } = model
  const step: Step = {
    batchTokens: Math.min(stepTokens, options.contextTokens * options.sequences),
    contextTokens: options.contextTokens,
    sequences: options.sequences,
    flashAttention: options.flashAttention,
  }
  const weights = splitWeights(model, options.gpuLayers)
  const cache = kvCacheBytesPerToken(shape, options.kvCacheType, layout) * options.contextTokens * options.sequences
  const cacheOnGpu = (cache * layersOnGpu(shape, options.gpuLayers)) / shape.layers
  const onGpu = options.gpuLayers > 0
  const inRam = { layers: layersOnGpu(shape, options.gpuLayers) < shape.layers, output: !onGpu }
  const buffer = (work: { layers: boolean; output: boolean }) => computeBufferBytes(shape, layout, step, work)
  return {
    gpu: {
      weights: weights.gpu,
      kvCache: cacheOnGpu,
      buffers: onGpu ? buffer({ layers: true, output: true }) + (gpus - 1) * buffer({ layers: true, output: false }) : 0,
    },
    ram: {
      weights: weights.ram,
      kvCache: cache - cacheOnGpu,
      buffers: buffer(inRam) + outputBufferBytes(shape, options.sequences) + processBytes,
    },
  }
}

/** Bytes of one kind of memory together. */
export function bytesOf({ weights, kvCache, buffers }: MemoryUse): number {
  return weights + kvCache + buffers
}

/** The number of `gpuLayers` with which everything that can lie on a GPU does. */
export function allLayers({ layers }: ModelShape): number {
  return layers + 1
}

/** The output is the first that llama.cpp moves to the GPU, then the last layers (`i_gpu_start` of its src/llama-model.cpp). */
function layersOnGpu({ layers }: ModelShape, gpuLayers: number): number {
  return Math.min(layers, Math.max(0, gpuLayers - 1))
}

function splitWeights({ shape, weights }: PlannedModel, gpuLayers: number): { readonly gpu: number; readonly ram: number } {
  const moved = layersOnGpu(shape, gpuLayers)
  const total = (layers: readonly number[]) => layers.reduce((sum, bytes) => sum + bytes, 0)
  const inRam = weights.layers.slice(0, weights.layers.length - moved)
  const output = gpuLayers > 0 ? { gpu: weights.output, ram: 0 } : { gpu: 0, ram: weights.outputIsInput ? 0 : weights.output }
  return { gpu: total(weights.layers) - total(inRam) + output.gpu, ram: weights.input + total(inRam) + output.ram }
}
