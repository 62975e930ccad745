import type OpenAI from 'openai'
import { LengthFinishReasonError } from 'openai/core/error'
import { zodResponseFormat } from 'openai/helpers/zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { openAiClient, type Served, starterServer, stop } from './served.ts'

// OpenAI's own client and its helpers for formats of answers, against the starter model.
let served: Served
let client: OpenAI

beforeAll(async () => {
  served = await starterServer()
  client = openAiClient(served)
})
afterAll(() => stop(served))

const model = 'starter'
const messages = [{ role: 'user' as const, content: 'Tell me of Paris: country, rivers, inhabitants. Answer as JSON.' }]
const place = z.object({
  country: z.string().max(30),
  rivers: z
    .array(z.object({ name: z.string().max(20), lengthKm: z.number().int().nullable() }))
    .min(1)
    .max(2),
  size: z.enum(['small', 'large']),
  population: z.union([z.number().int(), z.string().max(20)]),
})

type Asked = Partial<OpenAI.ChatCompletionCreateParamsNonStreaming>
const ask = async (more: Asked) => await client.chat.completions.create({ model, messages, max_tokens: 250, ...more })
const contentOf = ({ choices }: OpenAI.ChatCompletion) => choices[0]?.message.content ?? ''

it('A format of text is none', async () => {
  const short = { max_tokens: 12 }
  expect(contentOf(await ask({ ...short, response_format: { type: 'text' } }))).toBe(contentOf(await ask(short)))
})

describe('An object of JSON', () => {
  const object = z.record(z.string(), z.unknown())

  it('is what the answer is, also in a stream and where a schema is announced and not given', async () => {
    const capital = [{ role: 'user' as const, content: 'Give {"city": …} for the capital of France, as JSON.' }]
    const asked = { model, messages: capital, max_tokens: 60, response_format: { type: 'json_object' as const } }
    const whole = await client.chat.completions.create(asked)
    expect(whole.choices[0]?.finish_reason).toBe('stop')
    expect(object.safeParse(JSON.parse(contentOf(whole))).success).toBe(true)
    let streamed = ''
    for await (const { choices } of await client.chat.completions.create({ ...asked, stream: true }))
      streamed += choices[0]?.delta.content ?? ''
    expect(streamed).toBe(contentOf(whole))
    const unsaid = await ask({ ...asked, response_format: { type: 'json_schema', json_schema: { name: 'any' } } })
    expect(contentOf(unsaid)).toBe(contentOf(whole))
  })
})

describe('An answer by a schema', () => {
  const format = zodResponseFormat(place, 'place')

  it('is read by the helper of the client', async () => {
    const { choices } = await client.chat.completions.parse({ model, messages, max_tokens: 250, response_format: format })
    expect(place.parse(choices[0]?.message.parsed)).toEqual(JSON.parse(choices[0]?.message.content ?? ''))
    expect(choices[0]?.message.refusal).toBeNull()
  })

  it('comes in pieces that the helper joins to the same', async () => {
    const asked = { model, messages, max_tokens: 250, response_format: format }
    const stream = client.chat.completions.stream(asked)
    const told: unknown[] = []
    stream.on('content.delta', ({ parsed }) => told.push(parsed))
    const { choices } = await stream.finalChatCompletion()
    expect(choices[0]?.message.parsed).toEqual((await client.chat.completions.parse(asked)).choices[0]?.message.parsed)
    expect(told.length).toBeGreaterThan(3)
  })

  it('is valid whatever is drawn', async () => {
    const { choices } = await ask({ response_format: format, temperature: 2, seed: 5, n: 4, max_tokens: 600 })
    for (const { message, finish_reason: reason } of choices) {
      expect(reason).toBe('stop')
      expect(place.safeParse(JSON.parse(message.content ?? '')).error).toBeUndefined()
    }
    expect(new Set(choices.map(({ message }) => message.content)).size).toBe(4)
  })

  it('that is cut off says so, by which the helper knows it', async () => {
    const cut = client.chat.completions.parse({ model, messages, max_tokens: 5, response_format: format })
    await expect(cut).rejects.toBeInstanceOf(LengthFinishReasonError)
  })
})

describe('What is refused', () => {
  const schema = (held: object) => ({ type: 'json_schema', json_schema: { name: 'answer', schema: held } })

  it.each<[string, object, string, string]>([
    ['a format of no known kind', { type: 'xml' }, 'invalid_value', 'response_format.type'],
    ['a format without a kind', {}, 'invalid_value', 'response_format.type'],
    ['a schema that is none', schema([]), 'invalid_value', 'response_format.json_schema.schema'],
    ['no word of the schema', { type: 'json_schema' }, 'invalid_value', 'response_format.json_schema'],
    ['an unknown type', schema({ type: 'date' }), 'invalid_json_schema', 'response_format'],
    ['what nothing can hold an answer to', schema({ type: 'string', pattern: 'x' }), 'invalid_json_schema', 'response_format'],
  ])('%s', async (_what, format, code, param) => {
    await expect(ask({ response_format: format } as Asked)).rejects.toMatchObject({ status: 400, code, param })
  })

  it('log-probabilities beside a format', async () => {
    const asked = ask({ response_format: { type: 'json_object' }, logprobs: true })
    await expect(asked).rejects.toMatchObject({ status: 400, code: 'unsupported_parameter', param: 'logprobs' })
  })
})
