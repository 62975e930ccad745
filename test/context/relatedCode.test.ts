import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RelatedAsk, RelatedPiece } from '../../server/context/relatedCode.ts'
import { SourceText } from '../../server/context/source.ts'
import { RelatedFolder } from './relatedFolder.ts'

let folder: RelatedFolder
beforeEach(() => {
  folder = new RelatedFolder()
})
afterEach(() => folder.remove())

const never = new AbortController().signal
const blankLines = (count: number) => '\n'.repeat(count)
const sizeOf = (pieces: readonly RelatedPiece[]) => pieces.reduce((sum, { path, text }) => sum + path.length + text.length, 0)
const kindsOf = (pieces: readonly RelatedPiece[]) => pieces.map(({ kind, path }) => `${kind} ${path}`)

/** Code of more than six telling names. */
const orders = `function totalOf(order: Order): Money {
  const subtotal = order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
  const discount = discountFor(order.customer, subtotal)
  return roundMoney(subtotal - discount, order.currency)
}
`

describe('similar code', () => {
  it('comes from open files in the same language that resemble the text at the cursor', async () => {
    const open = [
      folder.open('other.ts', `import fs from 'node:fs'\nconst handle = fs.openSync(name, mode)\n`),
      folder.open('orders.ts', orders.replace('totalOf', 'sumOf')),
      folder.open('orders.py', orders),
    ]
    expect(await folder.shown('use.ts', `${orders}[||]`, { open })).toBe(
      `# similar orders.ts\n${orders.replace('totalOf', 'sumOf').trimEnd()}\n`,
    )
  })

  it('does not change with what is typed on the lines at the cursor', async () => {
    const open = [folder.open('a.ts', orders), folder.open('b.ts', orders.replaceAll('discount', 'rebate'))]
    const before = await folder.shown('use.ts', `${orders}[||]`, { open })
    expect(before).not.toBe('')
    for (const typed of ['r', 're', 'reb', 'rebate', 'rebate =', 'rebate = rebateFor(']) {
      expect(await folder.shown('use.ts', `${orders}${typed}[||]`, { open })).toBe(before)
    }
  })

  it('is not taken from the same file where it is near or only repeats the text at the cursor', async () => {
    const far = orders
      .replaceAll(/[oO]rder/g, 'invoice')
      .replaceAll('discount', 'rebate')
      .replaceAll('customer', 'buyer')
    expect(await folder.shown('use.ts', `${orders}${blankLines(20)}${orders}[||]`)).toBe('')
    expect(await folder.shown('same.ts', `${orders}${blankLines(200)}${orders}[||]`)).toBe('')
    expect(await folder.shown('far.ts', `${far}${blankLines(200)}${orders}[||]`)).toContain(
      '# similar far.ts\nfunction totalOf(invoice',
    )
  })

  it.each(['.env', 'ignored.ts'])('is not taken from %s', async (name) => {
    folder.write({ '.gitignore': 'ignored.ts' })
    const secret = { path: folder.at(name), source: new SourceText(name, 'typescript', orders) }
    expect(await folder.shown('use.ts', `${orders}[||]`, { open: [secret] })).toBe('')
  })
})

describe('edited places', () => {
  const edit = (name: string, startLine: number, text: string) => ({ path: folder.at(name), startLine, text })

  it('are the last three of other places, the newest last', async () => {
    const edits = [1, 2, 3, 4].map((number) => edit(`e${number}.ts`, 0, `edit ${number}`))
    expect(await folder.shown('use.ts', '[||]', { edits })).toBe(
      '# edited e2.ts\nedit 2\n# edited e3.ts\nedit 3\n# edited e4.ts\nedit 4\n',
    )
  })

  it('of the same document are far from the cursor', async () => {
    const edits = [edit('use.ts', 100, 'near'), edit('use.ts', 20, 'far')]
    expect(await folder.shown('use.ts', `${blankLines(120)}[||]`, { edits })).toBe('# edited use.ts\nfar\n')
  })

  it('of ignored and secret files, and of files in no known folder, are left out', async () => {
    folder.write({ '.latentignore': 'private/' })
    const edits = [edit('private/a.ts', 0, 'a'), edit('.env', 0, 'KEY=1'), { path: '/elsewhere/a.ts', startLine: 0, text: 'a' }]
    expect(await folder.shown('use.ts', '[||]', { edits })).toBe('')
  })
})

