import { beforeAll, expect, it } from 'vitest'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { TypeChecker } from '../../../server/context/typeCheck.ts'
import { FixChecker } from '../../../server/features/review/fix.ts'
import type { Fix } from '../../../server/protocol/finding.ts'
import { readRange } from '../../marks.ts'

let parser: SyntaxParser
// TypeScript takes a while to load its own declarations, once.
const typeChecker = new TypeChecker()
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

/** The fix that writes `newText` in the place of the marked range. */
async function checked(marked: string, newText: string, { language = 'typescript', likelier = true } = {}): Promise<Fix> {
  const { text, start, end } = readRange(marked)
  const source = new SourceText('/nowhere/file.ts', language, text)
  const checker = new FixChecker(source, parser, typeChecker)
  return checker.check({ title: 'Fix', range: source.rangeBetween(start, end), newText, likelier })
}

it('verifies a fix that parses, brings no type error and is likelier', async () => {
  const fix = await checked('export const last = (a: number[]) => a[ [|a.length|] ]', 'a.length - 1')
  expect(fix).toMatchObject({ verified: true, checks: { parses: true, likelier: true, newTypeErrors: 0 } })
})

it('does not verify a fix that parses worse', async () => {
  expect(await checked('f([|a|])', 'a +')).toMatchObject({ verified: false, checks: { parses: false } })
})

it('verifies a fix beside an older syntax error', async () => {
  expect(await checked('def f(:\n  pass\n\ndef g(a):\n  return [|a|]\n', 'a + 1', { language: 'python' })).toMatchObject({
    verified: true,
  })
})

it('does not verify a fix that brings a type error', async () => {
  const fix = await checked('export function f(a: string, b: number): number { return [|b|] }', 'a')
  expect(fix).toMatchObject({ verified: false, checks: { parses: true, newTypeErrors: 1 } })
})

it('says nothing of types where there are none', async () => {
  expect((await checked('x = [|a|]\n', 'b', { language: 'python' })).checks).toEqual({
    parses: true,
    restUnchanged: true,
    likelier: true,
  })
})

it.each([
  ['opens a comment that the code after it ends', 'const a = [|1|] /* one */\nconst b = 2', '1 /*'],
  ['opens a string that a later one ends', 'f([|a|], `b`, `c`)', '`a', 'javascript'],
  ['makes a comment of what follows on its line', 'f()\n[|a()|]; b()\n', 'a() //'],
  ['joins its neighbour', 'f(a[| |]in b)', '', 'javascript'],
])('does not verify a fix that %s', async (_, marked, newText, language = 'typescript') => {
  const fix = await checked(marked, newText, { language })
  expect(fix).toMatchObject({ verified: false })
  expect(fix.checks.parses && fix.checks.restUnchanged).toBe(false)
})

it('does not verify a fix that parses and yet takes in the code after it', async () => {
  expect(await checked('f()\n[|a()|]; b()\n', 'a() //')).toMatchObject({
    verified: false,
    checks: { parses: true, restUnchanged: false },
  })
})

it('does not verify a fix that changes nothing, is not likelier, or cannot be parsed', async () => {
  expect((await checked('f([|a|])', 'a')).verified).toBe(false)
  expect((await checked('f([|a|])', 'b', { likelier: false })).verified).toBe(false)
  expect((await checked('f [|a|]', 'b', { language: 'plaintext' })).verified).toBe(false)
})

it('gives edits and the text they apply to', async () => {
  const [a, b] = [await checked('f([|a|])', 'b'), await checked('g([|a|])', 'b')]
  expect(a.edits).toEqual([{ range: { start: { line: 0, character: 2 }, end: { line: 0, character: 3 } }, newText: 'b' }])
  expect(a.baseHash).not.toBe(b.baseHash)
})
