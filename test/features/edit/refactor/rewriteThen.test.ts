import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { thenToAwait } from '../../../../server/features/edit/refactor/rewriteThen.ts'
import { atCursor } from '../rewriting.ts'

/** The text with `await`; `refused: why`; or `nothing`. */
async function waiting(code: string): Promise<string> {
  return await atCursor('javascript', code, ({ source, ...site }) => {
    const rewrite = thenToAwait({ source, ...site })
    if (rewrite?.kind !== 'edit') return rewrite === undefined ? 'nothing' : `refused: ${rewrite.reason}`
    const { startOffset, endOffset, newText } = rewrite.edit
    return source.text.slice(0, startOffset) + newText + source.text.slice(endOffset)
  })
}

const sizeOf = `function [||]f(read, path) {
  return read(path)
    .then((text) => text.length)
    .catch(() => -1)
}
`

it('waits within a try where the chain catches', async () => {
  expect(await waiting(sizeOf)).toBe(`async function f(read, path) {
  try {
    const text = await read(path)
    return await text.length
  } catch {
    return -1
  }
}
`)
})

it('gives the last step back where nothing is caught', async () => {
  expect(await waiting('const f = [||](url) => {\n  return get(url).then((a) => a.json()).then((b) => ({ b }));\n};\n')).toBe(
    'const f = async (url) => {\n  const a = await get(url);\n  const b = await a.json();\n  return ({ b });\n};\n',
  )
})

it('waits for what begins with a catch', async () => {
  expect(await waiting('function [||]f(a) {\n  return a().catch(() => 1).then((b) => b)\n}\n')).toContain(
    'const b = await a().catch(() => 1)\n',
  )
})

it('puts async in front of the name of a method', async () => {
  expect(await waiting('class A {\n  static [||]f(x) {\n    return x.then((y) => y + 1)\n  }\n}\n')).toContain(
    'static async f(x) {',
  )
})

it.each([
  'async () => "abc"',
  'async () => { throw new Error("gone") }',
  'async () => undefined',
  'async () => ({ length: Promise.reject(1) })',
])('gives what was given before: %s', async (read) => {
  const run = (code: string): Promise<unknown> => runInNewContext(`${code}\nf(${read}, "a").then((x) => [x], (e) => String(e))`)
  expect(await run(await waiting(sizeOf))).toEqual(await run(sizeOf.replace('[||]', '')))
})

const ids = `function [||]f(connect, log) {
  return connect().then(({ open }) => {
    // Closed whatever happens.
    const connection = open()
    return connection
      .query('ids')
      .then((rows) => {
        const found = rows.map((row) => row.id)
        log(found.length)
        return found
      })
      .finally(() => connection.close())
  })
}
`

it('takes over the statements of its steps, chains within them and what comes last', async () => {
  expect(await waiting(ids)).toBe(`async function f(connect, log) {
  const { open } = await connect()
  // Closed whatever happens.
  const connection = open()
  try {
    const rows = await connection.query('ids')
    const found = rows.map((row) => row.id)
    log(found.length)
    return await found
  } finally {
    await connection.close()
  }
}
`)
})

it.each([
  'async () => [{ id: 1 }]',
  'async () => { throw new Error("gone") }',
  'async () => undefined',
  'async () => [{ id: 1 }, null]',
])('closes in the same order as before: %s', async (query) => {
  const run = (code: string): Promise<unknown> =>
    runInNewContext(`${code}
const events = []
const connection = { query: ${query}, close: async () => { await null; events.push('closed') } }
const connect = async () => ({ open: () => connection })
f(connect, (count) => events.push(count)).then((x) => ['gave', x], (e) => [String(e)]).then((x) => [...events, ...x])`)
  expect(await run(await waiting(ids))).toEqual(await run(ids.replace('[||]', '')))
})

it('leaves a step early where nothing handles its failure', async () => {
  const code = 'function [||]f(a) {\n  return a().then((b) => {\n    if (!b) return null\n    return b.x\n  })\n}\n'
  expect(await waiting(code)).toBe('async function f(a) {\n  const b = await a()\n  if (!b) return null\n  return b.x\n}\n')
  expect(await waiting(code.replace('\n  })\n', '\n  }).catch(() => 1)\n'))).toContain('refused: Its function has a body')
})

it.each([
  [
    'another return gives no promise',
    'function [||]f(a) {\n  if (!a) return 1\n  return a.then((b) => b)\n}\n',
    'refused: It gives something back',
  ],
  [
    'a name means something else',
    'function [||]f(a, b) {\n  return a(b).then((b) => b.x)\n}\n',
    'refused: `b` means something else',
  ],
  [
    'two steps share a name',
    'function [||]f(a) {\n  return a().then((b) => b.x).then((b) => b.y)\n}\n',
    'refused: `b` means something else',
  ],
  ['a step is written elsewhere', 'function [||]f(a) {\n  return a().then(parse)\n}\n', 'refused: It is given a function'],
  [
    'a failure has a handler of its own',
    'function [||]f(a) {\n  return a().then((b) => b, (e) => 1)\n}\n',
    'refused: `then` is given more',
  ],
  [
    'it is an accessor',
    'class A {\n  get [||]f() {\n    return a().then((b) => b)\n  }\n}\n',
    'refused: A constructor or an accessor',
  ],
  [
    'a comment stands between its steps',
    'function [||]f(a) {\n  return a()\n    // Then.\n    .then((b) => b.x)\n}\n',
    'refused: A comment stands within it',
  ],
  [
    'a step binds a name that means something else',
    'function [||]f(a, c) {\n  return a().then((b) => {\n    const c = b.x\n    return c\n  }).then((d) => d + 1)\n}\n',
    'refused: `c` means something else',
  ],
  ['the chain is not given back', 'function [||]f(a) {\n  a().then((b) => g(b))\n}\n', 'nothing'],
])('leaves alone where %s', async (_, code, expected) => {
  expect(await waiting(code)).toContain(expected)
})
