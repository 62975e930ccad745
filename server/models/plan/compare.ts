import type { ModelShape } from '../catalogueEntry.ts'
import { kvCacheBytesPerToken } from './kvCache.ts'

/**
 * 389,120 bytes: what a token of DeepSeek 67B takes in a cache of 16 bits, with 95 layers and 8 KV heads of 128 (DeepSeek LLM, arXiv
 * 2401.02954, table 2). It is the dense model that the DeepSeek-V2 report (arXiv 2405.04434) compares with.
 */
export const dense67bBytesPerToken = 95 * 8 * (128 + 128) * 2

/** By how much less than DeepSeek 67B with 16 bits: 0.933 for DeepSeek-V2 with 6 bits, as its report says. Negative where it is more. */
export function lessThanDense67b(bytesPerToken: number): number {
  return 1 - bytesPerToken / dense67bBytesPerToken
}

/** What fits on a server beside a model's weights. */
export interface Room {
  readonly name: string
  readonly weightBytes: number
  readonly bytesPerToken: number
  readonly leftBytes: number
  /** Tokens of context, of all users together. */
  readonly tokens: number
}

/** The server of the report's section 3.2.3: 8 H800 with 80 GB each. */
export const serverBytes = 8 * 80e9

/**
 * How many tokens of context of all users fit on the server of the report: DeepSeek-V2 with 8 bits a weight and 6 bits in the cache, as
 * it says; DeepSeek 67B with 16 bits for both, as it was published.
 */
export function roomOnServer(v2: ModelShape): { readonly dense: Room; readonly latent: Room } {
  const room = (name: string, weightBytes: number, bytesPerToken: number): Room => {
    const leftBytes = serverBytes - weightBytes
    return { name, weightBytes, bytesPerToken, leftBytes, tokens: leftBytes / bytesPerToken }
  }
  return {
    dense: room('DeepSeek 67B', 67e9 * 2, dense67bBytesPerToken),
    latent: room('DeepSeek-V2', 236e9, kvCacheBytesPerToken(v2, 'q5_1')),
  }
}
