import { describe, expect, it } from 'vitest'
import { type CodeUnit, codeUnits } from '../../server/context/functions.ts'
import type { SourceText } from '../../server/context/source.ts'
import { readMarks } from '../marks.ts'
import { parsed } from './parsing.ts'

const unitsOf = (languageId: string, text: string) =>
  parsed(languageId, text, (source: SourceText, tree) => codeUnits(source, tree))

/** The marked ranges, and nothing else, are units; `names` are theirs in the order of the text. */
async function checkUnits(languageId: string, marked: string, names: string): Promise<void> {
  const { text, ranges } = readMarks(marked, { ranges: marked.split('[|').length - 1 })
  const units = await unitsOf(languageId, text)
  expect(units.map((unit) => text.slice(unit.startOffset, unit.endOffset))).toEqual(
    ranges.map(({ start, end }) => text.slice(start, end)),
  )
  expect(units.map((unit) => unit.startOffset)).toEqual(ranges.map(({ start }) => start))
  expect(units.map((unit) => unit.name).join(' | ')).toBe(names)
}

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')
const size = (unit: CodeUnit | undefined) => (unit === undefined ? 0 : unit.endLine - unit.startLine)

describe('functions', () => {
  it.each([
    ['typescript', '[|function f() { return 1 }|]', 'f'],
    ['typescript', '[|export async function* f() { yield 1 }|]', 'f'],
    ['typescript', '[|export const f = async (a: number) => a|]', 'f'],
    [
      'typescript',
      'class A<T> { [|constructor() {}|] [|get b() { return 1 }|] [|static #c() {}|] [|d = () => 1|] }',
      'A.constructor | A.b | A.#c | A.d',
    ],
    ['typescript', 'class A {\n  [|@log()\n  b() {}|]\n}', 'A.b'],
    [
      'typescript',
      'abstract class A { abstract a(): void; [|b() {}|] }\nfunction f(a: string): void\n[|function f() {}|]',
      'A.b | f',
    ],
    ['typescript', 'namespace N { [|export function f() {}|] }', 'f'],
    ['typescript', 'export default { [|a() {}|], [|b: () => 1|], [|c: function () {}|] }', 'a | b | c'],
    ['javascript', '[|exports.f = function () {}|]\n[|A.prototype.b = () => 1|]', 'exports.f | A.prototype.b'],
    ['javascript', '[|export default () => {}|]', 'default'],
    ['typescriptreact', '[|const Box = ({ a }) => <b>{a}</b>|]', 'Box'],
    [
      'python',
      '[|@cached\ndef f(a):\n  return a|]\n\nclass A:\n  """Text."""\n  b: int\n\n  [|async def c(self):\n    pass|]',
      'f | A.c',
    ],
    [
      'java',
      'class A { [|A() {}|] [|@Override public int b() { return 1; }|] abstract void c(); class D { [|void e() {}|] } }',
      'A.A | A.b | A.D.e',
    ],
    ['go', 'package a\n\n[|func f() {}|]\n\n[|func (t *T[K]) M() int { return 1 }|]\n\n[|var g = func() {}|]', 'f | T.M | g'],
    ['c', 'int f(int a);\n[|static char *f(int a) { return 0; }|]', 'f'],
    [
      'cpp',
      'namespace n { class A { [|A() : b(1) {}|] [|~A() {}|] A(A&&) = default; }; }\n[|template<class T> int A<T>::b() { return 1; }|]',
      'A.A | A.~A | A.b',
    ],
    [
      'rust',
      '[|#[test]\nfn f() {}|]\nimpl<T> Show for A<T> { [|pub fn b(&self) {}|] }\ntrait C { fn d(); [|fn e() {}|] }',
      'f | A.b | C.e',
    ],
    [
      'csharp',
      'class A { int x; [|A() {}|] [|int B { get { return 1; } }|] int C { get; set; } [|int D() => 1;|] [|int E => 2;|] }',
      'A.A | A.B | A.D | A.E',
    ],
    ['typescript', '/* 函数 😀 */ [|function 变量() { return "😀" }|]', '变量'],
  ])('%s: %s', async (languageId, marked, names) => {
    await checkUnits(languageId, marked, names)
  })

  it('within another one belong to the outer one', async () => {
    await checkUnits('typescript', '[|function f() {\n  const g = () => 1\n  return g\n}|]', 'f')
  })

  it('are found around broken code', async () => {
    await checkUnits('typescript', 'const = ;\n[|function f() { return 1 }|]\n}', 'f')
  })
})

