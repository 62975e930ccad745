import { type Hunk, isEmpty } from '../../../context/changes.ts'
import { SourceText } from '../../../context/source.ts'
import type { FimPrompt, ScoredText } from '../../../engine/engine.ts'
import type { ScoringEngine } from '../likelihood.ts'
import type { ChangedText } from './changedText.ts'

/** Larger hunks say little as a whole, and reading them costs what reviewing them does. */
const mostLines = 12
/** Longer lines are data. UTF-16 code units. */
const longestLine = 300
/** Lines of the file around a hunk that both texts are read between. */
const linesBefore = 12
const linesAfter = 6

/** Old and new lines of one hunk, to be read in the same place. */
export interface Replacement {
  readonly prompt: FimPrompt
  readonly newText: string
  readonly oldText: string
}

/** What there is to compare of a hunk: only lines that others stood for before. Undefined where that says nothing or costs too much. */
export function replacementOf({ source, change }: ChangedText, { before, after }: Hunk): Replacement | undefined {
  if (change.before === undefined || isEmpty(before) || isEmpty(after)) return undefined
  const old = new SourceText(source.path, source.languageId, change.before)
  const [newLines, oldLines] = [linesOf(source, after.startLine, after.endLine), linesOf(old, before.startLine, before.endLine)]
  if (!isShort(newLines) || !isShort(oldLines)) return undefined
  const above = linesOf(source, Math.max(0, after.startLine - linesBefore), after.startLine)
  const below = linesOf(source, after.endLine, Math.min(after.endLine + linesAfter, source.lineCount))
  const readable = (lines: readonly string[]) => lines.filter((line) => line.length <= longestLine).join('')
  return {
    prompt: { kind: 'fim', prefix: readable(above), suffix: readable(below), typed: '' },
    newText: newLines.join(''),
    oldText: oldLines.join(''),
  }
}

/**
 * log P(old lines) − log P(new lines) between the same surroundings, in nats: positive where the model would rather have left the code as
 * it was. Rejects with a LatentError.
 */
export async function riskOf(
  { prompt, newText, oldText }: Replacement,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<number> {
  const request = { lane: 'user', sequence: 'review', reuse: 'aligned', prompt, continuations: [newText, oldText] } as const
  const [newScore, oldScore] = await engine.score(request, signal)
  return newScore === undefined || oldScore === undefined ? 0 : riskBetween(newScore, oldScore)
}

/**
 * Longer text is less likely for its length alone. So each is taken by its mean per character, as if both had the length of the shorter
 * one; of texts of the same length it is the difference itself.
 */
export function riskBetween(
  newScore: Pick<ScoredText, 'logPs' | 'lengths'>,
  oldScore: Pick<ScoredText, 'logPs' | 'lengths'>,
): number {
  const [newLength, oldLength] = [sum(newScore.lengths), sum(oldScore.lengths)]
  if (newLength === 0 || oldLength === 0) return 0
  return Math.min(newLength, oldLength) * (sum(oldScore.logPs) / oldLength - sum(newScore.logPs) / newLength)
}

function isShort(lines: readonly string[]): boolean {
  return lines.length <= mostLines && lines.every((line) => line.length <= longestLine)
}

/** Lines with their ends. */
function linesOf(source: SourceText, startLine: number, endLine: number): readonly string[] {
  const lines: string[] = []
  for (let line = startLine; line < endLine; line += 1) {
    lines.push(source.text.slice(source.lineStart(line), source.lineStart(line + 1)))
  }
  return lines
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
