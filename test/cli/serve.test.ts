import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import type OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAiClient, type Served, starterServer, stop } from './served.ts'

// OpenAI's own client against the starter model.
let served: Served
let client: OpenAI

beforeAll(async () => {
  served = await starterServer()
  client = openAiClient(served)
})
afterAll(() => stop(served))

const model = 'starter'
const gap = { model, prompt: 'def add(left, right):\n    ret', suffix: '\n\nprint(add(1, 2))\n', max_tokens: 16 }

describe('completions', () => {
  it('names the model that is loaded', async () => {
    const { data } = await client.models.list()
    expect(data).toMatchObject([{ id: model, object: 'model', context_length: 2048, capabilities: { fim: true, chat: true } }])
    expect(await client.models.retrieve(model)).toMatchObject({ id: model })
  })

  it('fill the gap before a suffix, and spell a half typed word to its end', async () => {
    const { choices, usage } = await client.completions.create({ ...gap, stop: '\n' })
    expect(choices).toMatchObject([{ text: 'urn left + right', finish_reason: 'stop' }])
    expect(usage?.prompt_tokens).toBeGreaterThan(10)
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0))
  })

  it('fill the gap of a prompt with control tokens, also those of another family of models', async () => {
    const prompts = [
      `<|fim_prefix|>${gap.prompt}<|fim_suffix|>${gap.suffix}<|fim_middle|>`,
      `<｜fim▁begin｜>${gap.prompt}<｜fim▁hole｜>${gap.suffix}<｜fim▁end｜>`,
    ]
    const { choices } = await client.completions.create({ model, prompt: prompts, max_tokens: 16, stop: ['\n', '<|fim_pad|>'] })
    expect(choices.map(({ text }) => text)).toEqual(['urn left + right', 'urn left + right'])
  })

  it('come in pieces that are the whole text, with the usage at the end', async () => {
    const whole = await client.completions.create(gap)
    let text = ''
    let reason: string | null = null
    let usage: OpenAI.CompletionUsage | undefined
    let pieces = 0
    for await (const chunk of await client.completions.create({
      ...gap,
      stream: true,
      stream_options: { include_usage: true },
    })) {
      const [choice] = chunk.choices
      text += choice?.text ?? ''
      reason = choice?.finish_reason ?? reason
      usage = chunk.usage ?? usage
      pieces += 1
    }
    expect({ text, reason }).toEqual({ text: whole.choices[0]?.text, reason: whole.choices[0]?.finish_reason })
    expect(pieces).toBeGreaterThan(5)
    expect(usage).toMatchObject({ ...whole.usage, prompt_tokens_details: expect.anything() })
    // The same prompt again costs its last tokens only.
    expect(usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThan((usage?.prompt_tokens ?? 0) / 2)
  })

  it('tell how likely their tokens are, and where each stands', async () => {
    const { choices } = await client.completions.create({ ...gap, logprobs: 3 })
    const {
      tokens = [],
      token_logprobs: logPs = [],
      text_offset: offsets = [],
      top_logprobs: tops = [],
    } = choices[0]?.logprobs ?? {}
    expect(tokens.join('')).toBe(choices[0]?.text)
    expect(offsets.map((at, index) => choices[0]?.text.startsWith(tokens[index] ?? '?', at))).toEqual(tokens.map(() => true))
    expect(logPs.every((logP) => logP !== null && logP <= 0)).toBe(true)
    // Behind the healed word each token is the likeliest of its place.
    expect(tops.slice(1).every((top, index) => top[tokens[index + 1] ?? ''] === Math.max(...Object.values(top)))).toBe(true)
    expect(tops.slice(1).every((top) => Object.keys(top).length <= 3)).toBe(true)
  })

  it('tell what they cost so far with every piece, where that is asked', async () => {
    const stream_options = { include_usage: true, continuous_usage_stats: true }
    const costs: number[] = []
    for await (const { choices, usage } of await client.completions.create({ ...gap, stream: true, stream_options }))
      if (choices[0]?.text) costs.push(usage?.completion_tokens ?? 0)
    expect(costs).toEqual([...costs.keys()].map((index) => index + 1))
  })

  it('are drawn by a seed: the same one gives the same text, another one another', async () => {
    const drawn = { model, prompt: 'The old house', max_tokens: 12, temperature: 1.2 }
    const text = async (seed: number) => (await client.completions.create({ ...drawn, seed })).choices[0]?.text
    const [first, again, ...others] = [await text(1), await text(1), await text(2), await text(3)]
    expect(again).toBe(first)
    expect(new Set([first, ...others]).size).toBeGreaterThan(1)
  })

  it('are several where several are asked for, each with its index, and their prompt counts once', async () => {
    const { choices, usage } = await client.completions.create({
      model,
      prompt: 'The old house',
      n: 3,
      temperature: 1,
      max_tokens: 8,
    })
    expect(choices.map(({ index }) => index)).toEqual([0, 1, 2])
    expect(new Set(choices.map(({ text }) => text)).size).toBeGreaterThan(1)
    expect(usage).toMatchObject({ prompt_tokens: 4, completion_tokens: 24 })
  })
})

