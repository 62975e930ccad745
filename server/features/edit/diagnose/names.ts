import type { KnownNames } from '../../../context/compiler.ts'
import type { ScoringEngine } from '../../review/likelihood.ts'
import type { Passage } from '../../review/passage.ts'
import type { Candidate } from './problem.ts'

/** Words of an error whose other names are tried: each costs a prompt. */
const mostWords = 3
const mostNames = 8

/** Of the names that could stand in the place of an error's words, those that the model finds likeliest there; each word's likeliest first. */
export async function likeliestNames(
  passage: Passage,
  words: readonly KnownNames[],
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = []
  for (const { startOffset, endOffset, names } of words.slice(0, mostWords)) {
    const ranked = await rankedNames(passage, { startOffset, endOffset, names }, engine, signal)
    candidates.push(
      ...ranked.slice(0, mostNames).map((newText): Candidate => ({ startOffset, endOffset, newText, origin: 'name' })),
    )
  }
  return candidates
}

async function rankedNames(
  passage: Passage,
  { startOffset, endOffset, names }: KnownNames,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const [from, to] = [startOffset - passage.startOffset, endOffset - passage.startOffset]
  const { text } = passage
  if (names.length <= mostNames || from < 0 || to > text.length) return names
  const scored = await engine.score(
    {
      lane: 'user',
      sequence: 'review',
      reuse: 'aligned',
      prompt: { kind: 'fim', prefix: passage.before + text.slice(0, from), suffix: text.slice(to) + passage.after, typed: '' },
      continuations: names,
      // Else a name that others begin with would count as theirs.
      ends: true,
    },
    signal,
  )
  const logP = scored.map(({ logPs, endLogP = 0 }) => logPs.reduce((sum, each) => sum + each, endLogP))
  return names
    .map((name, index) => ({ name, logP: logP[index] ?? Number.NEGATIVE_INFINITY }))
    .toSorted((a, b) => b.logP - a.logP)
    .map(({ name }) => name)
}
