import { describe, expect, it } from 'vitest'
import { grammarReader } from '../../../../server/engine/remote/gbnf.ts'

const block = 'root ::= "```ts\\n" line+ "```"\nline ::= "`"? "`"? ([^`\\n] [^\\n]*)? "\\n"'

describe('A part of a text that follows a grammar', () => {
  it.each([
    ['is the whole where the whole does', block, '```ts\na\n```', '```ts\na\n```'],
    ['is what stands between other words', block, 'Here it is:\n```ts\nif (a) {\n}\n```\nDone.', '```ts\nif (a) {\n}\n```'],
    ['is as long as can be', 'root ::= "a"+ ("b" | "bb")?', 'aaabb', 'aaabb'],
    ['may leave lines empty', block, '```ts\n\n`a`\n```', '```ts\n\n`a`\n```'],
    ['keeps to numbers of times', 'root ::= "[" x ("," x){0,2} "]"\nx ::= [0-9]+', '[1,22,333]', '[1,22,333]'],
    ['knows escapes', 'root ::= "\\"\\x41\\u00e9\\\\" [^\\]\\n]', '"Aé\\z', '"Aé\\z'],
    ['reads rules in any order', 'x ::= "b"\nroot ::= "a" x', 'ab', 'ab'],
  ])('%s', (_what, grammar, text, part) => {
    expect(grammarReader(grammar)(text)).toBe(part)
  })

  it.each([
    ['a block of another language', block, '```py\na\n```'],
    ['a block without its end', block, '```ts\na\n'],
    ['too many times', 'root ::= "[" x ("," x){0,1} "]"\nx ::= [0-9]', '[1,2,3]'],
    ['nothing', block, ''],
  ])('is not there in %s', (_what, grammar, text) => {
    expect(grammarReader(grammar)(text)).toBeUndefined()
  })

  it('is found in a long answer', () => {
    const text = `\`\`\`ts\n${'const a = 1\n'.repeat(2000)}\`\`\``
    expect(grammarReader(block)(text)).toBe(text)
  })

  it.each(['root = "a"', 'x ::= "a"', 'root ::= ("a"'])('is not looked for by %j, which is no grammar', (grammar) => {
    expect(() => grammarReader(grammar)('a')).toThrow(SyntaxError)
  })
})
