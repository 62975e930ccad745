import { describe, expect, it } from 'vitest'
import { countSyntaxErrors } from '../../server/context/syntaxErrors.ts'
import { readRange } from '../marks.ts'
import { parsed } from './parsing.ts'

describe('parsing', () => {
  it.each([
    ['typescript', 'const a: number = 1'],
    ['typescriptreact', 'const a = <b c="d">{e}</b>'],
    ['javascript', 'const a = 1'],
    ['javascriptreact', 'const a = <b/>'],
    ['python', 'a = 1'],
    ['java', 'class A { }'],
    ['go', 'package a'],
    ['c', 'int a = 1;'],
    ['cpp', 'auto a = std::move(b);'],
    ['rust', 'fn a() {}'],
    ['csharp', 'class A { }'],
  ])('understands %s', async (languageId, text) => {
    expect(await parsed(languageId, text, (_, tree) => tree && countSyntaxErrors(tree))).toBe(0)
  })

  it.each([
    ['names are Chinese', 'const 变量 = 1; [|函数()|]'],
    ['there are emoji in front', '"😀👩‍👩‍👧"; [|f()|]'],
    ['lines end with CRLF', '/* 一 */\r\n[|f()|]'],
    ['half a character stands in front', '"\ud83d"; [|f()|]'],
  ])('gives positions in UTF-16 code units where %s', async (_, marked) => {
    const { text, start, end } = readRange(marked)
    const call = await parsed('typescript', text, (_source, tree) => {
      const node = tree?.rootNode.descendantsOfType('call_expression')[0]
      return { start: node?.startIndex, end: node?.endIndex }
    })
    expect(call).toEqual({ start, end })
  })

  it('leaves languages without a grammar alone', async () => {
    expect(await parsed('ruby', 'def a; end', (_, tree) => tree)).toBeUndefined()
  })

  it('leaves texts of more than 2 MB alone', async () => {
    const text = '// a comment of some length\n'.repeat(75_000)
    expect(await parsed('typescript', text, (_, tree) => tree)).toBeUndefined()
  })

  it.each([
    ['nothing', ''],
    ['one line of 200,000 characters', `f(${'a,'.repeat(100_000)}b)`],
    ['nesting deeper than any stack', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('endures %s', async (_, text) => {
    expect(await parsed('javascript', text, (_source, tree) => tree && countSyntaxErrors(tree))).toBe(0)
  })
})

describe('syntax errors', () => {
  it.each([
    { what: 'sound code has none', languageId: 'typescript', text: 'f(1)', errors: 0 },
    { what: 'a missing bracket is one', languageId: 'typescript', text: 'f(1', errors: 1 },
    { what: 'text that fits nowhere is one', languageId: 'python', text: 'a = 1\n)\nb = 2', errors: 1 },
    { what: 'two places are two', languageId: 'javascript', text: 'f(1\n;\nfunction g() { h( }', errors: 2 },
  ])('$what', async ({ languageId, text, errors }) => {
    expect(await parsed(languageId, text, (_, tree) => tree && countSyntaxErrors(tree))).toBe(errors)
  })
})
