import type { EditorText } from '../editor.ts'
import type { Hole } from '../holes/hole.ts'

/** What a system answered for one key. */
export interface Answer {
  /** What would follow the cursor; empty when there is nothing to show, absent when the system gave up because the next key came. */
  readonly text?: string
  /** An engine was asked for it, rather than memory; false also while it only waited for its turn. */
  readonly engineAsked: boolean
}

export interface Work {
  readonly requests: number
  /** Prompt tokens evaluated, those from the KV cache not counted. */
  readonly promptTokens: number
  readonly generatedTokens: number
}

/** Totals since the system's start. */
export interface Spent {
  /** For what the user waits. */
  readonly interactive: Work
  /** Ahead of the user. */
  readonly idle: Work
}

/** Something that completes code while it is typed, with an engine of its own. */
export interface System {
  readonly name: string
  /** The process whose time counts, with all below it. */
  readonly pid: number
  /** The file of a hole is opened, the cursor at its top. */
  open(hole: Hole): Promise<void>
  /** The cursor is placed without typing. */
  place(now: EditorText): Promise<void>
  /** A key was pressed, or a completion is wanted as if one had been. The signal is aborted when the next key is pressed. */
  key(now: EditorText, signal: AbortSignal): Promise<Answer>
  /** The file is closed; resolves when nothing asked for is under way any more. */
  close(): Promise<void>
  spent(): Promise<Spent>
  stop(): Promise<void>
}

export const noWork: Work = { requests: 0, promptTokens: 0, generatedTokens: 0 }
export const nothingSpent: Spent = { interactive: noWork, idle: noWork }

export function addWork(a: Work, b: Work): Work {
  return {
    requests: a.requests + b.requests,
    promptTokens: a.promptTokens + b.promptTokens,
    generatedTokens: a.generatedTokens + b.generatedTokens,
  }
}

export function workBetween(before: Spent, after: Spent): Spent {
  const difference = (lane: keyof Spent): Work => ({
    requests: after[lane].requests - before[lane].requests,
    promptTokens: after[lane].promptTokens - before[lane].promptTokens,
    generatedTokens: after[lane].generatedTokens - before[lane].generatedTokens,
  })
  return { interactive: difference('interactive'), idle: difference('idle') }
}