describe('code between functions', () => {
  it.each([
    ['a statement', 'typescript', 'import a from "a"\n\n[|a.start()|]\n\n[|function f() {}|]', 'lines 3-3 | f'],
    ['statements on both sides', 'python', '[|a = 1|]\n\n[|def f():\n  pass|]\n\n[|if a:\n  f()|]', 'lines 1-1 | f | lines 6-7'],
    [
      'a field with a value',
      'typescript',
      'class A {\n  a: string\n  [|private b = compute()|]\n  [|c() {}|]\n}',
      'lines 3-3 | A.c',
    ],
    ['a declared value', 'go', 'package a\n\n[|var b = compute()|]\nvar c int', 'lines 3-3'],
    ['a constant', 'rust', 'use a::b;\n\n[|const A: u32 = 1 << 40;|]', 'lines 3-3'],
    ['a macro', 'c', '#include <a.h>\n[|#define SQUARE(x) x * x|]', 'lines 2-2'],
    ['a callback without a name', 'javascript', '[|test("a", () => {\n  f()\n})|]', 'lines 1-3'],
    [
      'the rest of a call around a function',
      'javascript',
      'suite(() => {\n  [|function f() {}|]\n  [|f()|]\n})',
      'f | lines 3-3',
    ],
  ])('is a window: %s', async (_, languageId, marked, names) => {
    await checkUnits(languageId, marked, names)
  })

  it.each([
    ['imports', 'typescript', 'import a from "a"\nexport * from "b"\n// c'],
    ['types', 'typescript', 'interface A { b: string }\ntype C = A\ndeclare const d: C'],
    ['documentation', 'python', '"""Text."""\nimport a\nfrom b import c'],
    ['a bare class', 'java', 'package a;\nimport b.C;\nclass A { int x; }'],
    ['nothing', 'typescript', ''],
    ['white space', 'plaintext', '\n \n'],
  ])('is none where there is only %s', async (_, languageId, text) => {
    expect(await unitsOf(languageId, text)).toEqual([])
  })
})

describe('a function of more than 120 lines', () => {
  const long = `function f() {\n${lines(200, (index) => `  step(${index})`)}\n}`

  it('is split between statements and keeps its name', async () => {
    const units = await unitsOf('typescript', long)
    expect(units.map((unit) => unit.name)).toEqual(['f', 'f'])
    expect(units.map(size).every((each) => each >= 40 && each <= 120)).toBe(true)
    expect(units.map((unit) => long.slice(unit.startOffset, unit.endOffset)).join('\n  ')).toBe(long)
  })

  it('is not split at 120 lines', async () => {
    const units = await unitsOf('typescript', `function f() {\n${lines(118, (index) => `  step(${index})`)}\n}`)
    expect(units.map(size)).toEqual([120])
  })

  it('is split within a statement only where that is too long itself', async () => {
    const text = `function f() {\n  if (a) {\n${lines(60, () => '    b()')}\n  }\n  if (c) {\n${lines(60, () => '    d()')}\n  }\n}`
    const [, second] = await unitsOf('typescript', text)
    expect(text.slice(second?.startOffset).startsWith('if (c)')).toBe(true)
  })

  it('leaves comments with what they are about', async () => {
    const text = `function f() {\n${lines(100, (index) => `  // Step ${index}.\n  step(${index})`)}\n}`
    const units = await unitsOf('typescript', text)
    expect(units.length).toBeGreaterThan(1)
    for (const unit of units.slice(1)) expect(text.slice(unit.startOffset).startsWith('// Step')).toBe(true)
  })

  it('never is split within a string', async () => {
    const text = `function f() {\n  return \`\n${lines(300, () => 'text')}\n\`\n}`
    expect((await unitsOf('typescript', text)).map(size)).toEqual([304])
  })

  it('may nest without end', async () => {
    const text = `${'function f() {\n'.repeat(3000)}${'}\n'.repeat(3000)}`
    expect((await unitsOf('typescript', text)).length).toBeGreaterThan(1)
  })

  it('hands over its inner functions, which then stand for themselves', async () => {
    const text = `function f() {\n  const g = () => 1\n${lines(150, (index) => `  step(${index})`)}\n  function h() {}\n}`
    const units = await unitsOf('typescript', text)
    expect(units.map((unit) => unit.name)).toEqual(['f.g', 'f', 'f', 'f.h'])
  })
})

describe('windows', () => {
  it('of code outside functions are split between statements', async () => {
    const units = await unitsOf(
      'python',
      lines(300, (index) => `step(${index})`),
    )
    expect(units.map((unit) => unit.kind)).toEqual(['window', 'window', 'window'])
    expect(units.map(size).reduce((sum, each) => sum + each)).toBe(300)
  })

  it('of text without a grammar are cut at blank lines', async () => {
    const paragraph = lines(25, () => 'puts 1')
    const units = await unitsOf('ruby', [paragraph, paragraph, paragraph, paragraph].join('\n\n'))
    expect(units.map((unit) => unit.name)).toEqual(['lines 1-51', 'lines 53-103'])
  })

  it('of text without blank lines have about 60 lines', async () => {
    const units = await unitsOf(
      'sql',
      lines(1000, () => 'select 1;'),
    )
    expect(units.map(size).every((each) => each >= 40 && each <= 70)).toBe(true)
    expect(units.at(-1)?.endLine).toBe(1000)
  })

  it('cover one line of 200,000 characters', async () => {
    expect((await unitsOf('plaintext', 'a'.repeat(200_000))).map((unit) => unit.name)).toEqual(['lines 1-1'])
  })
})

describe('units', () => {
  it('count lines from zero up to the first that is not theirs, also with CRLF', async () => {
    const units = await unitsOf('typescript', '\r\nfunction f() {\r\n}\r\n')
    expect(units).toMatchObject([{ kind: 'function', startLine: 1, endLine: 3, startOffset: 2 }])
  })

  it('neither overlap nor stand out of order', async () => {
    const inner = (name: string) => `  const ${name} = () => {\n${lines(130, (index) => `    step(${index})`)}\n  }`
    const units = await unitsOf('typescript', `start()\nfunction f() {\n${inner('g')}\n  g()\n${inner('h')}\n}\nend()`)
    const edges = units.flatMap((unit) => [unit.startOffset, unit.endOffset])
    expect(units.length).toBeGreaterThan(5)
    expect(edges).toEqual(edges.toSorted((a, b) => a - b))
  })
})
