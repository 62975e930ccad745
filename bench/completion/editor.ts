/** What an editor would do for one key. */
export type Key = { readonly kind: 'insert'; readonly text: string } | { readonly kind: 'backspace' }

/** Text and cursor at one moment; the offset is in UTF-16 code units. */
export interface EditorText {
  readonly text: string
  readonly offset: number
}

export type Offer = 'outdated' | 'same' | 'shown' | 'extended' | 'changed' | 'cleared'

/**
 * Text, cursor and ghost text as VS Code keeps them: the ghost stays while it is typed along, is replaced by a newer answer, and vanishes
 * when something else is typed.
 */
export class Editor {
  #before: string
  #after: string
  #version = 0
  #ghost = ''
  /** The visible ghost is what the user typed along of. */
  #typedAlong = false

  constructor(before: string, after: string) {
    this.#before = before
    this.#after = after
  }

  get now(): EditorText {
    return { text: this.#before + this.#after, offset: this.#before.length }
  }

  /** Counts edits: an answer belongs to one. */
  get version(): number {
    return this.#version
  }

  /** Empty while none is visible. */
  get ghost(): string {
    return this.#ghost
  }

  press(key: Key): void {
    this.#version += 1
    if (key.kind === 'backspace') {
      this.#before = this.#before.slice(0, -1)
      this.#ghost = ''
      this.#typedAlong = false
      return
    }
    this.#before += key.text
    this.#typedAlong = this.#ghost.startsWith(key.text)
    this.#ghost = this.#typedAlong ? this.#ghost.slice(key.text.length) : ''
  }

  /**
   * Takes an answer to what was asked at a version; an empty one takes the ghost away. `changed` and `cleared` say that what the user was
   * typing along of was replaced by something else, or by nothing; `extended` that it only became longer.
   */
  offer(text: string, version: number): Offer {
    if (version !== this.#version) return 'outdated'
    const before = this.#ghost
    if (text === before) return 'same'
    this.#ghost = text
    if (before === '' || !this.#typedAlong) return 'shown'
    if (text === '') return 'cleared'
    return text.startsWith(before) ? 'extended' : 'changed'
  }
}
