import { describe, expect, it } from 'vitest'
import { breaksSyntax, isExact, keptCharacters, repeatsText } from '../../bench/completion/quality.ts'
import { SyntaxParser } from '../../server/context/parser.ts'

describe('what is right about a completion', () => {
  it('is its first line, blanks at its end aside', () => {
    expect(isExact('a + b;  \nmore', { expected: 'a + b;', kind: 'arbitrary' })).toBe(true)
    expect(isExact(' a', { expected: 'a', kind: 'arbitrary' })).toBe(false)
    expect(isExact('  a', { expected: 'a', kind: 'lineEnd' })).toBe(true)
    expect(isExact('', { expected: '', kind: 'lineEnd' })).toBe(false)
  })

  it('is counted in the characters of common tokens', () => {
    expect(keptCharacters('foo(a, b)', 'foo(a, c)')).toBe('foo(a, )'.length)
    expect(keptCharacters('fooBar', 'foo')).toBe(0)
    expect(keptCharacters('', 'a')).toBe(0)
  })
})

describe('repeated text', () => {
  it.each([
    ['a line that stands below', 'x = 1\n  return total', '\n\n  return total\n}', 'x = 1', true],
    ['a line too short to say something', '  }', '\n  }\n', 'x', false],
    ['a line that really stands there twice', 'return total', '\nreturn total\n', 'return total', false],
    ['a closer of what was opened before', 'a, b)', ')\n', 'a, b', true],
    ['no closer of what it opened itself', 'f(a)', ')\n', 'f(a)', false],
    ['no closer of what the user opened and has not closed', 'b)', ')\n', 'a, b)', false],
    ['other text right of the cursor', 'a, done', 'done\n', 'a', true],
  ])('%s', (_, shown, after, expected, repeats) => {
    expect(repeatsText(shown, after, expected)).toBe(repeats)
  })
})

describe('syntax', () => {
  it('is broken by what the file does not need, and not by what it lacks', async () => {
    const parser = await SyntaxParser.create()
    const document = { path: 'a.ts', languageId: 'typescript', before: 'const a = f(', after: ')\n' }
    expect(await breaksSyntax(parser, document, '1')).toBe(false)
    expect(await breaksSyntax(parser, document, '1))')).toBe(true)
  })
})
