import type { GeneratedToken, GenerateRequest, TextDelta } from '../engine/engine.ts'
import { noFigures, type RequestFigures } from '../protocol/figures.ts'
import type { ServingEngine } from './deps.ts'

/** A piece of one of the texts that a request asked for. */
export interface Piece {
  readonly index: number
  readonly delta: TextDelta
}

export type FinishReason = 'stop' | 'length'

/** A whole text. */
export interface WrittenText {
  readonly text: string
  readonly tokens: readonly GeneratedToken[]
  readonly reason: FinishReason
  readonly figures: RequestFigures
}

/** Why a text ended, in the interface's words. */
export function finishReason(reason: Extract<TextDelta, { readonly kind: 'end' }>['reason']): FinishReason {
  return reason === 'length' ? 'length' : 'stop'
}

/**
 * Has several texts written at once and gives their pieces as they come. Rejects with the first failure, and then, as when the reader leaves, the rest is
 * given up.
 */
export async function* pieces(
  requests: readonly GenerateRequest[],
  engine: ServingEngine,
  signal: AbortSignal,
): AsyncGenerator<Piece> {
  const texts = requests.map((request) => engine.generate(request, signal)[Symbol.asyncIterator]())
  const next = new Map<number, Promise<{ readonly index: number; readonly result: IteratorResult<TextDelta> }>>()
  const ask = (index: number, text: AsyncIterator<TextDelta>) =>
    next.set(
      index,
      text.next().then((result) => ({ index, result })),
    )
  for (const [index, text] of texts.entries()) ask(index, text)
  try {
    while (next.size > 0) {
      const { index, result } = await Promise.race(next.values())
      if (result.done === true) next.delete(index)
      else {
        ask(index, texts[index] as AsyncIterator<TextDelta>)
        yield { index, delta: result.value }
      }
    }
  } finally {
    for (const pending of next.values()) pending.catch(() => undefined)
    for (const text of texts) void text.return?.().catch(() => undefined)
  }
}

/** All texts as wholes, in the order of the requests. */
export async function wholeTexts(
  requests: readonly GenerateRequest[],
  engine: ServingEngine,
  signal: AbortSignal,
): Promise<readonly WrittenText[]> {
  const texts = requests.map(() => ({
    text: '',
    tokens: [] as GeneratedToken[],
    reason: 'stop' as FinishReason,
    figures: noFigures,
  }))
  for await (const { index, delta } of pieces(requests, engine, signal)) {
    const written = texts[index]
    if (written === undefined) continue
    if (delta.kind === 'text') {
      written.text += delta.text
      written.tokens.push(...(delta.tokens ?? []))
    } else {
      written.reason = finishReason(delta.reason)
      written.figures = delta.figures
    }
  }
  return texts
}

/** The usage of `n` texts for each prompt: the prompt counts once. */
export function usageOf(texts: readonly { readonly figures: RequestFigures }[], n: number) {
  const sum = { promptTokens: 0, cachedTokens: 0, generatedTokens: 0 }
  for (const [index, { figures }] of texts.entries()) {
    sum.generatedTokens += figures.generatedTokens
    if (index % n !== 0) continue
    sum.promptTokens += figures.promptTokens
    sum.cachedTokens += figures.cachedTokens
  }
  return {
    prompt_tokens: sum.promptTokens,
    completion_tokens: sum.generatedTokens,
    total_tokens: sum.promptTokens + sum.generatedTokens,
    prompt_tokens_details: { cached_tokens: sum.cachedTokens },
  }
}

/** What a text cost until a piece of it, for a chunk of a stream; nothing where that was not asked for. */
export function usageSoFar({ figures }: { readonly figures?: RequestFigures }) {
  return figures === undefined ? {} : { usage: usageOf([{ figures }], 1) }
}
