import * as z from 'zod'
import { headShape, samplingShape, usageShape } from './sharedShapes.ts'

const content = z.union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string() }))])

const call = z.object({
  id: z.string().min(1).max(256),
  type: z.literal('function'),
  function: z.object({ name: z.string(), arguments: z.string().describe('a JSON object, as the model wrote it') }),
})

const message = z.discriminatedUnion('role', [
  z.object({ role: z.literal(['system', 'developer', 'user']), content }),
  z.object({ role: z.literal('assistant'), content: content.nullish(), tool_calls: z.array(call).nullish() }),
  z.object({ role: z.literal('tool'), content, tool_call_id: z.string().describe('of an earlier call') }),
])

const toolName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, 'a name has 1 to 64 letters, digits, _ and -')

const tool = z.object({
  type: z.literal('function'),
  function: z.object({
    name: toolName,
    description: z.string().nullish(),
    parameters: z.record(z.string(), z.unknown()).nullish().describe('JSON schema of an object'),
    strict: z.boolean().nullish(),
  }),
})

const namedTool = z.object({ type: z.literal('function'), function: z.object({ name: z.string() }) })

const toolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  namedTool,
  z.object({
    type: z.literal('allowed_tools'),
    allowed_tools: z.object({ mode: z.enum(['auto', 'required']), tools: z.array(namedTool).min(1) }),
  }),
])

const responseFormat = z.discriminatedUnion('type', [
  z.object({ type: z.literal(['text', 'json_object']) }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.looseObject({ schema: z.record(z.string(), z.unknown()).nullish().describe('without one: any object') }),
  }),
])

/** What a conversation is asked with. */
export const chatAsk = z.looseObject({
  ...samplingShape,
  messages: z.array(message).min(1),
  max_completion_tokens: z.number().int().min(1).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  response_format: responseFormat.nullish(),
  tools: z.array(tool).max(128).nullish().describe('for models whose capabilities have tools; the server runs none of them'),
  tool_choice: toolChoice.nullish().describe('default auto'),
  parallel_tool_calls: z.boolean().nullish().describe('default true: an answer may have several calls'),
})

export type ChatAsk = z.infer<typeof chatAsk>
export type AskedMessage = ChatAsk['messages'][number]

const token = z.object({ token: z.string(), logprob: z.number(), bytes: z.array(z.number().int()) })

export const logprobsShape = z.object({ content: z.array(token.extend({ top_logprobs: z.array(token) })) })

/** A whole answer. */
export const chatAnswer = z.object({
  ...headShape,
  object: z.literal('chat.completion'),
  choices: z.array(
    z.object({
      index: z.number().int(),
      message: z.object({
        role: z.literal('assistant'),
        content: z.string().nullable(),
        refusal: z.null(),
        tool_calls: z.array(call).optional(),
      }),
      finish_reason: z.enum(['stop', 'length', 'tool_calls']),
      logprobs: logprobsShape.nullable(),
    }),
  ),
  usage: usageShape,
})
