import { type Edit, type Span, shiftSpan } from './edits.ts'

/** A piece of a reviewed text that is followed through edits, and known again by its characters. */
export class Anchor {
  readonly text: string
  readonly #home: Span
  #span: Span

  constructor(reviewedText: string, span: Span) {
    this.#home = span
    this.#span = span
    this.text = reviewedText.slice(span.start, span.end)
  }

  get span(): Span {
    return this.#span
  }

  shift(edit: Edit): void {
    this.#span = shiftSpan(this.#span, edit)
  }

  /** To be called when the text is again the reviewed one, as after an undo: an anchor may have lost its place meanwhile. */
  reset(): void {
    this.#span = this.#home
  }

  /** Whether the same characters still stand there. */
  standsIn(text: string): boolean {
    return text.slice(this.#span.start, this.#span.end) === this.text
  }
}
