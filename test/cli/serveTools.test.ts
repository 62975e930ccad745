import { Ajv2020 } from 'ajv/dist/2020.js'
import type OpenAI from 'openai'
import { zodFunction } from 'openai/helpers/zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { openAiClient, type Served, starterServer, stop, tinyServer } from './served.ts'

// OpenAI's own client against the starter model, whose chat template has a form for tools.
let served: Served
let client: OpenAI

beforeAll(async () => {
  served = await starterServer()
  client = openAiClient(served)
})
afterAll(() => stop(served))

const model = 'starter'
const messages = [{ role: 'user' as const, content: 'What is the weather in Paris?' }]
const weather = {
  type: 'object',
  properties: {
    city: { type: 'string', maxLength: 40 },
    unit: { enum: ['celsius', 'fahrenheit'] },
    days: { type: 'integer', minimum: 1, maximum: 7 },
  },
  required: ['city', 'days'],
  additionalProperties: false,
}
const note = {
  type: 'object',
  properties: {
    title: { type: 'string', minLength: 3, maxLength: 30 },
    tags: { type: 'array', items: { enum: ['home', 'work', 'trip'] }, minItems: 1, maxItems: 3 },
    due: {
      anyOf: [
        { type: 'null' },
        { type: 'object', properties: { day: { type: 'integer', minimum: 1, maximum: 31 } }, required: ['day'] },
      ],
    },
  },
  required: ['title', 'tags', 'due'],
}
const schemas: Readonly<Record<string, object>> = { get_weather: weather, save_note: note }
const tools = Object.entries(schemas).map(([name, parameters]) => ({
  type: 'function' as const,
  function: { name, description: name.replace('_', ' '), parameters: parameters as Record<string, unknown> },
}))

type Asked = Partial<OpenAI.ChatCompletionCreateParamsNonStreaming>
const ask = (more: Asked) => client.chat.completions.create({ model, messages, tools, max_tokens: 160, ...more })

/** The calls of an answer by name and arguments, whose arguments have to be valid. */
function checkedCalls(calls: readonly OpenAI.ChatCompletionMessageToolCall[] | undefined) {
  return (calls ?? []).map((call) => {
    if (call.type !== 'function') expect.fail('only functions were offered')
    const given: unknown = JSON.parse(call.function.arguments)
    const ajv = new Ajv2020({ allErrors: true })
    expect(ajv.validate(schemas[call.function.name] ?? false, given), ajv.errorsText()).toBe(true)
    return { name: call.function.name, given }
  })
}

describe('A call that is required', () => {
  it('is there, with a name, an id and valid arguments', async () => {
    const { choices, usage } = await ask({ tool_choice: 'required', parallel_tool_calls: false })
    expect(choices).toMatchObject([
      {
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: null,
          tool_calls: [{ type: 'function', id: expect.stringMatching(/^call_\w+$/) }],
        },
      },
    ])
    expect(checkedCalls(choices[0]?.message.tool_calls)).toMatchObject([{ name: 'get_weather', given: { city: 'Paris' } }])
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0))
  })

  it('is valid whatever is drawn', async () => {
    const { choices } = await ask({
      tool_choice: 'required',
      parallel_tool_calls: false,
      temperature: 2,
      seed: 7,
      n: 4,
      max_tokens: 600,
    })
    expect(choices).toHaveLength(4)
    for (const { message, finish_reason: reason } of choices) {
      expect(reason).toBe('tool_calls')
      expect(checkedCalls(message.tool_calls)).toHaveLength(1)
    }
  })

  it('is of the tool that is named, and of those that are allowed', async () => {
    const named = await ask({ tool_choice: { type: 'function', function: { name: 'save_note' } } })
    expect(checkedCalls(named.choices[0]?.message.tool_calls)).toMatchObject([{ name: 'save_note' }])
    const save = { type: 'function', function: { name: 'save_note' } }
    const allowed = await ask({ tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [save] } } })
    expect(checkedCalls(allowed.choices[0]?.message.tool_calls)[0]?.name).toBe('save_note')
  })

  it('comes in pieces that the client joins to the same', async () => {
    const asked = { model, messages, tools, tool_choice: 'required' as const, parallel_tool_calls: false, max_tokens: 160 }
    const chunks: OpenAI.ChatCompletionChunk[] = []
    const stream = client.chat.completions.stream({ ...asked, stream_options: { include_usage: true } })
    stream.on('chunk', (chunk) => chunks.push(chunk))
    const joined = (await stream.finalChatCompletion()).choices[0]
    expect(joined?.finish_reason).toBe('tool_calls')
    expect(checkedCalls(joined?.message.tool_calls)).toEqual(checkedCalls((await ask(asked)).choices[0]?.message.tool_calls))
    const deltas = chunks.flatMap(({ choices }) => choices.flatMap(({ delta }) => delta.tool_calls ?? []))
    expect(deltas[0]).toEqual({
      ...{ index: 0, id: expect.stringMatching(/^call_\w+$/), type: 'function' },
      function: { name: 'get_weather', arguments: '' },
    })
    expect(deltas.slice(1).every((delta) => delta.index === 0 && delta.id === undefined)).toBe(true)
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: null })
    expect(chunks.at(-2)?.choices).toMatchObject([{ delta: {}, finish_reason: 'tool_calls' }])
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } })
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1)
  })

  it('is text where the answer ends before it is whole', async () => {
    const { choices } = await ask({ tool_choice: 'required', max_tokens: 8 })
    expect(choices).toMatchObject([{ finish_reason: 'length', message: { content: expect.stringContaining('<tool_call>') } }])
    expect(choices[0]?.message.tool_calls).toBeUndefined()
  })
})

