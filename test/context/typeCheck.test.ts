import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { languageIdOfPath } from '../../server/context/languages.ts'
import { SourceText } from '../../server/context/source.ts'
import { TypeChecker } from '../../server/context/typeCheck.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-types-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

const checker = new TypeChecker()
const newErrors = (name: string, before: string, after: string) =>
  checker.newErrors(new SourceText(join(folder, name), languageIdOfPath(name), before), after)

describe('new type errors of a change', () => {
  it.each([
    { what: 'none in a sound change', name: 'a.ts', before: 'let a = 1\na = 2', after: 'let a = 1\na = 3', errors: 0 },
    { what: 'a wrong type', name: 'a.ts', before: 'let a = 1\na = 2', after: 'let a = 1\na = "2"', errors: 1 },
    { what: 'an unknown name', name: 'a.ts', before: 'export const a = 1', after: 'export const a = b', errors: 1 },
    { what: 'a syntax error', name: 'a.ts', before: 'export const a = 1', after: 'export const a = (1', errors: 1 },
    { what: 'not those that were there', name: 'a.ts', before: 'let a: number = "x"', after: 'let a: number = "y"', errors: 0 },
    { what: 'a second one of the same kind', name: 'a.ts', before: 'f(1)', after: 'f(1)\nf(2)', errors: 1 },
    { what: 'none when one is mended', name: 'a.ts', before: 'let a: number = "x"', after: 'let a: number = 1', errors: 0 },
    {
      what: 'a forgotten await',
      name: 'a.ts',
      before: 'const f = async () => 1\nexport const g = async () => (await f()) + 1',
      after: 'const f = async () => 1\nexport const g = async () => f() + 1',
      errors: 1,
    },
    { what: 'in TSX', name: 'a.tsx', before: 'let a = 1\na = 2', after: 'let a = 1\na = "2"', errors: 1 },
    { what: 'in JavaScript', name: 'a.js', before: 'Math.max(1)', after: 'Math.maximum(1)', errors: 1 },
    { what: 'in JSX', name: 'a.jsx', before: 'Math.max(1)', after: 'Math.maximum(1)', errors: 1 },
    {
      what: 'not that JavaScript is not written strictly',
      name: 'a.js',
      before: 'export function f(a) { return a }',
      after: 'export function f(a, b) { return a.x + b }',
      errors: 0,
    },
    { what: 'after Chinese and emoji', name: 'a.ts', before: 'let 变量 = "😀"', after: 'let 变量 = "😀" * 2', errors: 1 },
  ])('$what', ({ name, before, after, errors }) => {
    expect(newErrors(name, before, after)).toBe(errors)
  })

  it('cannot be told of another language', () => {
    expect(newErrors('a.py', 'a = 1', 'a = ')).toBeUndefined()
  })

  it('are found in a text that has no file yet', () => {
    const untitled = new SourceText('untitled:Untitled-1', 'typescript', 'let a = 1\na = 2')
    expect(checker.newErrors(untitled, 'let a = 1\na = "2"')).toBe(1)
  })

  it('are those of the syntax alone in a very long text, and soundness cannot be told there', () => {
    const long = `export const a = "${'x'.repeat(300_000)}"\n`
    expect(newErrors('a.ts', long, `${long}let b: number = "x"`)).toBeUndefined()
    expect(newErrors('a.ts', long, `${long}let b = (`)).toBeGreaterThan(0)
  })

  it('cannot be told where TypeScript gives up, and can be afterwards', () => {
    expect(newErrors('a.ts', 'f()', `const a = ${'['.repeat(100_000)}`)).toBeUndefined()
    expect(newErrors('a.ts', 'let a = 1\na = 2', 'let a = 1\na = "2"')).toBe(1)
  })
})

describe('the project around a file', () => {
  it('gives the types of what the file imports', () => {
    write('lib.ts', 'export const twice = (n: number) => n * 2')
    const text = (argument: string) => `import { twice } from './lib'\ntwice(${argument})`
    expect(newErrors('a.ts', text('1'), text('"1"'))).toBe(1)
  })

  it('is read again when an imported file changed', () => {
    write('lib.ts', 'export const twice = (n: number) => n * 2')
    const text = (argument: string) => `import { twice } from './lib'\ntwice(${argument})`
    newErrors('a.ts', text('1'), text('2'))
    write('lib.ts', 'export const twice = (text: string) => text + text')
    expect(newErrors('a.ts', text('"1"'), text('2'))).toBe(1)
  })

  it('gives the types of installed packages', () => {
    write('node_modules/pkg/package.json', '{ "name": "pkg", "types": "index.d.ts" }')
    write('node_modules/pkg/index.d.ts', 'export declare function size(text: string): number')
    const text = (argument: string) => `import { size } from 'pkg'\nsize(${argument})`
    expect(newErrors('a.ts', text('"1"'), text('1'))).toBe(1)
  })

  it.each([
    { strict: true, errors: 1 },
    { strict: false, errors: 0 },
  ])('says whether to be strict: $strict', ({ strict, errors }) => {
    write('tsconfig.json', `{ /* comments are fine */ "compilerOptions": { "strict": ${strict} } }`)
    const text = (use: string) => `export const f = (a: string | undefined) => ${use}`
    expect(newErrors('src/a.ts', text('a?.length'), text('a.length'))).toBe(errors)
  })

  it('takes options from the config that its own extends', () => {
    write('base.json', '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }')
    write('tsconfig.json', '{ "extends": "./base.json" }')
    write('src/lib.ts', 'export const twice = (n: number) => n * 2')
    const text = (argument: string) => `import { twice } from '@/lib'\ntwice(${argument})`
    expect(newErrors('src/a.ts', text('1'), text('"1"'))).toBe(1)
  })

  it.each(['{ not json', '{ "extends": "/dev/zero" }', '{ "extends": "./tsconfig.json" }', '[]', ''])(
    'may have a config that cannot be used: %s',
    (config) => {
      write('tsconfig.json', config)
      expect(newErrors('a.ts', 'let a = 1\na = 2', 'let a = 1\na = "2"')).toBe(1)
    },
  )

  it('runs no plugin that the config names', () => {
    write('node_modules/evil/index.js', `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'trapped'))}, '')`)
    write('tsconfig.json', '{ "compilerOptions": { "plugins": [{ "name": "evil" }], "outDir": "out", "incremental": true } }')
    expect(newErrors('a.ts', 'let a = 1\na = 2', 'let a = 1\na = "2"')).toBe(1)
    expect(readdirSync(folder).sort()).toEqual(['node_modules', 'tsconfig.json'])
  })

  it('ends when an import leads to a device', () => {
    const text = (value: string) => `/// <reference path="/dev/zero" />\nexport const a: number = ${value}`
    expect(newErrors('a.ts', text('1'), text('"1"'))).toBe(1)
  })
})
