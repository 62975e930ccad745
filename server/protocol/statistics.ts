import { addFigures, type Lane, type LaneFigures, lanes, noFigures } from './figures.ts'

/** What became of completions. */
export interface CompletionCounts {
  /** Still valid after 750 ms, or taken or typed in full before. */
  readonly offered: number
  /** Taken to the end, at once or bit by bit. */
  readonly accepted: number
  readonly partlyAccepted: number
  /** Typed by the user as shown, to the end. */
  readonly typedAlong: number
  /** Shown for at least 750 ms, and then something else was typed or shown. */
  readonly rejected: number
  /** Characters that were taken, of whole completions and of parts. */
  readonly keptCharacters: number
  /** Of `keptCharacters` those that were still there 30 s later, or when the document was closed before. */
  readonly keptAfter30s: number
  readonly acceptedLines: number
  /** Keys that would have typed what was taken, less the one that took it. The editor's own indentation counts as no key. */
  readonly keystrokesSaved: number
}

export const noCompletions: CompletionCounts = {
  offered: 0,
  accepted: 0,
  partlyAccepted: 0,
  typedAlong: 0,
  rejected: 0,
  keptCharacters: 0,
  keptAfter30s: 0,
  acceptedLines: 0,
  keystrokesSaved: 0,
}

const completionCountNames = Object.keys(noCompletions) as readonly (keyof CompletionCounts)[]

export function addCompletions(a: CompletionCounts, b: Partial<CompletionCounts>): CompletionCounts {
  return Object.fromEntries(completionCountNames.map((name) => [name, a[name] + (b[name] ?? 0)])) as unknown as CompletionCounts
}

export const noLaneFigures: LaneFigures = { ...noFigures, requests: 0, answeredWithoutEngine: 0, cancelled: 0 }

export function addLaneFigures(a: LaneFigures, b: LaneFigures): LaneFigures {
  return {
    ...addFigures(a, b),
    requests: a.requests + b.requests,
    answeredWithoutEngine: a.answeredWithoutEngine + b.answeredWithoutEngine,
    cancelled: a.cancelled + b.cancelled,
  }
}

export interface DayStatistics {
  /** The day where the user is, as `2026-11-24`. */
  readonly day: string
  readonly completions: CompletionCounts
  readonly engineMs: number
}

/** Result of `latent/statistics` and what is exported: numbers by day and by language, no text, path or name of the user's. */
export interface Statistics {
  readonly schemaVersion: number
  /** The first day that is counted. */
  readonly since: string
  /** The last 90 days, oldest first; days on which nothing happened are left out. */
  readonly days: readonly DayStatistics[]
  /** Since `since`, older days included. */
  readonly totals: CompletionCounts
  readonly engineMs: Readonly<Record<Lane, number>>
  readonly lanes: Readonly<Record<Lane, LaneFigures>>
  /** By the editor's language identifier. */
  readonly byLanguage: Readonly<Record<string, CompletionCounts>>
}

/** A value for each lane. */
export function byLane<T>(value: (lane: Lane) => T): Record<Lane, T> {
  return Object.fromEntries(lanes.map((lane) => [lane, value(lane)])) as Record<Lane, T>
}
