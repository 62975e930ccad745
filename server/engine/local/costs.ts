import type { RequestFigures } from '../../protocol/figures.ts'

/** Counts what one request costs. It also stands for the request as the owner of a sequence. */
export interface Costs {
  prompt(tokens: number, cached: number): void
  generated(tokens: number): void
  figures(): RequestFigures
}

export function startCosts(): Costs {
  const started = performance.now()
  let promptTokens = 0
  let cachedTokens = 0
  let generatedTokens = 0
  return {
    prompt(tokens, cached) {
      promptTokens += tokens
      cachedTokens += cached
    },
    generated(tokens) {
      generatedTokens += tokens
    },
    figures: () => ({ promptTokens, cachedTokens, generatedTokens, ms: performance.now() - started }),
  }
}
