import type { CompletionCounts } from './statistics.ts'

/**
 * Lanes of the scheduler, highest first: a completion; what the next keys will ask for, which is short and keeps typing free of waiting also
 * beside a review; something the user asked for; what can wait for all others.
 */
export type Lane = 'interactive' | 'ahead' | 'user' | 'idle'

export const lanes: readonly Lane[] = ['interactive', 'ahead', 'user', 'idle']

/** What one request cost. Evaluated prompt tokens = promptTokens − cachedTokens. */
export interface RequestFigures {
  readonly promptTokens: number
  /** Of the prompt, taken from the KV cache. */
  readonly cachedTokens: number
  readonly generatedTokens: number
  /** Wall time from the request's arrival at the engine to its end, waiting included. */
  readonly ms: number
}

export interface LaneFigures extends RequestFigures {
  readonly requests: number
  /** Requests answered from what was known already, such as a completion that the user types along. */
  readonly answeredWithoutEngine: number
  readonly cancelled: number
}

/** Result of `latent/stats`: totals since the server started. Nothing of it leaves the machine. */
export interface Stats {
  readonly lanes: Readonly<Record<Lane, LaneFigures>>
  readonly completions: CompletionCounts
  readonly lastMs?: number
}

export const noFigures: RequestFigures = { promptTokens: 0, cachedTokens: 0, generatedTokens: 0, ms: 0 }

export function addFigures(a: RequestFigures, b: RequestFigures): RequestFigures {
  return {
    promptTokens: a.promptTokens + b.promptTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    generatedTokens: a.generatedTokens + b.generatedTokens,
    ms: a.ms + b.ms,
  }
}
