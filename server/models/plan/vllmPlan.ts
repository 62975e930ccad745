import type { ModelShape } from '../catalogueEntry.ts'
import { kvCacheBytesPerToken } from './kvCache.ts'
import type { Matrix } from './quantisation.ts'
import { layerMatrices } from './tensors.ts'

/** What a model takes on vLLM, of each of the equal cards that it is divided among. */
export interface VllmPlan {
  readonly cards: number
  /** Of one card, in bytes: all of it, and what vLLM takes of it. */
  readonly cardBytes: number
  readonly usableBytes: number
  /** Of one card, in bytes; `kvCache` is what is left for it, 0 where nothing is. */
  readonly weights: number
  readonly buffers: number
  readonly kvCache: number
  /** Of one card. With latent attention every card keeps the whole latent; other caches are divided by heads. */
  readonly bytesPerToken: number
  /** Tokens of all requests together, in whole blocks. */
  readonly tokens: number
}

/** vLLM's own default of `--gpu-memory-utilization` (vllm/config/cache.py of 0.32.0). */
export const vllmMemoryShare = 0.92

/**
 * Assumed: intermediate results of a step of 8,192 tokens, captured graphs and the libraries of the cards. vLLM measures it at its start and
 * tells the tokens that are left.
 */
const bufferBytes = 3e9

/** vLLM keeps weights as they are published: bfloat16. */
const bytesOfWeight = 2

/** Tokens of a block of the KV cache; FlashMLA wants 64 of them (vllm/v1/attention/backends/mla/flashmla.py of 0.32.0). */
const blockTokens = 64

/**
 * What a model takes on vLLM when it is divided among equal cards by tensor parallelism. `cardBytes` is what one of them has. Arithmetic with
 * one assumption, the buffers; the bytes of a token are those that vLLM 0.32.0 allocated for the shape of the Lite models (docs/deploy.md).
 */
export function planVllm(shape: ModelShape, cardBytes: number, cards: number): VllmPlan {
  const usableBytes = cardBytes * vllmMemoryShare
  const weights = weightsOfCard(shape, cards)
  const kvCache = Math.max(0, usableBytes - weights - bufferBytes)
  const bytesPerToken = vllmBytesPerToken(shape, cards)
  const tokens = Math.floor(kvCache / bytesPerToken / blockTokens) * blockTokens
  return { cards, cardBytes, usableBytes, weights, buffers: bufferBytes, kvCache, bytesPerToken, tokens }
}

/** Whether a request of so many tokens, prompt and answer, has room; without that vLLM does not start. */
export function hasRoomFor(plan: VllmPlan, contextTokens: number): boolean {
  return plan.tokens >= contextTokens
}

/** The smallest number of such cards with which a request of so many tokens has room. Undefined where no number up to 64 does. */
export function fewestCards(shape: ModelShape, cardBytes: number, contextTokens: number): number | undefined {
  return cardCounts(shape).find((cards) => hasRoomFor(planVllm(shape, cardBytes, cards), contextTokens))
}

/** Among how many cards a model can be divided: powers of two that divide its heads, up to 64. */
export function cardCounts({ attention }: ModelShape): readonly number[] {
  return [1, 2, 4, 8, 16, 32, 64].filter((cards) => attention.heads % cards === 0)
}

/**
 * Bytes that a token takes on each card, in 16 bits. Latent attention has one head of keys as far as the cache goes, which every card keeps;
 * other heads are divided, and kept several times where there are fewer than cards (`get_num_kv_heads` of vllm/config/model.py, 0.32.0).
 */
export function vllmBytesPerToken(shape: ModelShape, cards: number): number {
  const { attention } = shape
  if (attention.kind === 'latent') return kvCacheBytesPerToken(shape)
  return (kvCacheBytesPerToken(shape) * Math.max(1, Math.floor(attention.kvHeads / cards))) / attention.kvHeads
}

/** Weights of one card: matrices are divided, except what makes the latents, the choice of experts and the norms, which each card has whole. */
function weightsOfCard(shape: ModelShape, cards: number): number {
  const { layers, hiddenSize, vocabulary } = shape
  const divided = 2 * hiddenSize * vocabulary
  const ofLayers = Array.from({ length: layers }, (_, layer) => {
    // vLLM keeps the up-projection in one matrix, as it is published.
    const matrices = layerMatrices(shape, 'everyHead', layer)
    const count = (isWhole: boolean) =>
      matrices
        .filter((matrix) => (matrix.role === 'exact' || makesLatents(shape, matrix)) === isWhole)
        .reduce((total, { row, rows }) => total + row * rows, 0)
    return count(true) + count(false) / cards
  })
  return bytesOfWeight * (divided / cards + ofLayers.reduce((total, numbers) => total + numbers, 0))
}

/** `q_a_proj` and `kv_a_proj_with_mqa` are ReplicatedLinear in vllm/model_executor/models/deepseek_v2.py, told here by their rows. */
function makesLatents({ attention }: ModelShape, { role, rows }: Matrix): boolean {
  if (attention.kind !== 'latent' || role !== 'attention') return false
  return rows === attention.kvLoraRank + attention.ropeDimensions || (rows === attention.queryLoraRank && rows > 0)
}
