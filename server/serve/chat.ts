import type * as z from 'zod'
import type { ChatRequest, EngineInfo, GeneratedToken, GenerateRequest } from '../engine/engine.ts'
import type { RequestFigures } from '../protocol/figures.ts'
import { answerStream } from './answerStream.ts'
import { badParameter } from './apiError.ts'
import type { AnswerPart } from './callReader.ts'
import { type ChatAsk, chatAnswer, chatAsk, type logprobsShape } from './chatShapes.ts'
import { plainMessages, toolMessages } from './conversation.ts'
import { schemaGrammar } from './formatGrammars.ts'
import { jsonGrammar } from './jsonGrammar.ts'
import { type App, refuseOtherModel, type Served } from './served.ts'
import { type AnswerHead, answerHead, refuseUnsupported, samplingOf, stopOf } from './sharedShapes.ts'
import { type FinishReason, finishReason, pieces, usageOf, usageSoFar, type WrittenText, wholeTexts } from './texts.ts'
import { callId, type PartReader, type ToolUse, toolUseOf } from './toolUse.ts'

/** Where a client sets no bound: a long answer, which a model that repeats itself does not exceed. */
const usualTokens = 2048

/** A conversation that is to be answered. */
interface Conversation {
  readonly requests: readonly GenerateRequest[]
  readonly tools: ToolUse | undefined
}

/** `POST /v1/chat/completions`: answers a conversation. */
export function registerChat(app: App, served: Served): void {
  const { deps, metrics } = served
  app.post(
    '/v1/chat/completions',
    { config: { works: true }, schema: { summary: 'Answers a conversation', body: chatAsk, response: { 200: chatAnswer } } },
    async (request, reply) => {
      const { body, ending } = request
      const info = await deps.engine.info()
      refuseOtherModel(body.model, deps.modelName)
      refuseUnsupported(body)
      const conversation = conversationOf(body, info, deps.modelName, served.clientOf(request, body.user))
      const head = answerHead('chatcmpl', deps.modelName, info)
      const told = served.timer(request)
      if (body.stream === true) return await answerStream(reply, chunks(head, body, conversation, served, told, ending))
      const texts = await wholeTexts(conversation.requests, deps.engine, ending)
      for (const { figures } of texts) metrics.spent(told.key, figures)
      const choices = texts.map((text, index) => ({
        index,
        ...answerOf(text, conversation.tools),
        logprobs: body.logprobs === true ? logprobsOf(text.tokens) : null,
      }))
      return { ...head, object: 'chat.completion' as const, choices, usage: usageOf(texts, texts.length) }
    },
  )
}

function conversationOf(body: ChatAsk, info: EngineInfo, model: string, client: string): Conversation {
  const tools = toolUseOf(body, info, model)
  const format = tools?.format ?? formatOf(body)
  if (format !== undefined && body.logprobs === true)
    throw badParameter(
      'logprobs',
      'There are no log-probabilities of an answer that is held to a format.',
      'unsupported_parameter',
    )
  const prompt =
    tools === undefined
      ? { kind: 'chat' as const, messages: plainMessages(body.messages) }
      : { kind: 'tools' as const, messages: toolMessages(body.messages), tools: tools.told }
  const requests = Array.from({ length: body.n ?? 1 }, (_, index): GenerateRequest => {
    const sampling = samplingOf(body, index)
    return {
      lane: 'user',
      client,
      prompt,
      maxTokens: body.max_completion_tokens ?? body.max_tokens ?? usualTokens,
      // Within calls that are asked for, a stop text would break them.
      stop: tools?.isCalls === true ? [] : stopOf(body),
      ...(sampling === undefined ? {} : { sampling }),
      ...(format === undefined ? {} : { format }),
      ...(body.logprobs === true ? { likeliest: body.top_logprobs ?? 0 } : {}),
      ...(body.stream_options?.continuous_usage_stats === true ? { tellsCosts: true } : {}),
    }
  })
  return { requests, tools }
}

