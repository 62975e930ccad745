import type { ScoredText } from '../../engine/engine.ts'
import type { ScoringEngine } from './likelihood.ts'
import type { Passage } from './passage.ts'

/** A model may prefer whichever answer it was told first, so each question is asked in both orders. */
const orders = ['yes or no', 'no or yes'] as const
/** Both spellings are weighed: they are asked at the same place, so that the second one costs nothing. */
const spellings = { yes: [' yes', ' Yes'], no: [' no', ' No'] } as const
const answers = [...spellings.yes, ...spellings.no]

/**
 * Asks the model about a unit's code: for each question that can be answered with yes or no, the log-odds of yes in nats, averaged over
 * both orders of the answers. 0: it cannot tell. The code comes first and is evaluated once; a question costs its own tokens. Questions are
 * data: they are tokenised without control tokens, and each is put on one line, so that none can answer itself on a line of its own.
 * Rejects with a LatentError, `promptTooLong` where the code or a question does not fit into the context.
 */
export async function askVerdicts(
  passage: Pick<Passage, 'source' | 'text'>,
  questions: readonly string[],
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<readonly number[]> {
  if (questions.length === 0) return []
  const asked = questions.flatMap((question) => orders.map((order) => askedIn(order, question)))
  const scored = await engine.score(
    {
      lane: 'user',
      sequence: 'review',
      reuse: 'aligned',
      // Plain text rather than a chat: models without a chat form answer it as well, and no form stands between the code and the questions.
      prompt: { kind: 'text', text: codeText(passage) },
      continuations: asked.flatMap((text) => answers.map((answer) => text + answer)),
    },
    signal,
  )
  const odds = asked.map((_, index) => logOdds(scored.slice(index * answers.length, (index + 1) * answers.length)))
  return questions.map((_, index) => mean(odds.slice(index * orders.length, (index + 1) * orders.length)))
}

function codeText({ source, text }: Pick<Passage, 'source' | 'text'>): string {
  return `A part of a program in ${source.languageId}:\n\n${text.trimEnd()}\n\nThat was the part of the program.\n`
}

/** The order comes last: up to there both ways of asking are one text. */
function askedIn(order: (typeof orders)[number], question: string): string {
  return `Question: ${question.trim().replaceAll(/\s+/g, ' ')}\nAnswer with ${order}.\nAnswer:`
}

/** `scored` in the order of `answers`. */
function logOdds(scored: readonly ScoredText[]): number {
  const logPs = scored.map((each, index) => answerLogP(each, answers[index]?.length ?? 0))
  const odds = logSum(logPs.slice(0, spellings.yes.length)) - logSum(logPs.slice(spellings.yes.length))
  return Number.isNaN(odds) ? 0 : odds
}

/** log P of the tokens at the end that make up the answer; those before it are the same for every answer. */
function answerLogP({ logPs, lengths }: ScoredText, length: number): number {
  let sum = 0
  let covered = 0
  for (let index = logPs.length - 1; index >= 0 && covered < length; index -= 1) {
    sum += logPs[index] ?? 0
    covered += lengths[index] ?? 0
  }
  return sum
}

/** Log of the sum of probabilities that are given by their logs. */
function logSum(logPs: readonly number[]): number {
  const most = Math.max(...logPs)
  return most === Number.NEGATIVE_INFINITY ? most : most + Math.log(logPs.reduce((sum, logP) => sum + Math.exp(logP - most), 0))
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length
}
