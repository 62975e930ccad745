import { describe, expect, it } from 'vitest'
import { readPairs } from '../../bench/review/security/pair.ts'
import { securityPairs } from '../../bench/review/security/pairs.ts'
import { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import { countSyntaxErrors } from '../../server/context/syntaxErrors.ts'

const codes = securityPairs.flatMap(({ name, languageId, vulnerable, safe }) => [
  { name: `${name}, vulnerable`, languageId, text: vulnerable },
  { name: `${name}, safe`, languageId, text: safe },
])
const linesIn = (text: string) => text.trimEnd().split('\n')

describe('pairs of vulnerable and safe code', () => {
  it('parse without errors', async () => {
    const parser = await SyntaxParser.create()
    const broken: string[] = []
    for (const { name, languageId, text } of codes) {
      const tree = await parser.parse(new SourceText(name, languageId, text))
      if (tree === undefined || countSyntaxErrors(tree) > 0) broken.push(name)
      tree?.dispose()
    }
    expect(broken).toEqual([])
  })

  it('are 8 to 25 lines long, each with a name of its own', () => {
    expect(codes.filter(({ text }) => linesIn(text).length < 8 || linesIn(text).length > 25).map(({ name }) => name)).toEqual([])
    expect(new Set(securityPairs.map((pair) => pair.name)).size).toBe(securityPairs.length)
  })

  it('differ, and mark exactly one line of the vulnerable code', () => {
    const marks = ({ vulnerable, marked }: (typeof securityPairs)[number]) =>
      linesIn(vulnerable).filter((line) => line.includes(marked)).length
    expect(securityPairs.filter((pair) => marks(pair) !== 1 || pair.vulnerable === pair.safe).map(({ name }) => name)).toEqual([])
  })

  it('are at least eight for each weakness, half of them held out in each language', () => {
    const weaknesses = [...new Set(securityPairs.map((pair) => pair.weakness))]
    expect(weaknesses.length).toBe(17)
    const uneven = weaknesses.filter((weakness) => {
      const pairs = securityPairs.filter((pair) => pair.weakness === weakness)
      const python = pairs.filter((pair) => pair.languageId === 'python')
      const heldOut = (list: typeof pairs) => list.filter((pair) => pair.half === 'heldOut').length
      const languages =
        weakness === 'prototype-pollution' ? python.length === 0 : python.length >= 4 && pairs.length - python.length >= 4
      return pairs.length < 8 || !languages || heldOut(pairs) * 2 !== pairs.length || heldOut(python) * 2 !== python.length
    })
    expect(uneven).toEqual([])
  })
})

describe('the text of a pair', () => {
  const read = (text: string) => readPairs({ weakness: 'w' }, [{ name: 'n', languageId: 'python', text }])

  it('holds both codes', () => {
    expect(read('\n a = 1\n!b = a\n+b = 2\n\n c = 3\n')).toEqual([
      {
        weakness: 'w',
        name: 'n',
        languageId: 'python',
        vulnerable: 'a = 1\nb = a\n\nc = 3\n',
        safe: 'a = 1\nb = 2\n\nc = 3\n',
        marked: 'b = a',
      },
    ])
  })

  it('is refused where a line has no owner, or not one line is marked', () => {
    expect(() => read(' a = 1\nb = a')).toThrow('"b = a" belongs to neither code')
    expect(() => read(' a = 1\n-b = a')).toThrow('mark exactly one line')
    expect(() => read('!a = 1\n!b = a')).toThrow('mark exactly one line')
  })
})
