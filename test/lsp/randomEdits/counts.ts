/** What happened in a run, to see that it was worth it. */
export interface Counts {
  sessions: number
  steps: number
  /** Requests that were answered. */
  answers: number
  /** Answers with at least one item. */
  shown: number
  /** Answers that had to be, and were, the rest of what was shown before. */
  kept: number
  /** Of these, after a part was typed or taken. */
  along: number
  /** Items, words and lines that were taken. */
  taken: number
  /** Requests that something overtook. */
  overtaken: number
}

export function noCounts(): Counts {
  return { sessions: 0, steps: 0, answers: 0, shown: 0, kept: 0, along: 0, taken: 0, overtaken: 0 }
}
