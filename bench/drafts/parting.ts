import type { ScoredText } from '../../server/engine/engine.ts'

/** Where two texts part, and how near the model was to the other one. */
export interface Parting {
  /** Offset of the first token that differs, in UTF-16 code units. */
  readonly offset: number
  readonly plain: string
  readonly drafted: string
  /** Log-probability of the plain text's token less that of the other: next to 0 is a tie, decided by the last bits of the arithmetic. */
  readonly gap: number
}

/** Throws when the texts are the same. A text that ended earlier has an empty token there: the end, whose probability the scores tell. */
export function partingOf(plain: string, plainScores: ScoredText, drafted: string, draftedScores: ScoredText): Parting {
  let offset = 0
  for (let index = 0; offset <= Math.max(plain.length, drafted.length); index += 1) {
    const own = tokenAt(plain, plainScores, index, offset)
    const other = tokenAt(drafted, draftedScores, index, offset)
    if (own.text !== other.text) return { offset, plain: own.text, drafted: other.text, gap: own.logP - other.logP }
    if (own.text === '') break
    offset += own.text.length
  }
  throw new Error('The texts are the same.')
}

function tokenAt(text: string, { lengths, logPs, endLogP }: ScoredText, index: number, offset: number) {
  if (offset >= text.length) return { text: '', logP: endLogP ?? Number.NaN }
  return { text: text.slice(offset, offset + (lengths[index] ?? 0)), logP: logPs[index] ?? Number.NaN }
}