function formatOf({ response_format: format }: ChatAsk): ChatRequest['format'] | undefined {
  if (format === undefined || format === null || format.type === 'text') return undefined
  const schema = format.type === 'json_schema' ? format.json_schema.schema : undefined
  return { kind: 'gbnf', grammar: schema ? schemaGrammar(schema) : jsonGrammar }
}

function answerOf({ text, reason }: WrittenText, tools: ToolUse | undefined) {
  const read = tools?.reader?.()
  const parts: readonly AnswerPart[] = read === undefined ? [{ kind: 'text', text }] : [...read(text), ...read(undefined)]
  const calls = parts.flatMap((part) => (part.kind === 'call' ? [part.call] : []))
  const content = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
  const asked = calls.map(({ name, argumentsText }) => ({
    id: callId(),
    type: 'function' as const,
    function: { name, arguments: argumentsText },
  }))
  return {
    message: {
      role: 'assistant' as const,
      content: calls.length > 0 && content === '' ? null : content,
      refusal: null,
      ...(asked.length === 0 ? {} : { tool_calls: asked }),
    },
    finish_reason: withCalls(reason, calls.length),
  }
}

function withCalls(reason: FinishReason, calls: number): FinishReason | 'tool_calls' {
  return calls > 0 && reason === 'stop' ? 'tool_calls' : reason
}

async function* chunks(
  head: AnswerHead,
  { logprobs, stream_options: options }: ChatAsk,
  { requests, tools }: Conversation,
  { deps, metrics }: Served,
  told: ReturnType<Served['timer']>,
  signal: AbortSignal,
): AsyncGenerator<object> {
  const chunk = (index: number, delta: object, reason: string | null = null, asked: object | null = null) => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index, delta, finish_reason: reason, logprobs: asked }],
  })
  const ended: { readonly figures: RequestFigures }[] = []
  const begun = new Map<number, { readonly read: PartReader | undefined; calls: number }>()
  for await (const { index, delta } of pieces(requests, deps.engine, signal)) {
    const state = begun.get(index) ?? { read: tools?.reader?.(), calls: 0 }
    // Where there may be calls, an answer has no text until it has some.
    if (!begun.has(index)) yield chunk(index, { role: 'assistant', content: state.read === undefined ? '' : null })
    begun.set(index, state)
    if (delta.kind === 'text') told.first()
    if (delta.kind === 'text' && state.read === undefined) {
      const asked = logprobs === true ? logprobsOf(delta.tokens ?? []) : null
      yield { ...chunk(index, { content: delta.text }, null, asked), ...usageSoFar(delta) }
      continue
    }
    for (const part of state.read?.(delta.kind === 'text' ? delta.text : undefined) ?? []) {
      const said = part.kind === 'text' ? [{ content: part.text }] : callDeltas(part, state.calls++)
      for (const each of said) yield { ...chunk(index, each), ...(delta.kind === 'text' ? usageSoFar(delta) : {}) }
    }
    if (delta.kind === 'end') {
      ended.push({ figures: delta.figures })
      metrics.spent(told.key, delta.figures)
      yield chunk(index, {}, withCalls(finishReason(delta.reason), state.calls))
    }
  }
  if (options?.include_usage === true)
    yield { ...head, object: 'chat.completion.chunk', choices: [], usage: usageOf(ended, ended.length) }
}

/** A call in pieces: first which one, then with what. */
function callDeltas({ call }: Extract<AnswerPart, { readonly kind: 'call' }>, index: number): readonly object[] {
  return [
    { tool_calls: [{ index, id: callId(), type: 'function', function: { name: call.name, arguments: '' } }] },
    { tool_calls: [{ index, function: { arguments: call.argumentsText } }] },
  ]
}

function logprobsOf(tokens: readonly GeneratedToken[]): z.infer<typeof logprobsShape> {
  const told = ({ text, logP }: { readonly text: string; readonly logP: number }) => ({
    token: text,
    logprob: logP,
    bytes: [...Buffer.from(text)],
  })
  return { content: tokens.map((token) => ({ ...told(token), top_logprobs: token.likeliest.map(told) })) }
}
