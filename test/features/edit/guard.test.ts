import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { TypeChecker } from '../../../server/context/typeCheck.ts'
import { guarded } from '../../../server/features/edit/guard.ts'
import { readRange } from '../../marks.ts'
import { ScriptedEngine } from '../review/scriptedEngine.ts'
import { parser } from './rewriting.ts'

const types = new TypeChecker()
const engine = new ScriptedEngine({})
const never = new AbortController().signal

interface Asked {
  readonly language?: string
  readonly keepsSignature?: boolean
  readonly keepsBehaviour?: boolean
}

/** `proposed`, or the reason against replacing the marked range. */
async function judged(marked: string, newText: string, asked: Asked = {}): Promise<string> {
  const { language = 'typescript', keepsSignature = true, keepsBehaviour = true } = asked
  const { text, start, end } = readRange(marked)
  const source = new SourceText('guarded', language, text)
  const edit = { startOffset: start, endOffset: end, newText }
  const outcome = await guarded(
    { source, edit, title: 'Edit', keepsSignature, keepsBehaviour },
    { engine, parser, typeChecker: types },
    never,
  )
  return outcome.kind === 'proposed' ? 'proposed' : outcome.reason
}

it('proposes what passes, with its checks, the hash of the text and the range', async () => {
  const source = new SourceText('guarded', 'typescript', 'export const a: number = 1 + 2\n')
  const edit = { startOffset: 25, endOffset: 30, newText: '3 - 0' }
  const ask = { source, edit, title: 'Edit', keepsSignature: true, keepsBehaviour: false, notes: ['Look.'] }
  expect(await guarded(ask, { engine, parser, typeChecker: types }, never)).toEqual({
    kind: 'proposed',
    proposal: {
      title: 'Edit',
      edits: [{ range: { start: { line: 0, character: 25 }, end: { line: 0, character: 30 } }, newText: '3 - 0' }],
      baseHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      checks: { parses: true, restUnchanged: true, newTypeErrors: 0, signatureUnchanged: true },
      notes: ['Look.'],
    },
  })
})

it.each([
  ['a mark that reverses what follows', "const a = '\u202e'"],
  ['a control character', "const a = '\u001b[2J'"],
  ['a blank without width', 'const a\u200b = 1'],
])('refuses %s, unless the code had it before', async (_, newText) => {
  const lenient = { keepsSignature: false, keepsBehaviour: false, language: 'toml' }
  expect(await judged('[|const a = 1|]\n', newText, lenient)).toBe('It brings in characters that nobody sees.')
  expect(await judged(`[|${newText} |]\n`, newText, lenient)).toBe('proposed')
})

it('says that a model whose answers tell nothing was not asked', async () => {
  const source = new SourceText('guarded', 'javascript', 'f(a)\n')
  const edit = { startOffset: 0, endOffset: 4, newText: 'f( a )' }
  const outcome = await guarded(
    { source, edit, title: 'Edit', keepsSignature: true, keepsBehaviour: true },
    { engine, parser },
    never,
  )
  expect(outcome).toMatchObject({ kind: 'proposed', proposal: { notes: [expect.stringContaining('cannot tell')] } })
})

it('lets text of a language without a grammar through, and says so', async () => {
  const source = new SourceText('a.toml', 'toml', 'a = 1\n')
  const edit = { startOffset: 4, endOffset: 5, newText: '2' }
  const outcome = await guarded(
    { source, edit, title: 'Edit', keepsSignature: true, keepsBehaviour: true },
    { engine, parser },
    never,
  )
  expect(outcome).toMatchObject({
    kind: 'proposed',
    proposal: { checks: { parses: false }, notes: [expect.stringContaining('grammar')] },
  })
})

it('stops when the signal is aborted', async () => {
  const source = new SourceText('guarded', 'javascript', 'f(a)\n')
  const ask = {
    source,
    edit: { startOffset: 2, endOffset: 3, newText: 'b' },
    title: 'Edit',
    keepsSignature: true,
    keepsBehaviour: true,
  }
  await expect(guarded(ask, { engine, parser }, AbortSignal.abort())).rejects.toThrow()
})

