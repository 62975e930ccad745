import type { ScoreRequest } from '../../server/engine/engine.ts'
import type { ScoringEngine } from '../../server/features/review/likelihood.ts'
import { randomNumbers } from '../cuts.ts'
import { shuffled } from './functions.ts'
import { type AskedQuestions, forgetPrompt } from './questions.ts'
import type { PrefixRecord } from './records.ts'
import { lineCount, type Trial } from './trial.ts'

/**
 * Asks the questions of a review again, each by itself and with nothing in the cache, and compares cost and answers. At most `most` of them,
 * drawn by the seed: what they cost stands for the others.
 */
export async function askedAlone(
  trial: Trial,
  { asked, figures }: AskedQuestions,
  engine: ScoringEngine,
  most: number,
  seed: number,
): Promise<PrefixRecord> {
  const questions = asked.flatMap(({ request, logPs }) =>
    request.continuations.map((text, index) => ({ request: { ...request, continuations: [text] }, logP: logPs[index] ?? 0 })),
  )
  const drawn = shuffled(questions, randomNumbers(seed)).slice(0, most)
  let evaluatedTokens = 0
  let ms = 0
  const differences: number[] = []
  for (const { request, logP } of drawn) {
    const answer = await asksAlone(request, engine)
    evaluatedTokens += answer.evaluatedTokens
    ms += answer.ms
    differences.push(Math.abs(answer.logP - logP))
  }
  const shared = { evaluatedTokens: figures.promptTokens - figures.cachedTokens, ms: figures.ms }
  const alone = { questions: drawn.length, evaluatedTokens, ms }
  return { id: trial.id, lines: lineCount(trial), questions: questions.length, shared, alone, differences }
}

async function asksAlone(
  request: ScoreRequest,
  engine: ScoringEngine,
): Promise<{ readonly logP: number; readonly evaluatedTokens: number; readonly ms: number }> {
  await forgetPrompt(engine)
  const [scored] = await engine.score(request, new AbortController().signal)
  if (scored === undefined) throw new Error('The engine gave no score.')
  const { promptTokens, cachedTokens, ms } = scored.figures
  return { logP: scored.logPs.reduce((sum, each) => sum + each, 0), evaluatedTokens: promptTokens - cachedTokens, ms }
}
