import type { OffsetSpan } from '../../context/cuts.ts'
import type { ScoredText } from '../../engine/engine.ts'
import { completedLine } from './claimPass.ts'
import type { LineAlternative, ScoringEngine, SurprisingLine } from './likelihood.ts'
import type { Passage } from './passage.ts'
import { tokenSurprises } from './surprise.ts'

/** Only where the model gives the written token less than exp(−3) = 5 %. In nats. */
const leastSurprise = 3
/** Longer edits are another way to write it rather than a mend. UTF-16 code units. */
const longestEdit = 60
const firstWord = /^\s*([\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]+)/u

/** A place of a unit at which the model expected something else. Offsets count from the beginning of the unit's first line. */
export interface SurprisingPlace {
  readonly line: number
  readonly offset: number
  readonly logP: number
}

/** The most surprising places, one a line at most, among those words that could have been others; the most surprising first. */
export function surprisingPlaces(
  passage: Passage,
  read: ScoredText,
  words: readonly OffsetSpan[],
  isAsked: (line: number) => boolean,
  most: number,
): readonly SurprisingPlace[] {
  const byLine = new Map<number, SurprisingPlace>()
  for (const { startOffset, endOffset, logP } of tokenSurprises(read)) {
    if (logP > -leastSurprise) continue
    // A token may begin with the white space in front of its word.
    const from = passage.startOffset + endOffset - passage.text.slice(startOffset, endOffset).trimStart().length
    if (from >= passage.startOffset + endOffset || !words.some((word) => word.startOffset <= from && from < word.endOffset))
      continue
    const line = passage.source.positionAt(from).line - passage.unit.startLine
    const known = byLine.get(line)
    if (isAsked(line) && (known === undefined || logP < known.logP)) byLine.set(line, { line, offset: startOffset, logP })
  }
  return [...byLine.values()].toSorted((a, b) => a.logP - b.logP || a.line - b.line).slice(0, most)
}

/**
 * What the model would have written from a place on, as edits of the line that can be scored like any other: its next word alone, and the
 * rest of the line. `undefined`: it would have written the same, or something else altogether.
 */
export async function writtenInstead(
  passage: Passage,
  place: SurprisingPlace,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<SurprisingLine | undefined> {
  const { line, logP } = place
  const start = passage.lineStart(line)
  const written = (passage.lines[line] ?? '').replace(/[\r\n]+$/, '')
  const kept = Math.max(0, place.offset - start)
  const rest = await completedLine(passage, line, engine, signal, kept)
  if (rest === undefined) return undefined
  const completed = written.slice(0, rest.startOffset - start) + rest.newText + written.slice(rest.endOffset - start)
  const edits = [nextWord(written, completed, kept, start), rest].filter((edit) => edit !== undefined)
  const byResult = new Map(edits.map((edit) => [resultOf(written, edit, start), edit]))
  const alternatives = [...byResult.values()]
    .filter((edit) => Math.max(edit.endOffset - edit.startOffset, edit.newText.length) <= longestEdit)
    .map(({ startOffset, endOffset, newText }): LineAlternative => {
      return { kind: 'surprise', line, startOffset, endOffset, newText, weakestToken: logP }
    })
  return alternatives.length === 0 ? undefined : { line, alternatives }
}

interface Edit extends OffsetSpan {
  readonly newText: string
}

/** The word at the place in the place of the one that is written there. */
function nextWord(written: string, completed: string, kept: number, start: number): Edit | undefined {
  const [before, after] = [firstWord.exec(written.slice(kept)), firstWord.exec(completed.slice(kept))]
  const [word, newText] = [before?.[1], after?.[1]]
  if (before === null || word === undefined || newText === undefined || word === newText) return undefined
  const endOffset = start + kept + before[0].length
  return { startOffset: endOffset - word.length, endOffset, newText }
}

function resultOf(written: string, { startOffset, endOffset, newText }: Edit, start: number): string {
  return written.slice(0, startOffset - start) + newText + written.slice(endOffset - start)
}