/** Each once, by a set of those that were seen. */
const bySet =
  'seen = set()\n    out = []\n    for x in a:\n        if x not in seen:\n            seen.add(x)\n            out.append(x)\n    return out'

describe('Text', () => {
  it.each([
    ['nothing changes', 'f([|a|])', 'a', 'There is nothing to change.'],
    ['it does not parse', 'f([|a|])', 'a +', 'The new text does not parse.'],
    ['it takes in the code behind it', 'f()\n[|a()|]; b()\n', 'a() //', 'It changes how the code around it is read.'],
    ['it brings in a type error', 'export const n: number = [|1|]\n', '"1"', 'It brings in a new type error.'],
  ])('is refused where %s', async (_, marked, newText, reason) => {
    expect(await judged(marked, newText, { keepsBehaviour: false })).toBe(reason)
  })
})

describe('What other code may rely on', () => {
  const cart = `export class Cart {\n  items: Item[] = []\n  total(rate = 0.2): number {\n    return [|this.items.length * rate|]\n  }\n}\ninterface Item { price: number }\n`
  it('may not have anything to do with the edit', async () => {
    expect(await judged(cart, 'rate * this.items.length')).toBe('proposed')
  })
  it.each([
    ['a parameter', 'typescript', 'export function f([|a: number|]) { return 1 }', 'a: number, b = 1', 'f'],
    ['a default', 'typescript', 'export function f([|a = 1|]) { return a }', 'a = 2', 'f'],
    ['a name', 'javascript', 'function [|f|](a) { return a }', 'g', 'f'],
    ['what is returned', 'typescript', 'export function f(a: number): [|number|] { return a }', 'number | undefined', 'f'],
    ['a method', 'typescript', 'class A { [|get|](a: number) { return a } }', 'set', 'A.get'],
    ['async', 'javascript', '[|function|] f(a) { return a }', 'async function', 'f'],
    ['an export', 'typescript', '[|export const a = 1|]\nexport const b = 2', '', 'a'],
    ['a new export', 'typescript', 'export const a = 1\n[|const b = 2|]', 'export const b = 2', 'b'],
    ['a list of exports', 'javascript', 'const a = 1\nexport { [|a|] }', 'a as b', 'export { a }'],
    ['a field of an interface', 'typescript', 'export interface A { [|b|]: string }', 'c', 'A'],
    ['an alias', 'typescript', 'export type A = [|string|]', 'string | number', 'A'],
    ['a base class', 'python', 'class A([|B|]):\n    pass\n', 'C', 'A'],
    ['a parameter of Python', 'python', 'def f(a[||]):\n    return 1\n'.replace('[||]', '[|, b=1|]'), '', 'f'],
    ['a decorator', 'python', '[|@cached|]\ndef f(a):\n    return 1\n', '@other', 'f'],
    ['a constant of Python', 'python', '[|LIMIT|] = 3\n', 'MOST', 'LIMIT'],
    [
      'a method of Go',
      'go',
      'package a\n\nfunc (c *Cart) Total([|rate int|]) int { return rate }\n',
      'rate, x int',
      'Cart.Total',
    ],
    ['a method of Java', 'java', 'class A { int f([|int a|]) { return 1; } }', 'long a', 'A.f'],
    ['a function of Rust', 'rust', 'pub fn f(a: [|u8|]) -> u8 { 1 }', 'u16', 'f'],
  ])('%s', async (_, language, marked, newText, name) => {
    const options = { language, keepsBehaviour: false }
    expect(await judged(marked, newText, options)).toBe(`It changes how \`${name}\` is declared, which other code may rely on.`)
    expect(await judged(marked, newText, { ...options, keepsSignature: false })).not.toContain('rely on')
  })
  it.each([
    ['a comment and the layout', 'typescript', 'export function f([|a: number|]) { return a }', '\n  a: number, // first\n'],
    ['a function beside it that nobody imports', 'typescript', 'export const a = 1[| |]\n', '\nfunction g() { return 2 }\ng()\n'],
    ['the value of a constant', 'typescript', 'export const a: number = [|1|]\n', '2 - 1'],
    ['a variable of a function', 'python', 'def f():\n    [|a|] = 1\n    return 2\n', 'b'],
  ])('is left as it was by %s', async (_, language, marked, newText) => {
    expect(await judged(marked, newText, { language, keepsBehaviour: false })).toBe('proposed')
  })
})

