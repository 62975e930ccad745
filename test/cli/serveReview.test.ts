import { afterAll, beforeAll, expect, it } from 'vitest'
import { faulty } from './code.ts'
import { type Served, startServe, stop } from './served.ts'

let served: Served

beforeAll(async () => {
  served = await startServe(['--model', 'starter', '--parallel', '1'])
})
afterAll(() => stop(served))

async function post(path: string, body: object): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(served.address + path, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

it('reviews a text that is sent', async () => {
  const { status, text } = await post('/v1/review', { path: 'src/clock.ts', text: faulty })
  expect(status).toBe(200)
  expect(JSON.parse(text)).toMatchObject({
    object: 'review',
    findings: [
      { path: 'clock.ts', start: { line: 5 }, quote: 'minutes', fixes: [{ verified: true, edits: [{ newText: 'seconds' }] }] },
    ],
  })
})

it('tells what it finds as it goes', async () => {
  const { text } = await post('/v1/review', { path: 'clock.ts', text: faulty, stream: true })
  const events = text.split('\n\n').filter((line) => line.startsWith('data: {'))
  const types = events.map((line) => (JSON.parse(line.slice(6)) as { readonly type: string }).type)
  expect(types).toEqual(expect.arrayContaining(['progress', 'finding']))
  expect(types.at(-1)).toBe('end')
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
})

it('writes lines anew as an instruction says', async () => {
  const code =
    'export function total(prices: number[]): number {\n  let sum = 0\n  for (const price of prices) sum += price\n  return sum\n}\n'
  const { status, text } = await post('/v1/edit', {
    ...{ path: 'total.ts', text: code, first_line: 1, last_line: 5 },
    instruction: 'Rename the variable sum to result',
  })
  expect(status).toBe(200)
  expect(JSON.parse(text)).toMatchObject({ kind: 'proposed', text: code.replaceAll('sum', 'result') })
})

it.each([
  ['/v1/review', { text: faulty }, 'path'],
  ['/v1/review', { path: 'a.ts', text: 'a\u0000b' }, 'text'],
  ['/v1/review', { path: 'a.ts', text: 'a\n', first_line: 9 }, 'first_line'],
  ['/v1/review', { path: 'a.ts', text: 'a\nb\n', first_line: 2, last_line: 1 }, 'first_line'],
  ['/v1/edit', { path: 'a.ts', text: 'a\n', first_line: 2, last_line: 9, instruction: 'x' }, 'last_line'],
])('%s tells which parameter is wrong', async (path, body, param) => {
  const { status, text } = await post(path, body)
  expect(status).toBe(400)
  expect(JSON.parse(text)).toMatchObject({ error: { type: 'invalid_request_error', param } })
})

it('is described by a document of OpenAPI that names every route', async () => {
  const document = (await (await fetch(`${served.address}/openapi.json`)).json()) as {
    readonly openapi: string
    readonly paths: Readonly<Record<string, unknown>>
  }
  expect(document.openapi).toMatch(/^3\.1/)
  expect(Object.keys(document.paths).sort()).toEqual([
    ...[
      '/healthz',
      '/metrics',
      '/tokenize',
      '/v1/chat/completions',
      '/v1/completions',
      '/v1/edit',
      '/v1/models',
      '/v1/models/{model}',
      '/v1/review',
      '/v1/score',
    ],
  ])
  expect(JSON.stringify(document.paths['/v1/completions'])).toContain('"suffix"')
})
