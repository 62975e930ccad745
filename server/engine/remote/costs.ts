import type { RequestFigures } from '../../protocol/figures.ts'
import type { AnswerPiece, Usage } from './answer.ts'

/** What a request cost, by the server's own count. */
export class RemoteCosts {
  readonly #started = performance.now()
  #usage: Usage = { promptTokens: 0, cachedTokens: 0, generatedTokens: 0 }

  /** The pieces of an answer under way, which tell what it cost so far. */
  async *counted(pieces: AsyncIterable<AnswerPiece>): AsyncIterable<AnswerPiece> {
    for await (const piece of pieces) {
      this.#usage = piece.usage ?? this.#usage
      yield piece
    }
  }

  /** Adds one more request. */
  add(usage: Usage | undefined): void {
    if (usage === undefined) return
    this.#usage = {
      promptTokens: this.#usage.promptTokens + usage.promptTokens,
      cachedTokens: this.#usage.cachedTokens + usage.cachedTokens,
      generatedTokens: this.#usage.generatedTokens + usage.generatedTokens,
    }
  }

  figures(): RequestFigures {
    return { ...this.#usage, ms: performance.now() - this.#started }
  }
}
