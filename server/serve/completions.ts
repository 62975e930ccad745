import * as z from 'zod'
import type { EngineInfo, GeneratedToken, GenerateRequest } from '../engine/engine.ts'
import type { RequestFigures } from '../protocol/figures.ts'
import { answerStream } from './answerStream.ts'
import { gapShape, givenPrompt } from './givenPrompt.ts'
import { type App, refuseOtherModel, type Served } from './served.ts'
import { answerHead, headShape, refuseUnsupported, samplingOf, samplingShape, stopOf, usageShape } from './sharedShapes.ts'
import { finishReason, pieces, usageOf, usageSoFar, wholeTexts } from './texts.ts'

const ask = z.looseObject({
  ...samplingShape,
  prompt: z
    .union([z.string(), z.array(z.string()).min(1).max(16)])
    .describe('what the text goes on from; or prefix and suffix between the control tokens of a model that fills in the middle'),
  ...gapShape,
  logprobs: z.number().int().min(0).max(20).nullish().describe('also tell so many of the likeliest tokens at each place'),
})
type Ask = z.infer<typeof ask>

const logprobsShape = z.object({
  tokens: z.array(z.string()),
  token_logprobs: z.array(z.number().nullable()),
  top_logprobs: z.array(z.record(z.string(), z.number())),
  text_offset: z.array(z.number().int()).describe('UTF-16, from the beginning of the answer'),
})

const answer = z.object({
  ...headShape,
  object: z.literal('text_completion'),
  choices: z.array(
    z.object({
      index: z.number().int(),
      text: z.string(),
      finish_reason: z.enum(['stop', 'length']).nullable(),
      logprobs: logprobsShape.nullable(),
    }),
  ),
  usage: usageShape.optional(),
})
type Answer = z.infer<typeof answer>

/** OpenAI's own default for completions. */
const usualTokens = 16

/** `POST /v1/completions`: goes on from a text, or fills the gap before `suffix`. */
export function registerCompletions(app: App, served: Served): void {
  const { deps, metrics } = served
  app.post(
    '/v1/completions',
    {
      config: { works: true },
      schema: { summary: 'Completes code, or fills a gap in it', body: ask, response: { 200: answer } },
    },
    async (request, reply) => {
      const { body, ending } = request
      const info = await deps.engine.info()
      refuseOtherModel(body.model, deps.modelName)
      refuseUnsupported(body)
      const requests = requestsOf(body, info, served.clientOf(request, body.user))
      const head = { ...answerHead('cmpl', deps.modelName, info), object: 'text_completion' as const }
      const told = served.timer(request)
      if (body.stream === true) return await answerStream(reply, chunks(head, body, requests, served, told, ending))
      const texts = await wholeTexts(requests, deps.engine, ending)
      for (const { figures } of texts) metrics.spent(told.key, figures)
      const choices = texts.map(({ text, tokens, reason }, index) => ({
        index,
        text,
        finish_reason: reason,
        logprobs: isAsked(body.logprobs) ? logprobsOf(tokens, 0) : null,
      }))
      return { ...head, choices, usage: usageOf(texts, body.n ?? 1) }
    },
  )
}

function requestsOf(body: Ask, info: EngineInfo, client: string): readonly GenerateRequest[] {
  const { n, logprobs, max_tokens: maxTokens, stream_options: options } = body
  const prompts = typeof body.prompt === 'string' ? [body.prompt] : body.prompt
  return prompts
    .flatMap((prompt) => Array.from({ length: n ?? 1 }, () => prompt))
    .map((prompt, index) => {
      const sampling = samplingOf(body, index)
      return {
        lane: 'interactive',
        client,
        prompt: givenPrompt(prompt, body, info),
        maxTokens: maxTokens ?? usualTokens,
        stop: stopOf(body),
        ...(sampling === undefined ? {} : { sampling }),
        ...(isAsked(logprobs) ? { likeliest: logprobs } : {}),
        ...(options?.continuous_usage_stats === true ? { tellsCosts: true } : {}),
      }
    })
}

async function* chunks(
  head: Omit<Answer, 'choices'>,
  { logprobs, n, stream_options: options }: Ask,
  requests: readonly GenerateRequest[],
  { deps, metrics }: Served,
  told: ReturnType<Served['timer']>,
  signal: AbortSignal,
): AsyncGenerator<object> {
  const offsets = requests.map(() => 0)
  const ended: { readonly index: number; readonly figures: RequestFigures }[] = []
  for await (const { index, delta } of pieces(requests, deps.engine, signal)) {
    if (delta.kind === 'end') {
      ended.push({ index, figures: delta.figures })
      metrics.spent(told.key, delta.figures)
      yield { ...head, choices: [{ index, text: '', finish_reason: finishReason(delta.reason), logprobs: null }] }
    } else {
      told.first()
      const asked = isAsked(logprobs) ? logprobsOf(delta.tokens ?? [], offsets[index] ?? 0) : null
      offsets[index] = (offsets[index] ?? 0) + delta.text.length
      yield { ...head, choices: [{ index, text: delta.text, finish_reason: null, logprobs: asked }], ...usageSoFar(delta) }
    }
  }
  if (options?.include_usage === true)
    yield {
      ...head,
      choices: [],
      usage: usageOf(
        ended.toSorted((a, b) => a.index - b.index),
        n ?? 1,
      ),
    }
}

function isAsked(logprobs: number | null | undefined): logprobs is number {
  return logprobs !== undefined && logprobs !== null
}

function logprobsOf(tokens: readonly GeneratedToken[], offset: number): z.infer<typeof logprobsShape> {
  let at = offset
  const offsets = tokens.map(({ text }) => {
    const start = at
    at += text.length
    return start
  })
  return {
    tokens: tokens.map(({ text }) => text),
    token_logprobs: tokens.map(({ logP }) => logP),
    top_logprobs: tokens.map(({ likeliest }) => Object.fromEntries(likeliest.map(({ text, logP }) => [text, logP]))),
    text_offset: offsets,
  }
}
