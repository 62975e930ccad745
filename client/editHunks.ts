import { diffLines } from 'diff'
import type { OffsetEdit } from './fixText.ts'

/** Lines of one side of a hunk, from 0; a count of 0 is the place in front of `first`. */
export interface HunkLines {
  readonly first: number
  readonly count: number
}

/** One place where two texts differ by whole lines. */
export interface Hunk {
  /** Makes the hunk in the text before. */
  readonly making: OffsetEdit
  /** Takes the hunk out of the text after. */
  readonly unmaking: OffsetEdit
  readonly before: HunkLines
  readonly after: HunkLines
}

/** Where two texts differ, in their order; lines in a row that differ are one hunk. */
export function hunksOf(before: string, after: string): readonly Hunk[] {
  const hunks: Hunk[] = []
  const at = { before: { offset: 0, line: 0 }, after: { offset: 0, line: 0 } }
  let removed: Piece | undefined
  let added: Piece | undefined
  const end = () => {
    if (removed !== undefined || added !== undefined) hunks.push(hunkAt(at, removed, added))
    pass(at.before, removed)
    pass(at.after, added)
    removed = undefined
    added = undefined
  }
  for (const piece of diffLines(before, after)) {
    if (piece.removed) removed = piece
    else if (piece.added) added = piece
    else {
      end()
      pass(at.before, piece)
      pass(at.after, piece)
    }
  }
  end()
  return hunks
}

/** The hunk on a line of one side, or the nearest to it. Undefined only where there is none. */
export function nearestHunk(hunks: readonly Hunk[], side: 'before' | 'after', line: number): Hunk | undefined {
  const distance = (hunk: Hunk) => distanceTo(hunk[side], line)
  return hunks.toSorted((a, b) => distance(a) - distance(b))[0]
}

interface Piece {
  readonly value: string
  /** In lines. */
  readonly count: number
}
interface Place {
  offset: number
  line: number
}

function hunkAt(at: Readonly<Record<'before' | 'after', Place>>, removed: Piece | undefined, added: Piece | undefined): Hunk {
  const [old, now] = [removed?.value ?? '', added?.value ?? '']
  return {
    making: { startOffset: at.before.offset, endOffset: at.before.offset + old.length, newText: now },
    unmaking: { startOffset: at.after.offset, endOffset: at.after.offset + now.length, newText: old },
    before: { first: at.before.line, count: removed?.count ?? 0 },
    after: { first: at.after.line, count: added?.count ?? 0 },
  }
}

function pass(place: Place, piece: Piece | undefined): void {
  place.offset += piece?.value.length ?? 0
  place.line += piece?.count ?? 0
}

function distanceTo({ first, count }: HunkLines, line: number): number {
  if (line < first) return first - line
  return Math.max(0, line - (first + Math.max(count, 1) - 1))
}
