import type { RequestFigures } from '../../protocol/figures.ts'
import type { AnswerPiece, Usage } from './answer.ts'

/** What a request cost, by the server's own count. */
export class RemoteCosts {
  readonly #started = performance.now()
  #usage: Usage = { promptTokens: 0, cachedTokens: 0, generatedTokens: 0 }

  /** The pieces of an answer under way, which tell what it cost so far. */
  async *counted(pieces: AsyncIterable<AnswerPiece>): AsyncIterable<AnswerPiece> {
    const before = this.#usage
    for await (const piece of pieces) {
      if (piece.usage !== undefined) this.#usage = sum(before, piece.usage)
      yield piece
    }
  }

  /** Adds one more request. */
  add(usage: Usage | undefined): void {
    if (usage !== undefined) this.#usage = sum(this.#usage, usage)
  }

  figures(): RequestFigures {
    return { ...this.#usage, ms: performance.now() - this.#started }
  }
}

function sum(one: Usage, other: Usage): Usage {
  return {
    promptTokens: one.promptTokens + other.promptTokens,
    cachedTokens: one.cachedTokens + other.cachedTokens,
    generatedTokens: one.generatedTokens + other.generatedTokens,
  }
}
