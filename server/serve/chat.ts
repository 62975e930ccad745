import * as z from 'zod'
import type { ChatMessage, ChatRequest, GeneratedToken, GenerateRequest } from '../engine/engine.ts'
import type { RequestFigures } from '../protocol/figures.ts'
import { answerStream } from './answerStream.ts'
import { badParameter } from './apiError.ts'
import { jsonGrammar } from './jsonGrammar.ts'
import { type App, refuseOtherModel, type Served } from './served.ts'
import {
  type AnswerHead,
  answerHead,
  headShape,
  refuseUnsupported,
  samplingOf,
  samplingShape,
  stopOf,
  usageShape,
} from './sharedShapes.ts'
import { finishReason, pieces, usageOf, usageSoFar, wholeTexts } from './texts.ts'

const content = z.union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string() }))])
const message = z.object({ role: z.enum(['system', 'developer', 'user', 'assistant']), content })

const ask = z.looseObject({
  ...samplingShape,
  messages: z.array(message).min(1),
  max_completion_tokens: z.number().int().min(1).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  response_format: z
    .union([
      z.object({ type: z.enum(['text', 'json_object']) }),
      z.object({ type: z.literal('json_schema'), json_schema: z.looseObject({ schema: z.record(z.string(), z.unknown()) }) }),
    ])
    .nullish(),
})
type Ask = z.infer<typeof ask>

const tokenShape = z.object({ token: z.string(), logprob: z.number(), bytes: z.array(z.number().int()) })
const logprobsShape = z.object({ content: z.array(tokenShape.extend({ top_logprobs: z.array(tokenShape) })) })
const answer = z.object({
  ...headShape,
  object: z.literal('chat.completion'),
  choices: z.array(
    z.object({
      index: z.number().int(),
      message: z.object({ role: z.literal('assistant'), content: z.string(), refusal: z.null() }),
      finish_reason: z.enum(['stop', 'length']),
      logprobs: logprobsShape.nullable(),
    }),
  ),
  usage: usageShape,
})

/** Where a client sets no bound: a long answer, which a model that repeats itself does not exceed. */
const usualTokens = 2048

/** `POST /v1/chat/completions`: answers a conversation. */
export function registerChat(app: App, served: Served): void {
  const { deps, metrics } = served
  app.post(
    '/v1/chat/completions',
    { config: { works: true }, schema: { summary: 'Answers a conversation', body: ask, response: { 200: answer } } },
    async (request, reply) => {
      const { body, ending } = request
      const info = await deps.engine.info()
      refuseOtherModel(body.model, deps.modelName)
      refuseUnsupported(body)
      const requests = requestsOf(body, served.clientOf(request, body.user))
      const head = answerHead('chatcmpl', deps.modelName, info)
      const told = served.timer(request)
      if (body.stream === true) return await answerStream(reply, chunks(head, body, requests, served, told, ending))
      const texts = await wholeTexts(requests, deps.engine, ending)
      for (const { figures } of texts) metrics.spent(told.key, figures)
      const choices = texts.map(({ text, tokens, reason }, index) => ({
        index,
        message: { role: 'assistant' as const, content: text, refusal: null },
        finish_reason: reason,
        logprobs: body.logprobs === true ? logprobsOf(tokens) : null,
      }))
      return { ...head, object: 'chat.completion' as const, choices, usage: usageOf(texts, texts.length) }
    },
  )
}

function requestsOf(body: Ask, client: string): readonly GenerateRequest[] {
  const tellsCosts = body.stream_options?.continuous_usage_stats === true
  if (Array.isArray(body.tools) && body.tools.length > 0)
    throw badParameter('tools', 'This server calls no tools.', 'unsupported_parameter')
  const format = formatOf(body)
  if (format !== undefined && body.logprobs === true)
    throw badParameter(
      'logprobs',
      'There are no log-probabilities of an answer that is held to a format.',
      'unsupported_parameter',
    )
  const prompt = { kind: 'chat' as const, messages: body.messages.map(messageOf) }
  return Array.from({ length: body.n ?? 1 }, (_, index) => {
    const sampling = samplingOf(body, index)
    return {
      lane: 'user',
      client,
      prompt,
      maxTokens: body.max_completion_tokens ?? body.max_tokens ?? usualTokens,
      stop: stopOf(body),
      ...(sampling === undefined ? {} : { sampling }),
      ...(format === undefined ? {} : { format }),
      ...(body.logprobs === true ? { likeliest: body.top_logprobs ?? 0 } : {}),
      ...(tellsCosts ? { tellsCosts } : {}),
    }
  })
}

function messageOf({ role, content: parts }: z.infer<typeof message>): ChatMessage {
  const text = typeof parts === 'string' ? parts : parts.map((part) => part.text).join('')
  return { role: role === 'developer' ? 'system' : role, content: text }
}

function formatOf({ response_format: format }: Ask): ChatRequest['format'] | undefined {
  if (format === undefined || format === null || format.type === 'text') return undefined
  return 'json_schema' in format ? { kind: 'schema', schema: format.json_schema.schema } : { kind: 'gbnf', grammar: jsonGrammar }
}

async function* chunks(
  head: AnswerHead,
  { logprobs, stream_options: options }: Ask,
  requests: readonly GenerateRequest[],
  { deps, metrics }: Served,
  told: ReturnType<Served['timer']>,
  signal: AbortSignal,
): AsyncGenerator<object> {
  const chunk = (choices: readonly object[]) => ({ ...head, object: 'chat.completion.chunk', choices })
  const ended: { readonly figures: RequestFigures }[] = []
  const begun = new Set<number>()
  for await (const { index, delta } of pieces(requests, deps.engine, signal)) {
    if (!begun.has(index)) {
      begun.add(index)
      yield chunk([{ index, delta: { role: 'assistant', content: '' }, finish_reason: null, logprobs: null }])
    }
    if (delta.kind === 'end') {
      ended.push({ figures: delta.figures })
      metrics.spent(told.key, delta.figures)
      yield chunk([{ index, delta: {}, finish_reason: finishReason(delta.reason), logprobs: null }])
    } else {
      told.first()
      const asked = logprobs === true ? logprobsOf(delta.tokens ?? []) : null
      yield { ...chunk([{ index, delta: { content: delta.text }, finish_reason: null, logprobs: asked }]), ...usageSoFar(delta) }
    }
  }
  if (options?.include_usage === true) yield { ...chunk([]), usage: usageOf(ended, ended.length) }
}

function logprobsOf(tokens: readonly GeneratedToken[]): z.infer<typeof logprobsShape> {
  const told = ({ text, logP }: { readonly text: string; readonly logP: number }) => ({
    token: text,
    logprob: logP,
    bytes: [...Buffer.from(text)],
  })
  return { content: tokens.map((token) => ({ ...told(token), top_logprobs: token.likeliest.map(told) })) }
}
