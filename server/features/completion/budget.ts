import type { EngineInfo } from '../../engine/engine.ts'
import type { RequestFigures } from '../../protocol/figures.ts'

/** How much of what a prompt holds, in characters. */
export interface PromptBudget {
  readonly prefix: number
  readonly suffix: number
  /** Code of other files. */
  readonly files: number
}

/** Tokens a second that a prompt is read with, before it is measured: two cores with the starter model, and a small GPU. */
const firstGuess = { processor: 280, accelerator: 3000 }
/** A prompt in a new place should be read within this time. */
const secondsForPrompt = 4
/** A character of code has at least a third of a token. */
const charactersPerToken = 3
/** Less context is of little use, and more than this of none that was measured. */
const bounds = { least: 2400, most: 24_000 }
/** Parts of the whole; code of other files may give its part to the prefix. */
const shares = { prefix: 0.5, suffix: 0.2, files: 0.3 }
/** A prompt that evaluated fewer tokens says little of the speed. */
const leastMeasured = 128
/** Budgets go by steps of this factor, so that a speed that wavers leaves prompts as they are. */
const step = 1.5

/** How fast this machine reads prompts, by those that it has read. */
export class PromptSpeed {
  #tokensPerSecond: number | undefined

  /** Figures of a request that only read its prompt. */
  read({ promptTokens, cachedTokens, ms }: RequestFigures): void {
    const tokens = promptTokens - cachedTokens
    if (tokens < leastMeasured || ms <= 0) return
    const measured = (tokens * 1000) / ms
    this.#tokensPerSecond = this.#tokensPerSecond === undefined ? measured : (this.#tokensPerSecond + measured) / 2
  }

  budget({ backend, contextSize }: Pick<EngineInfo, 'backend' | 'contextSize'>): PromptBudget {
    const guess = firstGuess[backend === 'cpu' ? 'processor' : 'accelerator']
    const speed = Math.max(guess / 4, this.#tokensPerSecond ?? guess)
    const steps = Math.round(Math.log(speed / guess) / Math.log(step))
    const wanted = guess * step ** steps * secondsForPrompt * charactersPerToken * 1.25
    // A third of the context stays free for what is typed and written.
    const room = (contextSize * charactersPerToken * 2) / 3
    const characters = Math.min(Math.max(bounds.least, Math.min(bounds.most, wanted)), room)
    return {
      prefix: Math.floor(characters * shares.prefix),
      suffix: Math.floor(characters * shares.suffix),
      files: Math.floor(characters * shares.files),
    }
  }
}