describe('the order and the budget', () => {
  const many = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `m${index}.ts`,
        `export function f${index}(value: string): Promise<void> {}\n`,
      ]),
    )
  const imports = (count: number) =>
    Array.from({ length: count }, (_, index) => `import { f${index} } from './m${index}'\n`).join('')

  function fullAsk(budgetCharacters: number): RelatedAsk {
    folder.write(many(30))
    return folder.ask('use.ts', `${imports(30)}${orders}[||]`, {
      budgetCharacters,
      open: [folder.open('orders.ts', orders.repeat(5))],
      edits: [{ path: folder.at('e.ts'), startLine: 0, text: 'edited line\n'.repeat(8).trimEnd() }],
    })
  }

  it('signatures come first, then similar code, then edits', async () => {
    const kinds = (await folder.code.related(fullAsk(20_000), never)).map(({ kind }) => kind)
    expect([...new Set(kinds)]).toEqual(['signatures', 'similar', 'edited'])
  })

  it.each([0, 1, 30, 100, 500, 1000, 2000, 5000])('%i characters are never exceeded', async (budget) => {
    expect(sizeOf(await folder.code.related(fullAsk(budget), never))).toBeLessThanOrEqual(budget)
  })

  it('signatures leave the other kinds their shares', async () => {
    const pieces = await folder.code.related(fullAsk(1500), never)
    const signatures = pieces.filter(({ kind }) => kind === 'signatures')
    expect(sizeOf(signatures)).toBeLessThanOrEqual(900)
    expect(pieces.map(({ kind }) => kind)).toContain('similar')
    expect(pieces.map(({ kind }) => kind)).toContain('edited')
  })

  it('what is used near the cursor is chosen first, and stands in the order of paths all the same', async () => {
    folder.write(many(9))
    const text = `${imports(9)}${blankLines(200)}f7('a')\nf3('b')\n[||]`
    expect(kindsOf(await folder.code.related(folder.ask('use.ts', text, { budgetCharacters: 125 }), never))).toEqual([
      'signatures m3.ts',
      'signatures m7.ts',
    ])
  })

  it('the imports themselves do not count as a use', async () => {
    folder.write(many(9))
    const ask = folder.ask('use.ts', `${imports(9)}f7('a')\n[||]`, { budgetCharacters: 65 })
    expect(kindsOf(await folder.code.related(ask, never))).toEqual(['signatures m7.ts'])
  })

  it('of several classes that are used each shows what is used, before one shows more', async () => {
    const members = Array.from({ length: 20 }, (_, index) => `  member${index}(value: string): void {}\n`).join('')
    folder.write({ 'a.ts': `export class A {\n${members}}\n`, 'b.ts': `export class B {\n${members}}\n` })
    const text = `import { A } from './a'\nimport { B } from './b'\na.member1()\nlet b: B\nlet a: A\n[||]`
    expect(await folder.shown('use.ts', text, { budgetCharacters: 180 })).toBe(`# signatures a.ts
export class A {
  member0(value: string): void;
  member1(value: string): void;
  ...
}
# signatures b.ts
export class B {
  member1(value: string): void;
  ...
}
`)
  })

  it('nothing changes while a name is typed', async () => {
    folder.write(many(9))
    const shown = (typed: string) =>
      folder.shown('use.ts', `${imports(9)}${blankLines(200)}f7('a')\n${typed}[||]`, { budgetCharacters: 125 })
    const before = await shown('')
    for (const typed of ['f', 'f3', 'x', 'const x = f3']) expect(await shown(typed)).toBe(before)
  })

  it('a class too long for the budget shows its constructor and the members that are used', async () => {
    const members = Array.from({ length: 30 }, (_, index) => `  member${index}(value: string): void {}\n`).join('')
    folder.write({ 'a.ts': `export class A {\n${members}  constructor(name: string) {}\n}\n` })
    const text = `import { A } from './a'\nnew A('').member17('')\n[||]`
    expect(await folder.shown('use.ts', text, { budgetCharacters: 100 })).toBe(`# signatures a.ts
export class A {
  member17(value: string): void;
  constructor(name: string);
  ...
}
`)
  })
})

