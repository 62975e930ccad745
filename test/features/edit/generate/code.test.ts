import { describe, expect, test } from 'vitest'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { SourceText } from '../../../../server/context/source.ts'
import type { EditDeps } from '../../../../server/features/edit/editing.ts'
import { codeEdit, isWhole } from '../../../../server/features/edit/generate/code.ts'
import { generate } from '../../../../server/features/edit/generate/generate.ts'
import { readCursor } from '../../../marks.ts'
import { ScriptedEngine } from '../../review/scriptedEngine.ts'

const parser = await SyntaxParser.create()

/** The file after what the model wrote was put into it, or why it was not. */
async function textAfter(languageId: string, marked: string, written: string): Promise<string> {
  const { text, offset } = readCursor(marked)
  const source = new SourceText('file', languageId, text)
  const deps: EditDeps = { engine: new ScriptedEngine({ completion: written }), parser }
  const range = source.rangeBetween(offset, offset)
  const project = async () => ({ manifests: [], tests: [], taken: () => false })
  const outcome = await generate(
    { source, range, kind: 'code', attempt: 0, language: 'en', project },
    deps,
    new AbortController().signal,
  )
  if (outcome.kind === 'refused') return outcome.reason
  if (outcome.kind !== 'proposed') throw new Error('a file')
  const [edit] = outcome.proposal.edits
  if (edit === undefined) throw new Error('no edit')
  return text.slice(0, source.offsetAt(edit.range.start)) + edit.newText + text.slice(source.offsetAt(edit.range.end))
}

test('code that was cut off counts only where it left its block before', () => {
  const source = new SourceText('a.ts', 'typescript', 'function f() {\n\n}\n')
  const place = { startOffset: 14, endOffset: 16, indentation: '  ', before: '\n', after: '\n' }
  expect(codeEdit('if (a) {\n    b()', true, source, place)).toBeUndefined()
  expect(codeEdit('a()\n}\nfunction g() {', true, source, place)?.newText).toBe('\n  a()\n')
})

test('of code at the end of a file that never comes to its own end, what is whole is kept', () => {
  const text = '// The larger of two numbers.\n'
  const source = new SourceText('a.ts', 'typescript', text)
  const place = { startOffset: text.length, endOffset: text.length, indentation: '', before: '', after: '' }
  const max = 'export function max(a: number, b: number) {\n  if (a > b) {\n    return a\n  }\n\n  return b\n}'
  expect(codeEdit(`${max}\n\nexport function min(a: nu`, true, source, place)?.newText).toBe(max)
  expect(codeEdit(`${max.slice(0, -2)}`, true, source, place)).toBeUndefined()
})

test.each([
  ['export function max() {\n  return 1\n}\n\nexport', false],
  ['export function max() {\n  return 1\n}\n\nexport function min() {\n', true],
  ['export function max() {\n  let a = 1\n\n  return a\n', false],
  ['export const max = 1\n\n\n', true],
])('the model is stopped once the declaration that was asked for is whole: %j', (written, whole) => {
  const place = { startOffset: 0, endOffset: 0, indentation: '', before: '', after: '', isOneDeclaration: true }
  expect(isWhole(written, place)).toBe(whole)
})

describe('code is written', () => {
  test.each([
    [
      'into an empty body',
      'typescript',
      'function add(a, b) {[||]}\n',
      'return a + b',
      'function add(a, b) {\n  return a + b\n}\n',
    ],
    [
      'below the comments of a body that does nothing',
      'typescript',
      "class A {\n  add(a, b) {\n    // Adds both.\n    [||]throw new Error('not implemented')\n  }\n}\n",
      'return a + b',
      'class A {\n  add(a, b) {\n    // Adds both.\n    return a + b\n  }\n}\n',
    ],
    ['in the place of pass', 'python', 'def add(a, b):\n    pas[||]s\n', 'return a + b', 'def add(a, b):\n    return a + b\n'],
    [
      'below the docstring',
      'python',
      'def add(a, b):\n    """Adds both."""\n    [||]...\n',
      'return a + b\n\nprint(add(1, 2))',
      'def add(a, b):\n    """Adds both."""\n    return a + b\n',
    ],
    [
      'below a comment',
      'typescript',
      '// The sum of both.[||]\n\nf()\n',
      'const sum = a + b',
      '// The sum of both.\nconst sum = a + b\n\nf()\n',
    ],
    [
      'with the line ends of the file',
      'typescript',
      'function f() {[||]}\r\n',
      'a()\n  b()',
      'function f() {\r\n  a()\r\n  b()\r\n}\r\n',
    ],
  ])('%s', async (_, languageId, code, written, expected) => {
    expect(await textAfter(languageId, code, written)).toBe(expected)
  })

  test.each([
    [
      'a function that does something already',
      'function f() {\n  retur[||]n 1\n}\n',
      'return 2',
      /neither an empty function nor a comment/,
    ],
    ['where the model wrote nothing', 'function f() {[||]}\n', '', /wrote nothing/],
    ['where the text would not parse', 'function f() {[||]}\n', 'if (a {', /does not parse/],
  ])('not %s', async (_, code, written, reason) => {
    expect(await textAfter('typescript', code, written)).toMatch(reason)
  })
})
