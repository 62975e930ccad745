import type { LlamaModel, Token } from 'node-llama-cpp'

/** Tokens in front that the library looks at. */
const contextTokens = 3

/** Turns tokens into text as they come; the bytes of a character that is not whole yet wait for the next token. */
export class TokenText {
  readonly #model: Pick<LlamaModel, 'detokenize'>
  #before: readonly Token[]
  #pending: Token[] = []

  /** `before`: the tokens in front, because in some vocabularies a word's blank shows only after another word. */
  constructor(model: Pick<LlamaModel, 'detokenize'>, before: readonly Token[]) {
    this.#model = model
    this.#before = before.slice(-contextTokens)
  }

  push(token: Token): string {
    this.#pending.push(token)
    const text = this.#model.detokenize(this.#pending, false, this.#before)
    // A character has at most four bytes; what is still broken after that many tokens is broken for good.
    if (text.endsWith('\uFFFD') && this.#pending.length < 4) return ''
    this.#before = [...this.#before, ...this.#pending].slice(-contextTokens)
    this.#pending = []
    return text
  }
}

/** Lets text through up to the first stop text; holds back an end that could be the beginning of one. */
export class StopTexts {
  readonly #stops: readonly string[]
  #held = ''
  stopped = false

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== '')
  }

  push(text: string): string {
    const whole = this.#held + text
    const found = this.#stops.map((stop) => whole.indexOf(stop)).filter((index) => index >= 0)
    if (found.length > 0) {
      this.stopped = true
      this.#held = ''
      return whole.slice(0, Math.min(...found))
    }
    const holdFrom = this.#couldBeginAt(whole)
    this.#held = whole.slice(holdFrom)
    return whole.slice(0, holdFrom)
  }

  /** What was held back, once no more text comes. */
  flush(): string {
    const rest = this.#held
    this.#held = ''
    return rest
  }

  #couldBeginAt(text: string): number {
    const longest = Math.max(0, ...this.#stops.map((stop) => stop.length - 1))
    for (let start = Math.max(0, text.length - longest); start < text.length; start += 1) {
      if (this.#stops.some((stop) => stop.startsWith(text.slice(start)))) return start
    }
    return text.length
  }
}