describe('where files are found', () => {
  it('an open document counts as it stands in the editor, and a changed file as it is now', async () => {
    folder.write({ 'a.ts': 'export const a = 1\n' })
    const text = `import { a } from './a'\n[||]`
    expect(await folder.shown('use.ts', text, { open: [folder.open('a.ts', 'export const a = 2\n')] })).toContain('a = 2')
    expect(await folder.shown('use.ts', text)).toContain('a = 1')
    folder.write({ 'a.ts': 'export const a = 300\n' })
    expect(await folder.shown('use.ts', text)).toContain('a = 300')
  })

  it('a changed ignore file counts once it was told of', async () => {
    folder.write({ 'a.ts': 'export const a = 1\n' })
    const text = `import { a } from './a'\n[||]`
    expect(await folder.shown('use.ts', text)).not.toBe('')
    folder.write({ '.gitignore': 'a.ts' })
    folder.code.forget(folder.at('.gitignore'))
    expect(await folder.shown('use.ts', text)).toBe('')
  })

  it('imports that are added count, in the middle of the text as well', async () => {
    folder.write({ 'a.ts': 'export const a = 1\n', 'b.ts': 'export const b = 1\n' })
    expect(await folder.shown('use.ts', `import { a } from './a'\nconst x = 1\n[||]`)).not.toContain('b.ts')
    expect(await folder.shown('use.ts', `import { a } from './a'\nconst x = 1\nimport {\n  b\n} from './b'\n[||]`)).toContain(
      'b.ts',
    )
    expect(await folder.shown('use.ts', `import { a } from './a'\nconst b = require('./b')\n[||]`)).toContain('b.ts')
    expect(await folder.shown('use.ts', 'const x = 1\n[||]')).toBe('')
  })

  it('a document in no folder sees open files only', async () => {
    folder.write({ 'a.ts': 'export const a = 1\n', 'b.ts': 'export const b = 1\n' })
    const ask = { folder: undefined, open: [folder.open('b.ts', 'export const b = 2\n')] }
    expect(await folder.shown('use.ts', `import { a } from './a'\nimport { b } from './b'\n[||]`, ask)).toBe(
      '# signatures b.ts\nexport const b = 2\n',
    )
  })

  it('an untitled document sees open files only', async () => {
    folder.write({ 'a.ts': 'export const a = 1\n' })
    const ask = { uriPath: '', open: [folder.open('orders.ts', orders)] }
    expect(
      kindsOf(await folder.code.related(folder.ask('Untitled-1.ts', `import { a } from './a'\n${orders}[||]`, ask), never)),
    ).toEqual(['similar orders.ts'])
  })

  it('an open file of another workspace folder is named and ignored by its own folder', async () => {
    const other = new RelatedFolder()
    other.write({ '.gitignore': 'b.ts' })
    const open = ['src/a.ts', 'b.ts'].map((name) => ({ ...other.open(name, orders), folder: other.path }))
    expect(kindsOf(await folder.code.related(folder.ask('use.ts', `${orders}[||]`, { open }), never))).toEqual([
      'similar src/a.ts',
    ])
    other.remove()
  })

  it('definitions that the editor found are shown like imports, but only of files that may be looked at', async () => {
    folder.write({
      '.gitignore': 'build',
      'packages/a/index.ts': 'export const z = 1\nexport function parse(text: string): Tree {\n  return tree\n}\n',
      'node_modules/b/index.ts': 'export function b(): void {}\n',
      'build/c.ts': 'export function c(): void {}\n',
      'credentials.json': '{}\n',
    })
    const definitions = [
      { name: 'parse', path: folder.at('packages/a/index.ts'), line: 2 },
      { name: 'b', path: folder.at('node_modules/b/index.ts'), line: 0 },
      { name: 'c', path: folder.at('build/c.ts'), line: 0 },
      { name: 'secret', path: folder.at('credentials.json'), line: 0 },
      { name: 'gone', path: folder.at('gone.ts'), line: 0 },
      { name: 'passwd', path: '/etc/passwd', line: 0 },
    ]
    expect(await folder.shown('use.ts', `import { parse } from 'a'\nparse([||])`, { definitions })).toBe(
      '# signatures packages/a/index.ts\nexport function parse(text: string): Tree;\n',
    )
  })

  it('a cell of a notebook sees the other cells, and what they import', async () => {
    folder.write({ 'lib.py': 'def load(path: str) -> Frame:\n    return read(path)\n' })
    const cell = (text: string, languageId = 'python') => ({ path: 'book.ipynb', languageId, text })
    const cells = [cell('from lib import load'), cell('# Title', 'markdown'), cell('frame = '), cell('frame.head()')]
    const ask = {
      ...folder.ask('book.ipynb', 'frame = [||]', { notebook: { cells, current: 2 } }),
      source: new SourceText('book.ipynb', 'python', 'frame = '),
    }
    expect(await folder.code.related(ask, never)).toEqual([
      { kind: 'cell', path: 'book.ipynb', text: 'from lib import load' },
      { kind: 'cell', path: 'book.ipynb', text: 'frame.head()' },
      { kind: 'signatures', path: 'lib.py', text: 'def load(path: str) -> Frame: ...' },
    ])
  })
})

