import { diffArrays } from 'diff'
import type { Candidate } from './problem.ts'

/** More parts than these are another way to write it, of which none is a mend by itself. */
const mostHunks = 4
const tokens = /[\p{L}\p{N}_$]+|\s+|[^\s\p{L}\p{N}_$]/gu

/** The parts of a candidate's edit with what stays between them left out, as edits of their own; empty where it has more than four. */
export function hunksOf(text: string, candidate: Candidate): readonly Candidate[] {
  const { startOffset, endOffset, newText } = candidate
  const hunks: { startOffset: number; endOffset: number; newText: string }[] = []
  let at = startOffset
  let isOpen = false
  for (const { added, removed, value } of diffArrays(wordsOf(text.slice(startOffset, endOffset)), wordsOf(newText))) {
    const part = value.join('')
    if (!added && !removed) {
      at += part.length
      isOpen = false
      continue
    }
    if (!isOpen) hunks.push({ startOffset: at, endOffset: at, newText: '' })
    isOpen = true
    const hunk = hunks.at(-1)
    if (hunk === undefined) continue
    if (added) hunk.newText += part
    else {
      at += part.length
      hunk.endOffset = at
    }
  }
  return hunks.length > mostHunks ? [] : hunks.map((hunk) => ({ ...candidate, ...hunk }))
}

/** Without those that do what another one does and something else beside it. */
export function withoutLarger<Some extends Candidate>(text: string, candidates: readonly Some[]): readonly Some[] {
  const parts = new Map(candidates.map((each) => [each, new Set(hunksOf(text, each).map(keyOf))]))
  return candidates.filter((each) => {
    const own = parts.get(each) ?? new Set()
    return !candidates.some((other) => {
      const less = parts.get(other) ?? new Set()
      return less.size > 0 && less.size < own.size && [...less].every((part) => own.has(part))
    })
  })
}

function wordsOf(text: string): string[] {
  return text.match(tokens) ?? []
}

function keyOf({ startOffset, endOffset, newText }: Candidate): string {
  return `${startOffset} ${endOffset} ${newText}`
}