describe('Code that is to do the same', () => {
  const sum = (body: string) => `export function f(xs: number[], limit: number): number {\n${body}\n}\n`
  it.each([
    [
      'a loop as reduce',
      sum('  [|let t = 0\n  for (let i = 0; i < xs.length; i++) t += xs[i]! * limit\n  return t|]'),
      'return xs.reduce((t, x) => t + x * limit, 0)',
    ],
    [
      'a variable by another name',
      sum('  [|const a = xs.length\n  return a * limit|]'),
      'const size = xs.length\n  return size * limit',
    ],
    [
      'the branches the other way round',
      sum('  [|if (xs.length < limit) return 3\n  return 4|]'),
      'if (xs.length >= limit) return 4\n  return 3',
    ],
    [
      'a part in a function of its own',
      sum('  [|return Math.sqrt(limit) + 7|]'),
      'const root = () => Math.sqrt(limit)\n  return root() + 7',
    ],
    [
      'a set that is only asked what it holds',
      sum('  [|return xs.filter((x) => xs.includes(x - limit)).length|]'),
      'const known = new Set(xs)\n  return xs.filter((x) => known.has(x - limit)).length',
    ],
    [
      'a set for a list that left out equal elements',
      sum(
        '  [|const found: number[] = []\n  for (const x of xs) if (!found.includes(x)) found.push(x)\n  return found.length * limit|]',
      ),
      'return [...new Set(xs)].length * limit',
    ],
    [
      'a set by which elements are passed over, for a list that was searched',
      sum(
        '  [|const found: number[] = []\n  for (const x of xs) {\n    if (found.includes(x)) continue\n    found.push(x)\n  }\n  return found.length * limit|]',
      ),
      'const seen = new Set<number>()\n  const found: number[] = []\n  for (const x of xs) {\n    if (seen.has(x)) continue\n    seen.add(x)\n    found.push(x)\n  }\n  return found.length * limit',
    ],
    [
      'a set that says which elements were there, for a list that was searched',
      sum(
        '  [|const found: number[] = []\n  for (const x of xs) if (!found.includes(x)) found.push(x)\n  return found.length * limit|]',
      ),
      'const seen = new Set<number>()\n  const found: number[] = []\n  for (const x of xs) if (!seen.has(x)) {\n    seen.add(x)\n    found.push(x)\n  }\n  return found.length * limit',
    ],
  ])('%s', async (_, marked, newText) => {
    expect(await judged(marked, newText)).toBe('proposed')
  })
  it.each([
    ['a call that is gone', 'javascript', 'function f(a) { [|log(a); return a|] }', 'return a', 'It no longer calls `log`.'],
    [
      'a call that is new',
      'javascript',
      'function f(a) { [|return a|] }',
      'exec(a); return a',
      'It calls `exec`, unlike before.',
    ],
    [
      'another text',
      'javascript',
      'function f(a) { [|return a + "ms"|] }',
      'return a + "s"',
      'It no longer has the constant `ms`.',
    ],
    ['another number', 'python', 'def f(a):\n    return [|a + 10|]\n', 'a + 11', 'It no longer has the constant `10`.'],
    [
      'a name that comes from nowhere',
      'javascript',
      'function f(a) { [|return a|] }',
      'return a || fallback',
      'It uses `fallback`, unlike before.',
    ],
    ['a parameter that no longer counts', 'python', 'def f(a):\n    return [|a and limit|]\n', 'a', 'It no longer uses `limit`.'],
    [
      'a field that is no longer written',
      'javascript',
      'function f(a) { [|this.last = a; return a|] }',
      'return a',
      'It no longer writes `last`.',
    ],
    [
      'another calculation',
      'javascript',
      'function f(a, b) { [|return a / b|] }',
      'return a * b',
      'It no longer calculates with `/`.',
    ],
    [
      'a boundary',
      'javascript',
      'function f(a, b) { [|return a < b|] }',
      'return a <= b',
      'It compares with `>`, unlike before.',
    ],
    [
      'an error that is no longer thrown',
      'javascript',
      'function f(a) { [|if (!a) throw a; return a|] }',
      'return a',
      'It throws at 0 places instead of 1.',
    ],
    [
      'an error of Python that is no longer raised',
      'python',
      'def f(a):\n    [|if not a:\n        raise a\n    return a|]\n',
      'return a',
      'It throws at 0 places instead of 1.',
    ],
    [
      'a promise that is no longer waited for',
      'javascript',
      'async function f(a) { [|await a(); return 1|] }',
      'a(); return 1',
      'It no longer waits for what it waited for.',
    ],
    [
      'a list that becomes a set on the way',
      'javascript',
      'function f(a, b) { [|const c = []; for (const x of a) if (b.includes(x)) c.push(x); return c|] }',
      'const c = new Set(); for (const x of a) if (b.includes(x)) c.add(x); return Array.from(c)',
      'It keeps equal elements only once, unlike before.',
    ],
    [
      'a parameter of the function that nothing looks at any more',
      'javascript',
      'function f(a, wanted) { [|let at = -1; for (let i = 0; i < a.length; i++) if (a[i] === wanted) at = i; return at|] }',
      'const seen = new Set(); for (let i = 0; i < a.length; i++) { if (seen.has(a[i])) return i; seen.add(a[i]) } return -1',
      'It no longer uses `wanted`.',
    ],
    [
      'a list that no longer leaves out equal elements',
      'python',
      'def f(a):\n    [|out = []\n    for x in a:\n        if x > 2 and x not in out:\n            out.append(x)\n    return out|]\n',
      'seen = set()\n    out = []\n    for x in a:\n        if x > 2 or x in seen:\n            out.append(x)\n        seen.add(x)\n    return out',
      'It no longer leaves out equal elements.',
    ],
    [
      'a list of Python that becomes a set on the way',
      'python',
      'def f(a, b):\n    [|return [x for x in a if x in b]|]\n',
      'return list({x for x in a if x in b})',
      'It keeps equal elements only once, unlike before.',
    ],
    [
      'a set that is given back instead of a list',
      'python',
      'def f(a):\n    [|out = []\n    for x in a:\n        if x not in out:\n            out.append(x)\n    return out|]\n',
      'out = set()\n    for x in a:\n        if x not in out:\n            out.add(x)\n    return out',
      'It gives back `set` where it gave back `list`.',
    ],
    [
      'elements that may be none of a set',
      'python',
      'def f(a, b: list[str]):\n    [|out = []\n    for x in a:\n        if x not in out:\n            out.append(x)\n    return out|]\n',
      bySet,
      'It takes for granted that every element can be in a set, which lists and dictionaries cannot.',
    ],
  ])('is told by its words: %s', async (_, language, marked, newText, reason) => {
    expect(await judged(marked, newText, { language })).toBe(reason)
    expect(await judged(marked, newText, { language, keepsBehaviour: false })).not.toBe(reason)
  })

  it('lets elements into a set where the types say that they can be in one', async () => {
    const code =
      'def f(a: list[str]):\n    [|out = []\n    for x in a:\n        if x not in out:\n            out.append(x)\n    return out|]\n'
    expect(await judged(code, bySet, { language: 'python' })).not.toContain('can be in a set')
  })
})
