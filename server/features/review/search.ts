import type { SyntaxTree } from '../../context/parser.ts'
import type { Incomplete } from '../../protocol/finding.ts'
import type { DeclaredFields } from './alternatives/fields.ts'
import { findAlternatives } from './alternatives/find.ts'
import { chosenWords } from './alternatives/places.ts'
import type { ReviewCache, UnitResult } from './cache.ts'
import type { Calibration } from './calibration.ts'
import { exactHash } from './fingerprint.ts'
import type { ScoringEngine } from './likelihood.ts'
import { longestLine, type Passage } from './passage.ts'
import type { ReviewAsk } from './review.ts'
import { reviewUnit, type UnitTask } from './reviewUnit.ts'
import type { Suspect } from './suspect.ts'
import { reasonFor, type Watch } from './watch.ts'

/** Part of each cache key: to be changed whenever the same model and text may give another result. */
const method = 'review-3'

/** What the search for suspects needs, the same for all units of a file. */
export interface Search {
  readonly ask: Pick<ReviewAsk, 'source' | 'lines'>
  readonly tree: SyntaxTree | undefined
  readonly fields: DeclaredFields
  readonly engine: ScoringEngine
  readonly calibration: Calibration
  readonly calibrationKey: string
  readonly watch: Watch
  readonly signal: AbortSignal
  readonly cache?: ReviewCache
}

/** Suspects of a unit in the order of the text; `left` says why these may not be all. */
export interface UnitSuspects extends UnitResult {
  readonly fromCache: boolean
  readonly left?: Pick<Incomplete, 'reason' | 'detail' | 'error'>
}

/** Searches one unit, as far as the watch lets it. Never rejects because of the engine. */
export async function suspectsOf(passage: Passage, search: Search): Promise<UnitSuspects> {
  const nothing = { suspects: [], candidatesScored: 0, fromCache: false }
  const longest = passage.lines.reduce((most, line) => Math.max(most, line.length), 0)
  if (longest > longestLine) return { ...nothing, left: { reason: 'tooLong', detail: `a line has ${longest} characters` } }
  const task = taskOf(passage, search)
  const key = cacheKey(task, search)
  const known = search.cache?.get(key)
  if (known !== undefined) return { ...nothing, suspects: known.suspects, fromCache: true }
  const { result, left } = await searched(task, search)
  const ordered = { ...result, suspects: inOrder(result.suspects) }
  if (left === undefined) search.cache?.set(key, ordered)
  return { ...nothing, ...ordered, ...(left === undefined ? {} : { left }) }
}

function taskOf(passage: Passage, { ask, tree, fields, calibration }: Search): UnitTask {
  return {
    passage,
    calibration,
    alternatives: tree === undefined ? [] : findAlternatives(ask.source, tree, passage.unit, fields),
    words: tree === undefined ? [] : chosenWords(tree, passage.unit),
    hasNoSyntax: tree === undefined,
    isWanted: (line: number) => isWanted(ask, passage.unit.startLine + line),
  }
}

async function searched(
  task: UnitTask,
  { engine, watch, signal }: Search,
): Promise<{ readonly result: UnitResult; readonly left?: UnitSuspects['left'] }> {
  let result: UnitResult = { suspects: [], candidatesScored: 0 }
  try {
    for await (result of reviewUnit(task, engine, signal)) {
      const left = watch.stop
      if (left !== undefined) return { result, left }
    }
    return { result }
  } catch (error) {
    return { result, left: reasonFor(error, watch, signal) }
  }
}

function isWanted({ lines }: Search['ask'], line: number): boolean {
  return lines === undefined || lines.some((span) => line >= span.startLine && line < span.endLine)
}

/** All that a unit's result depends on; the alternatives stand for what the rest of the file declares. */
function cacheKey({ passage, alternatives, isWanted: wanted }: UnitTask, { calibrationKey, calibration }: Search): string {
  const lines = passage.lines.map((_, line) => (wanted(line) ? 1 : 0)).join('')
  const edits = alternatives.map(({ startOffset, newText }) => [startOffset - passage.startOffset, newText])
  return exactHash(JSON.stringify([method, calibrationKey, calibration, lines, edits, passage.content]))
}

function inOrder(suspects: readonly Suspect[]): readonly Suspect[] {
  return suspects.toSorted((a, b) => a.startOffset - b.startOffset || a.endOffset - b.endOffset)
}
