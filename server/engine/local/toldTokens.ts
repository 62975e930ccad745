import type { GeneratedToken } from '../engine.ts'

/** Gives each piece of an answer the tokens that it ends, although a part of the text may be held back for a while. */
export class ToldTokens {
  /** Tokens not told yet, each with where its text ends in the answer. */
  #waiting: { readonly token: GeneratedToken; readonly end: number }[] = []
  #written = 0
  #said = 0

  /** `text`: what the token added to the answer, whole characters only. */
  add(token: GeneratedToken, text: string): void {
    this.#written += text.length
    this.#waiting.push({ token, end: this.#written })
  }

  /** The tokens of the next piece of the answer. */
  of(text: string): readonly GeneratedToken[] {
    this.#said += text.length
    const told = this.#waiting.filter(({ end }) => end <= this.#said)
    this.#waiting = this.#waiting.slice(told.length)
    return told.map(({ token }) => token)
  }
}
