import type { HoleKind } from './holes/hole.ts'
import type { Spent } from './systems/system.ts'

/** A hole as it is written to the results, without the file around it. */
export interface HoleFacts {
  readonly id: string
  readonly kind: HoleKind
  readonly language: string
  readonly expected: string
}

/** A text that was shown, and what it would have done to the document. */
export interface ShownText {
  readonly text: string
  /** It repeats a line that stands below, or the rest of the line. */
  readonly repeats: boolean
  /** The document would have more syntax errors with it. */
  readonly breaksSyntax: boolean
}

/** One question at one hole. */
export interface SingleRecord {
  readonly system: string
  readonly hole: HoleFacts
  /** Absent: nothing was shown. */
  readonly shown?: ShownText
  readonly exact: boolean
  readonly keptCharacters: number
  readonly ms: number
  readonly spent: Spent
}

/** One key of a replay. */
export interface KeyRecord {
  readonly key: string
  /** From the key to the next moment with ghost text that was valid then; undefined: never, until the end of the trace. */
  readonly shownAfterMs?: number
  /** From the key to the end of the trace. */
  readonly untilEndMs: number
  /** Ghost text stood there before the next key. */
  readonly shownBeforeNext: boolean
  /** Ghost text stood there and no engine was asked for this key. */
  readonly free: boolean
  /** Nothing was left to type after it: showing nothing is right. */
  readonly last: boolean
  /** Characters of the ghost text before the next key that the user would keep. */
  readonly keptCharacters: number
}

export interface GhostChange {
  readonly from: string
  readonly to: string
}

/** One hole, typed key by key. */
export interface ReplayRecord {
  readonly system: string
  readonly hole: HoleFacts
  readonly keys: readonly KeyRecord[]
  readonly shown: readonly ShownText[]
  /** Texts that changed, or vanished (`to` is empty), although the user typed along. */
  readonly changes: readonly GhostChange[]
  /** Typed for the user who accepts when the line is right. */
  readonly savedCharacters: number
  /** Accepted and taken back by the user who accepts when two words are right. */
  readonly deletedCharacters: number
  /** Processor seconds and engine work before the first key, and from it until all was quiet. */
  readonly before: { readonly seconds: number; readonly spent: Spent }
  readonly typing: { readonly seconds: number; readonly spent: Spent }
  /** Answers that failed. */
  readonly failures: number
}

export interface Results {
  readonly started: string
  readonly model: string
  readonly threads: number
  readonly reference?: string
  readonly half: string
  readonly seed: number
  readonly keyMs: number
  /** In the order of the tables' columns. */
  readonly systems: readonly string[]
  readonly singles: readonly SingleRecord[]
  readonly replays: readonly ReplayRecord[]
}
