import type { Engine, FimPrompt, ScoredText } from '../../../engine/engine.ts'
import { completedLine } from '../../review/claimPass.ts'
import type { ScoringEngine } from '../../review/likelihood.ts'
import type { Passage } from '../../review/passage.ts'
import { tokenSurprises, weakestTouched } from '../../review/surprise.ts'
import { surprisingPlaces, writtenInstead } from '../../review/surprisePass.ts'
import type { Candidate, Problem } from './problem.ts'

const mostHoleTokens = 24
/** Places of the function at which the model expected something else. Each costs a completion. */
const mostPlaces = 3

/** What the model would write: in the place of the line that the error begins on, and in the place of what is underlined. */
export async function writtenAtError(
  passage: Passage,
  problem: Problem,
  engine: Engine,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const line = passage.source.positionAt(problem.startOffset).line - passage.unit.startLine
  const written = [await completedLine(passage, line, engine, signal), await completedHole(passage, problem, engine, signal)]
  return written.filter((edit) => edit !== undefined).map((edit) => inFile(passage, edit))
}

/** What the model would have written at the places of the function that surprise it, nearest to `isAsked`. */
export async function writtenAtSurprises(
  passage: Passage,
  read: ScoredText,
  words: Parameters<typeof surprisingPlaces>[2],
  isAsked: (line: number) => boolean,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = []
  for (const place of surprisingPlaces(passage, read, words, isAsked, mostPlaces)) {
    const instead = await writtenInstead(passage, place, engine, signal)
    candidates.push(...(instead?.alternatives ?? []).map((edit) => inFile(passage, edit)))
  }
  return candidates
}

/** By how unlikely the model finds what a candidate replaces: log P of the least likely token, 0 outside of the passage. */
export function surpriseIn(passage: Passage, read: ScoredText): (candidate: Candidate) => number {
  const tokens = tokenSurprises(read)
  const { text, startOffset: start } = passage
  return ({ startOffset, endOffset, newText }) => {
    if (startOffset < start || endOffset > start + text.length) return 0
    return weakestTouched(tokens, text, { startOffset: startOffset - start, endOffset: endOffset - start, newText })
  }
}

async function completedHole(
  passage: Passage,
  { startOffset, endOffset }: Problem,
  engine: Engine,
  signal: AbortSignal,
): Promise<Edit | undefined> {
  const [from, to] = [startOffset - passage.startOffset, endOffset - passage.startOffset]
  const { text } = passage
  const underlined = text.slice(from, to)
  if (from < 0 || to > text.length || underlined.trim() === '' || underlined.includes('\n')) return undefined
  const prompt: FimPrompt = {
    kind: 'fim',
    prefix: passage.before + text.slice(0, from),
    suffix: text.slice(to) + passage.after,
    typed: '',
  }
  let newText = ''
  const request = { lane: 'user', sequence: 'review', reuse: 'aligned', prompt, maxTokens: mostHoleTokens } as const
  for await (const delta of engine.complete({ ...request, stop: ['\n', '\r'] }, signal)) {
    if (delta.kind === 'text') newText += delta.text
    else if (delta.reason === 'length') return undefined
  }
  return newText.trim() === '' ? undefined : { startOffset: from, endOffset: to, newText }
}

/** Offsets count from the beginning of the passage. */
interface Edit {
  readonly startOffset: number
  readonly endOffset: number
  readonly newText: string
}

function inFile({ startOffset: start }: Passage, { startOffset, endOffset, newText }: Edit): Candidate {
  return { startOffset: start + startOffset, endOffset: start + endOffset, newText, origin: 'model' }
}