describe('chats', () => {
  const messages = [{ role: 'user' as const, content: 'What is the capital of France? Answer with one word.' }]

  it('are answered', async () => {
    const { choices, usage } = await client.chat.completions.create({ model, messages, max_tokens: 12 })
    expect(choices).toMatchObject([{ message: { role: 'assistant' }, finish_reason: 'stop' }])
    expect(choices[0]?.message.content).toContain('Paris')
    expect(usage?.completion_tokens).toBeGreaterThan(0)
  })

  it('come in pieces, the first with the role', async () => {
    const deltas: OpenAI.ChatCompletionChunk.Choice.Delta[] = []
    let usage: unknown
    const stream = await client.chat.completions.create({
      ...{ model, messages, max_tokens: 12, stream: true as const, stream_options: { include_usage: true } },
    })
    for await (const chunk of stream) {
      deltas.push(...chunk.choices.map(({ delta }) => delta))
      usage = chunk.usage ?? usage
    }
    expect(deltas[0]?.role).toBe('assistant')
    expect(deltas.map(({ content }) => content ?? '').join('')).toContain('Paris')
    expect(usage).toMatchObject({ completion_tokens: expect.any(Number) })
  })

  it('tell how likely their tokens are', async () => {
    const { choices } = await client.chat.completions.create({ model, messages, max_tokens: 4, logprobs: true, top_logprobs: 2 })
    const told = choices[0]?.logprobs?.content ?? []
    expect(told.map(({ token }) => token).join('')).toBe(choices[0]?.message.content)
    expect(told.every(({ logprob, top_logprobs: top }) => logprob <= 0 && top.length === 2)).toBe(true)
  })

  it('keep to a schema', async () => {
    const schema = {
      ...{ type: 'object', required: ['city', 'people'], additionalProperties: false },
      properties: { city: { type: 'string', enum: ['Paris', 'Rome'] }, people: { type: 'integer' } },
    }
    const { choices } = await client.chat.completions.create({
      ...{ model, messages, max_tokens: 40 },
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
    })
    expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual({ city: expect.any(String), people: expect.any(Number) })
  })

  it('are an object of JSON where that is asked for', async () => {
    const asked = [{ role: 'user' as const, content: 'Give {"city": …} for the capital of France, as JSON.' }]
    const { choices } = await client.chat.completions.create({
      ...{ model, messages: asked, max_tokens: 60, response_format: { type: 'json_object' } },
    })
    expect(JSON.parse(choices[0]?.message.content ?? '')).toBeTypeOf('object')
  })
})

describe('what is refused', () => {
  const chat = (more: object) =>
    client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hi' }], ...more } as never)

  it.each([
    ['another model', { model: 'gpt-5' }, 404, 'model_not_found', 'model'],
    ['a number out of its range', { temperature: 3 }, 400, 'invalid_value', 'temperature'],
    ['what this server does not have', { presence_penalty: 1 }, 400, 'unsupported_parameter', 'presence_penalty'],
    [
      'a message of no known form',
      { messages: [{ role: 'user', content: [{ type: 'image_url' }] }] },
      400,
      'invalid_value',
      'messages.0.content',
    ],
  ])('%s', async (_what, more, status, code, param) => {
    await expect(chat(more)).rejects.toMatchObject({ status, code, param })
  })

  it('a prompt that does not fit', async () => {
    const prompt = 'a b c d e f g h\n'.repeat(400)
    await expect(client.completions.create({ model, prompt })).rejects.toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
    })
  })

  it('a path that nothing answers, in the form of the interface', async () => {
    await expect(client.embeddings.create({ model, input: 'a' })).rejects.toMatchObject({ status: 404, code: 'unknown_url' })
  })
})

