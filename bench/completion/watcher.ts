import type { Editor, Key } from './editor.ts'
import type { Hole } from './holes/hole.ts'
import { firstLine, keptCharacters } from './quality.ts'
import type { GhostChange, KeyRecord } from './records.ts'
import type { Answer } from './systems/system.ts'

interface OpenKey {
  readonly key: string
  readonly at: number
  shownAt?: number
  shownBeforeNext: boolean
  /** Undefined while there is no answer, or when it failed. */
  engineAsked?: boolean
  readonly last: boolean
  keptCharacters: number
}

/** A text at the moment it was shown. */
export interface Shown {
  readonly text: string
  readonly before: string
  readonly expected: string
}

/** Sees what a user sees during a replay, and what two kinds of user would do with it. */
export class Watcher {
  readonly #hole: Hole
  readonly #editor: Editor
  readonly #now: () => number
  readonly #keys: OpenKey[] = []
  readonly #shown = new Map<string, Shown>()
  readonly #savedLines = new Set<number>()
  readonly #acceptedLines = new Set<number>()
  #endedAt: number | undefined
  /** Texts that changed or vanished while the user typed along. */
  readonly changes: GhostChange[] = []
  readonly counts = { savedCharacters: 0, deletedCharacters: 0 }

  constructor(hole: Hole, editor: Editor, now: () => number) {
    this.#hole = hole
    this.#editor = editor
    this.#now = now
  }

  /** Texts that were new when they were shown; what is left of one while it is typed along is none. */
  get shownTexts(): readonly Shown[] {
    return [...this.#shown.values()]
  }

  /** Right before a key, and at the end: what the user has had before his eyes since the key before. */
  beforeKey(): void {
    const key = this.#keys.at(-1)
    if (key === undefined) return
    const { ghost } = this.#editor
    key.shownBeforeNext = ghost !== ''
    const missing = this.#missing()
    if (missing === undefined || missing === '' || ghost === '') return
    key.keptCharacters = keptCharacters(ghost, missing)
    const line = this.#editor.now.text.slice(0, this.#editor.now.offset).split('\n').length
    this.#carefulUser(ghost, missing, line)
    this.#hastyUser(ghost, missing, line)
  }

  pressed(key: Key): void {
    this.#keys.push({
      key: key.kind === 'insert' ? key.text : 'Backspace',
      at: this.#now(),
      shownBeforeNext: false,
      last: this.#missing() === '',
      keptCharacters: 0,
    })
    this.#look()
  }

  /** The answer to the key of that number, which made the text's version; after the end it is not seen any more. */
  answered(index: number, { text, engineAsked }: Answer, version: number): void {
    const key = this.#keys[index]
    if (key !== undefined) key.engineAsked = engineAsked
    if (text === undefined || this.#endedAt !== undefined) return
    const { ghost } = this.#editor
    const offer = this.#editor.offer(text, version)
    if (offer === 'outdated') return
    if (offer === 'changed' || offer === 'cleared') this.changes.push({ from: ghost, to: text })
    if (text !== '' && offer !== 'same') {
      const { text: document, offset } = this.#editor.now
      const shown = { text, before: document.slice(0, offset), expected: this.#missing() ?? '' }
      this.#shown.set(`${version} ${text}`, shown)
    }
    this.#look()
  }

  end(): void {
    this.beforeKey()
    this.#endedAt = this.#now()
  }

  get keys(): readonly KeyRecord[] {
    const end = this.#endedAt ?? this.#now()
    return this.#keys.map(({ key, at, shownAt, shownBeforeNext, engineAsked, last, keptCharacters: kept }) => ({
      key,
      ...(shownAt === undefined ? {} : { shownAfterMs: shownAt - at }),
      untilEndMs: end - at,
      shownBeforeNext,
      free: shownBeforeNext && engineAsked === false,
      last,
      keptCharacters: kept,
    }))
  }

  #look(): void {
    if (this.#editor.ghost === '') return
    for (const key of this.#keys) key.shownAt ??= this.#now()
  }

  /** What is still to be typed; undefined while something else than that stands there, as after a typo. */
  #missing(): string | undefined {
    const { text, offset } = this.#editor.now
    const typed = text.slice(this.#hole.before.length, offset)
    return this.#hole.expected.startsWith(typed) ? this.#hole.expected.slice(typed.length) : undefined
  }

  #carefulUser(ghost: string, missing: string, line: number): void {
    if (this.#savedLines.has(line) || firstLine(missing) === '' || firstLine(ghost).trimEnd() !== firstLine(missing).trimEnd())
      return
    this.#savedLines.add(line)
    this.counts.savedCharacters += firstLine(missing).length
  }

  #hastyUser(ghost: string, missing: string, line: number): void {
    const words = (text: string) => text.trim().split(/\s+/, 2).join(' ')
    if (this.#acceptedLines.has(line) || words(ghost) !== words(missing)) return
    this.#acceptedLines.add(line)
    this.counts.deletedCharacters += ghost.length - keptCharacters(ghost, missing)
  }
}
