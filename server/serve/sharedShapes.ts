import { randomInt, randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { EngineInfo, Sampling } from '../engine/engine.ts'
import { badParameter } from './apiError.ts'

/** What completions and chats are both asked with. What is not named here is ignored, unless `refuseUnsupported` knows that it matters. */
export const samplingShape = {
  model: z.string().describe('a name that /v1/models gives'),
  max_tokens: z.number().int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish().describe('default 0: the likeliest text'),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z.number().int().nullish(),
  n: z.number().int().min(1).max(8).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(16)]).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z
    .object({
      include_usage: z.boolean().optional(),
      continuous_usage_stats: z.boolean().optional().describe('with every piece what the text cost so far, as vLLM has it'),
    })
    .nullish(),
  user: z.string().max(256).nullish().describe('where no key is asked for: whose turn it is'),
}

/** What every answer and each of its pieces begins with. */
export const headShape = {
  id: z.string(),
  created: z.number().int(),
  model: z.string(),
  system_fingerprint: z.string(),
}

export type AnswerHead = z.infer<z.ZodObject<typeof headShape>>

/** The head of a new answer. Its fingerprint tells the weights, as far as the same seed gives the same text. */
export function answerHead(idPrefix: string, model: string, info: EngineInfo): AnswerHead {
  return {
    id: `${idPrefix}-${randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    model,
    system_fingerprint: `latent-${info.calibrationKey}`,
  }
}

export const usageShape = z.object({
  prompt_tokens: z.number().int(),
  completion_tokens: z.number().int(),
  total_tokens: z.number().int(),
  prompt_tokens_details: z.object({ cached_tokens: z.number().int() }),
})

interface Asked {
  readonly temperature?: number | null | undefined
  readonly top_p?: number | null | undefined
  readonly seed?: number | null | undefined
  readonly stop?: string | readonly string[] | null | undefined
}

/** How the text of index `index` is drawn; undefined: the likeliest. The texts of one request differ in their seeds. */
export function samplingOf({ temperature, top_p: topP, seed }: Asked, index: number): Sampling | undefined {
  if (temperature === undefined || temperature === null || temperature === 0) return undefined
  const first = seed ?? randomInt(2 ** 32)
  const drawn = (first + index * 0x85ebca6b) % 2 ** 32
  return { temperature, topP: topP ?? 1, seed: drawn < 0 ? drawn + 2 ** 32 : drawn }
}

export function stopOf({ stop }: Asked): readonly string[] {
  return (typeof stop === 'string' ? [stop] : (stop ?? [])).filter((text) => text !== '')
}

/** Parameters of the interface that would change the answer and that this server does not have, with the values that change nothing. */
const unsupported: Readonly<Record<string, (value: unknown) => boolean>> = {
  frequency_penalty: (value) => value === 0,
  presence_penalty: (value) => value === 0,
  logit_bias: (value) => typeof value === 'object' && value !== null && Object.keys(value).length === 0,
  best_of: (value) => value === 1,
  echo: (value) => value === false,
  functions: () => false,
  function_call: (value) => value === 'none',
  audio: () => false,
  modalities: (value) => Array.isArray(value) && value.every((each) => each === 'text'),
  web_search_options: () => false,
}

/** Refuses what would be ignored although it matters. */
export function refuseUnsupported(body: Readonly<Record<string, unknown>>): void {
  for (const [name, changesNothing] of Object.entries(unsupported)) {
    const value = body[name]
    if (value !== undefined && value !== null && !changesNothing(value))
      throw badParameter(name, `This server does not have \`${name}\`.`, 'unsupported_parameter')
  }
}