describe('A model that may choose', () => {
  it('calls what helps', async () => {
    const { choices } = await ask({ tools: tools.slice(0, 1) })
    expect(checkedCalls(choices[0]?.message.tool_calls)).toMatchObject([{ name: 'get_weather', given: { city: 'Paris' } }])
  })

  it('calls nothing where it must not, and goes by what came of earlier calls', async () => {
    const call = {
      id: 'call_1',
      type: 'function' as const,
      function: { name: 'get_weather', arguments: '{"city": "Paris", "days": 1}' },
    }
    const { choices } = await ask({
      tool_choice: 'none',
      messages: [
        ...messages,
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'tool', tool_call_id: 'call_1', content: '{"celsius": 23, "sky": "cloudless"}' },
        { role: 'user', content: 'So how warm is it there? Answer with one sentence.' },
      ],
    })
    expect(choices[0]?.message.tool_calls).toBeUndefined()
    // Which of the two it tells is the small model's choice; both are in what the call brought and nowhere else.
    expect(choices[0]?.message.content).toMatch(/23|cloudless/)
  })
})

describe('A strict tool that a model may choose', () => {
  const city = z.object({
    city: z.string().max(40),
    unit: z.enum(['celsius', 'fahrenheit']),
    days: z.number().int().min(1).max(7),
  })
  const strict = zodFunction({ name: 'get_weather', description: 'weather of a city', parameters: city })

  it('is called with arguments by its schema, which the helper of the client reads', async () => {
    const { choices } = await client.chat.completions.parse({ model, messages, tools: [strict], max_tokens: 160 })
    expect(choices[0]?.finish_reason).toBe('tool_calls')
    expect(choices[0]?.message.content).toBeNull()
    const [call] = choices[0]?.message.tool_calls ?? []
    expect(city.parse(call?.function.parsed_arguments).city).toBe('Paris')
  })

  it('is called so whatever is drawn', async () => {
    const drawn = { tools: [strict], max_tokens: 200, temperature: 0.7, seed: 11, n: 4 }
    const calls = (await ask(drawn)).choices.flatMap(({ message }) => message.tool_calls ?? [])
    expect(calls.length).toBeGreaterThan(0)
    for (const call of calls)
      if (call.type === 'function') expect(city.safeParse(JSON.parse(call.function.arguments)).error).toBeUndefined()
  })

  it('comes in pieces that the client joins to the same', async () => {
    const asked = { model, messages, tools: [strict], max_tokens: 160 }
    const [joined] = (await client.chat.completions.stream(asked).finalChatCompletion()).choices
    const [whole] = (await client.chat.completions.parse(asked)).choices
    const given = (choice: typeof whole) => choice?.message.tool_calls?.map((call) => call.function.parsed_arguments)
    expect(given(joined)).toEqual(given(whole))
    expect(joined?.finish_reason).toBe('tool_calls')
  })

  it('is not called where it does not help', async () => {
    const capital = [{ role: 'user' as const, content: 'What is the capital of France? Answer with one word.' }]
    const { choices } = await ask({ messages: capital, tools: [strict], max_tokens: 30 })
    expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: expect.stringContaining('Paris') } })
    expect(choices[0]?.message.tool_calls).toBeUndefined()
  })
})

