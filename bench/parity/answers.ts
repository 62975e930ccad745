import type { Engine } from '../../server/engine/engine.ts'
import { knownError, userMessage } from '../../server/protocol/errors.ts'
import type { CutCase, FaultCase } from './cases.ts'

/** What a line was completed with. */
export interface Completed {
  readonly text: string
  readonly isRight: boolean
}

/** By how many nats the right line of a pair is likelier. */
export interface Preferred {
  readonly nats: number
}

/** An engine that gave no answer says nothing of its quality: such a case is asked again by the next run, and counts for neither. */
export interface NoAnswer {
  readonly failed: string
}

/** Far more than a request takes beside other programs. */
const answerWithinMs = 300_000

/** What an engine makes of a case, or why it made nothing of it. */
export async function answerTo<C, T>(
  ask: (engine: Engine, each: C, signal: AbortSignal) => Promise<T>,
  engine: Engine,
  each: C,
): Promise<T | NoAnswer> {
  const signal = AbortSignal.timeout(answerWithinMs)
  try {
    return await ask(engine, each, signal)
  } catch (error) {
    return { failed: signal.aborted ? `no answer within ${answerWithinMs / 1000} s` : userMessage(knownError(error), 'en') }
  }
}

export async function completed(engine: Engine, { prompt, rest }: CutCase, signal: AbortSignal): Promise<Completed> {
  let text = ''
  const request = { lane: 'interactive', sequence: 'completion', prompt, maxTokens: 24, stop: ['\n'] } as const
  for await (const delta of engine.complete(request, signal)) if (delta.kind === 'text') text += delta.text
  return { text, isRight: text.trimEnd() === rest }
}

export async function preferred(engine: Engine, { prompt, wrong, right }: FaultCase, signal: AbortSignal): Promise<Preferred> {
  const request = { lane: 'user', sequence: 'review', prompt, continuations: [`${wrong}\n`, `${right}\n`] } as const
  const scored = await engine.score?.(request, signal)
  const [ofWrong, ofRight] = (scored ?? []).map(({ logPs }) => logPs.reduce((sum, logP) => sum + logP, 0))
  if (ofWrong === undefined || ofRight === undefined) throw new Error('The engine does not tell probabilities of given text.')
  return { nats: ofRight - ofWrong }
}
