import type { RequestFigures } from '../../protocol/figures.ts'

/** Counts what one request costs, as it goes. It also stands for the request as the owner of a sequence. */
export interface Costs {
  /** Prompt tokens that were in the KV cache already. */
  cached(tokens: number): void
  /** Prompt tokens evaluated; again those that another request evicted in the meantime. */
  evaluated(tokens: number): void
  generated(tokens: number): void
  figures(): RequestFigures
}

export function startCosts(): Costs {
  const started = performance.now()
  let cachedTokens = 0
  let evaluatedTokens = 0
  let generatedTokens = 0
  return {
    cached(tokens) {
      cachedTokens += tokens
    },
    evaluated(tokens) {
      evaluatedTokens += tokens
    },
    generated(tokens) {
      generatedTokens += tokens
    },
    figures: () => ({
      promptTokens: cachedTokens + evaluatedTokens,
      cachedTokens,
      generatedTokens,
      ms: performance.now() - started,
    }),
  }
}