it("The client's helper that runs tools gets its calls and sends back what came of them", async () => {
  const calls: unknown[] = []
  const runnable = {
    type: 'function' as const,
    function: {
      ...{ name: 'get_weather', description: 'weather of a city', parameters: weather, parse: JSON.parse },
      function: (given: unknown) => {
        calls.push(given)
        return { celsius: 23 }
      },
    },
  }
  const asked = { model, messages, tools: [runnable], max_tokens: 160 }
  const once = client.chat.completions.runTools({
    ...asked,
    tool_choice: { type: 'function', function: { name: 'get_weather' } },
  })
  expect(await once.finalFunctionToolCallResult()).toBe('{"celsius":23}')
  // Here the second answer is asked for with the first one's call and its result.
  const turns = client.chat.completions.runTools({ ...asked, stream: true }, { maxChatCompletions: 2 })
  await turns.done()
  expect(turns.messages.slice(1, 4)).toMatchObject([
    { role: 'assistant', tool_calls: [{ function: { name: 'get_weather' } }] },
    { role: 'tool', content: '{"celsius":23}' },
    { role: 'assistant' },
  ])
  expect(calls.length).toBeGreaterThanOrEqual(2)
  expect(calls[0]).toMatchObject({ city: 'Paris' })
})

describe('What is refused', () => {
  const tool = (more: object) => [{ type: 'function', function: { name: 'f', ...more } }]

  it.each<[string, object, string, string]>([
    ['a name that is none', { tools: tool({ name: 'a b' }) }, 'invalid_value', 'tools.0.function.name'],
    ['two of one name', { tools: [...tool({}), ...tool({})] }, 'invalid_value', 'tools'],
    ['arguments that are no object', { tools: tool({ parameters: { type: 'string' } }) }, 'invalid_json_schema', 'tools'],
    [
      'a required call by a schema that nothing can hold it to',
      { tools: tool({ parameters: { properties: { a: { type: 'string', pattern: 'x' } } } }), tool_choice: 'required' },
      'invalid_json_schema',
      'tools',
    ],
    [
      'a strict tool by such a schema',
      { tools: tool({ strict: true, parameters: { properties: { a: { type: 'string', pattern: 'x' } } } }) },
      'invalid_json_schema',
      'tools',
    ],
    ['huge tools', { tools: tool({ description: 'x'.repeat(300_000) }) }, 'invalid_value', 'tools'],
    ['a choice of none', { tools: undefined, tool_choice: 'required' }, 'invalid_value', 'tool_choice'],
    ['a choice of another', { tool_choice: { type: 'function', function: { name: 'rm' } } }, 'invalid_value', 'tool_choice'],
    ['a format beside', { response_format: { type: 'json_object' } }, 'unsupported_parameter', 'response_format'],
    ['log-probabilities', { logprobs: true }, 'unsupported_parameter', 'logprobs'],
    [
      'a result of no call',
      { messages: [...messages, { role: 'tool', tool_call_id: 'x', content: '' }] },
      'invalid_value',
      'messages.1.tool_call_id',
    ],
  ])('%s', async (_what, more, code, param) => {
    await expect(ask(more as Asked)).rejects.toMatchObject({ status: 400, code, param })
  })
})

describe('A model without a form for tools', () => {
  it('says so, and refuses them with a way out', async () => {
    const tiny = await tinyServer()
    const other = openAiClient(tiny)
    const [listed] = (await other.models.list()).data
    expect(listed).toMatchObject({ capabilities: { tools: false } })
    const asked = other.chat.completions.create({ model: listed?.id ?? '', messages, tools })
    await expect(asked).rejects.toMatchObject({ status: 400, code: 'unsupported_parameter', param: 'tools' })
    await expect(asked).rejects.toThrow(/tiny.*cannot call tools.*"starter"/)
  })

  it('keeps to schemas whatever it draws', async () => {
    const tiny = await tinyServer()
    const other = openAiClient(tiny)
    const id = (await other.models.list()).data[0]?.id ?? ''
    for (const schema of Object.values(schemas)) {
      const { choices } = await other.chat.completions.create({
        ...{ model: id, messages, n: 8, temperature: 2, seed: 3, max_tokens: 900 },
        response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: schema as Record<string, unknown> } },
      })
      // A model of random numbers also draws bytes that are no text: they are told as other characters than the rules counted.
      const isText = (content: string | null) => content?.includes('\uFFFD') === false
      const whole = choices.filter(({ finish_reason: reason, message }) => reason === 'stop' && isText(message.content))
      expect(whole.length).toBeGreaterThan(0)
      for (const { message } of whole) expect(new Ajv2020().validate(schema, JSON.parse(message.content ?? ''))).toBe(true)
    }
  })
})