it('answers curl', () => {
  const body = JSON.stringify({ ...gap, stop: ['\n'] })
  const answer = execFileSync('curl', ['-sS', `${served.address}/v1/completions`, '--json', body], { encoding: 'utf8' })
  expect(JSON.parse(answer)).toMatchObject({ object: 'text_completion', choices: [{ text: 'urn left + right' }] })
})

it('stops writing when its client leaves', async () => {
  const leaving = new AbortController()
  const asked = { model, prompt: 'The numbers from 1 to 1000: 1, 2, 3,', max_tokens: 1500, stream: true as const }
  const stream = await client.completions.create(asked, { signal: leaving.signal })
  for await (const _ of stream) break
  leaving.abort()
  const underWay = async () =>
    (await (await fetch(`${served.address}/metrics`)).text()).match(/^latent_requests_under_way (\d+)$/m)?.[1]
  await expect.poll(underWay, { timeout: 20_000 }).toBe('0')
  // Both sequences are free: nobody waits for the 1500 tokens.
  const both = await Promise.all([client.completions.create(gap), client.completions.create(gap)])
  expect(both).toHaveLength(2)
})

it('says nothing of prompts and code in its log', () => {
  expect(served.said()).toContain('POST /v1/completions 200')
  expect(served.said()).not.toMatch(/left|Paris|France|house/)
})

describe('given texts', () => {
  const score = async (body: object) => {
    const response = await fetch(`${served.address}/v1/score`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model, ...body }),
    })
    return { status: response.status, body: (await response.json()) as { scores: Score[]; usage: { total_tokens: number } } }
  }
  interface Score {
    readonly logprobs: readonly number[]
    readonly lengths: readonly number[]
    readonly end_logprob?: number
  }
  const asked = { prompt: 'def add(left, right):\n    return ', suffix: '\n', continuations: ['left + right', 'left - right'] }
  const sum = (score: Score | undefined) => (score?.logprobs ?? []).reduce((total, logP) => total + logP, 0)

  it('are weighed: what belongs there is likelier', async () => {
    const { scores, usage } = (await score(asked)).body
    expect(sum(scores[0])).toBeGreaterThan(sum(scores[1]))
    for (const { lengths } of scores) expect(lengths.reduce((total, length) => total + length, 0)).toBe('left + right'.length)
    expect(scores[0]).not.toHaveProperty('end_logprob')
    expect(usage.total_tokens).toBeGreaterThan(10)
  })

  it('are weighed alike each time, with how likely the text ends behind them where that is asked', async () => {
    const [first, again] = [await score({ ...asked, ends: true }), await score({ ...asked, ends: true })]
    expect(again.body.scores).toEqual(first.body.scores)
    for (const { end_logprob: end = 1 } of first.body.scores) expect(end).toBeLessThan(0)
  })

  it('are counted in tokens, without looking for control tokens', async () => {
    const count = async (prompt: string) => {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ model, prompt })
      const response = await fetch(`${served.address}/tokenize`, { method: 'POST', headers, body })
      return ((await response.json()) as { count: number }).count
    }
    expect(await count('hello world')).toBe(2)
    expect(await count('<|im_end|>')).toBeGreaterThan(3)
  })

  it('are refused where there are none, or of another model', async () => {
    expect((await score({ ...asked, continuations: [] })).status).toBe(400)
    expect((await score({ ...asked, model: 'other' })).status).toBe(404)
  })
})

it('ends with Ctrl-C', async () => {
  const gone = once(served.child, 'exit')
  served.child.kill('SIGINT')
  expect(await gone).toEqual([0, null])
})
