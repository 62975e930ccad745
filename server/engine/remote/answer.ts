import { isRecord } from '../../protocol/record.ts'

/** A token of an answer with its log-probability before any constraint. */
export interface AnsweredToken {
  readonly text: string
  readonly logP: number
  /** The likeliest tokens at its place, as far as they were asked for; the likeliest first. */
  readonly likeliest: readonly { readonly text: string; readonly logP: number }[]
}

export interface Usage {
  readonly promptTokens: number
  readonly cachedTokens: number
  readonly generatedTokens: number
}

/** A whole answer, or a piece of a streamed one. */
export interface AnswerPiece {
  readonly text: string
  readonly tokens: readonly AnsweredToken[]
  readonly finish?: 'stop' | 'length'
  readonly usage?: Usage
}

/**
 * Reads what a server answers to `/completions` or `/chat/completions`, whole or streamed. Servers give log-probabilities of a completion
 * in the form of that API (vLLM) or in that of chats (llama.cpp): both are read. What is missing or malformed is left out.
 */
export function readAnswer(sent: unknown): AnswerPiece {
  const body = isRecord(sent) ? sent : {}
  const choice = firstRecord(body.choices)
  const usage = usageOf(body.usage) ?? timingsOf(body.timings)
  const finish = choice.finish_reason
  return {
    text: textOf(choice),
    tokens: tokensOf(choice.logprobs),
    ...(typeof finish === 'string' ? { finish: finish === 'length' ? 'length' : 'stop' } : {}),
    ...(usage === undefined ? {} : { usage }),
  }
}

function textOf(choice: Readonly<Record<string, unknown>>): string {
  if (typeof choice.text === 'string') return choice.text
  const message = isRecord(choice.delta) ? choice.delta : choice.message
  return isRecord(message) && typeof message.content === 'string' ? message.content : ''
}

function tokensOf(logprobs: unknown): readonly AnsweredToken[] {
  if (!isRecord(logprobs)) return []
  if (Array.isArray(logprobs.content)) return logprobs.content.filter(isRecord).map(tokenOfChat)
  const { tokens, token_logprobs: logPs, top_logprobs: tops } = logprobs
  if (!Array.isArray(tokens) || !Array.isArray(logPs)) return []
  return tokens.map((token, index) => {
    const top: unknown = Array.isArray(tops) ? tops[index] : undefined
    const likeliest = isRecord(top) ? Object.entries(top).map(([text, logP]) => ({ text, logP: number(logP) })) : []
    return { text: String(token), logP: number(logPs[index]), likeliest: likeliest.sort((a, b) => b.logP - a.logP) }
  })
}

function tokenOfChat(token: Readonly<Record<string, unknown>>): AnsweredToken {
  const tops = Array.isArray(token.top_logprobs) ? token.top_logprobs.filter(isRecord) : []
  return {
    text: String(token.token ?? ''),
    logP: number(token.logprob),
    likeliest: tops.map((top) => ({ text: String(top.token ?? ''), logP: number(top.logprob) })),
  }
}

function usageOf(usage: unknown): Usage | undefined {
  if (!isRecord(usage)) return undefined
  const details = isRecord(usage.prompt_tokens_details) ? usage.prompt_tokens_details : {}
  return {
    promptTokens: count(usage.prompt_tokens),
    cachedTokens: count(details.cached_tokens),
    generatedTokens: count(usage.completion_tokens),
  }
}

/** What llama.cpp tells with every piece where it was asked for. */
function timingsOf(timings: unknown): Usage | undefined {
  if (!isRecord(timings)) return undefined
  const cachedTokens = count(timings.cache_n)
  return { promptTokens: cachedTokens + count(timings.prompt_n), cachedTokens, generatedTokens: count(timings.predicted_n) }
}

function firstRecord(list: unknown): Readonly<Record<string, unknown>> {
  const first: unknown = Array.isArray(list) ? list[0] : undefined
  return isRecord(first) ? first : {}
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.NEGATIVE_INFINITY
}

function count(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0
}
