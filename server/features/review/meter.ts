import type { Engine, TextDelta } from '../../engine/engine.ts'
import { addFigures, noFigures, type RequestFigures } from '../../protocol/figures.ts'
import type { ScoringEngine } from './likelihood.ts'

/** An engine's answers passed through, with what they cost added up. */
export class Meter {
  #total: RequestFigures = noFigures

  get total(): RequestFigures {
    return this.#total
  }

  /** `undefined` where the engine cannot tell probabilities of given text. */
  measured(engine: Engine): ScoringEngine | undefined {
    const score = engine.score?.bind(engine)
    if (score === undefined) return undefined
    return {
      info: () => engine.info(),
      complete: (request, signal) => this.#counted(engine.complete(request, signal)),
      chat: (request, signal) => this.#counted(engine.chat(request, signal)),
      score: async (request, signal) => {
        const scored = await score(request, signal)
        this.#add(scored[0]?.figures)
        return scored
      },
    }
  }

  async *#counted(deltas: AsyncIterable<TextDelta>): AsyncGenerator<TextDelta> {
    for await (const delta of deltas) {
      if (delta.kind === 'end') this.#add(delta.figures)
      yield delta
    }
  }

  #add(figures: RequestFigures | undefined): void {
    if (figures !== undefined) this.#total = addFigures(this.#total, figures)
  }
}