describe('odd input', () => {
  it('an aborted request rejects with the reason, before and between files', async () => {
    folder.write({ 'a.ts': `export * from './b'\n`, 'b.ts': 'export const b = 1\n' })
    const controller = new AbortController()
    const running = folder.code.related(folder.ask('use.ts', `import { b } from './a'\n[||]`), controller.signal)
    controller.abort(new Error('typed on'))
    await expect(running).rejects.toThrow('typed on')
    await expect(folder.code.related(folder.ask('use.ts', '[||]'), controller.signal)).rejects.toThrow('typed on')
  })

  it.each([
    { what: 'an empty text', name: 'a.ts', text: '' },
    { what: 'a text without a language', name: 'a.unknown', text: `import { a } from './a'` },
    { what: 'broken imports', name: 'a.ts', text: `import { from './a\nimport\nexport * from\nrequire(` },
    { what: 'broken Python', name: 'a.py', text: 'from . import (\nfrom .. import\nimport\nfrom ......a.b import *\ndef' },
    {
      what: 'broken Rust',
      name: 'src/a.rs',
      text: 'use crate::{a, b::{c\nuse super::super::super::super::super::super::super::x;\nmod',
    },
    {
      what: 'an import of nothing',
      name: 'a.ts',
      text: `import a from ''\nimport b from '.'\nimport c from '..'\nimport d from '/'`,
    },
    { what: 'NUL and lone surrogates', name: 'a.ts', text: `import a from './\0'\nimport { \ud800 } from './\udfff'` },
    { what: 'deep nesting', name: 'a.ts', text: `import a from './deep'\n${'['.repeat(5000)}` },
  ])('$what gives what there is', async ({ name, text }) => {
    folder.write({ 'deep.ts': `export default ${'('.repeat(3000)}` })
    expect(await folder.shown(name, `${text}[||]`)).toEqual(expect.any(String))
    expect(await folder.code.related({ ...folder.ask(name, `${text}[||]`), offset: 1e9 }, never)).toEqual(expect.any(Array))
  })
})
