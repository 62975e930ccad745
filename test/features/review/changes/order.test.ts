import { beforeAll, describe, expect, it } from 'vitest'
import { changeBetween } from '../../../../server/context/changes.ts'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { SourceText } from '../../../../server/context/source.ts'
import { type ChangedText, changedText } from '../../../../server/features/review/changes/changedText.ts'
import { byRisk, jobsOf, type Rate, riskiestFirst } from '../../../../server/features/review/changes/order.ts'
import { riskBetween } from '../../../../server/features/review/changes/risk.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

const textOf = (before: string | undefined, after: string, path = 'a.js') =>
  changedText(new SourceText(path, 'javascript', after), changeBetween(before, after), parser)

const functionOf = (name: string, body: string) => `function ${name}(a, b) {\n  const c = a\n  return ${body}\n}\n\n`

/** The order in which the functions of the texts are reviewed when these words are as risky as said. */
async function order(texts: readonly ChangedText[], risks: Readonly<Record<string, number>>) {
  const rated: string[] = []
  const rate: Rate = async ({ newText }) => {
    rated.push(newText.trim())
    return Object.entries(risks).find(([word]) => newText.includes(word))?.[1]
  }
  const jobs = await riskiestFirst(jobsOf(texts), rate)
  return { names: jobs.map(({ piece }) => piece.name), rated }
}

describe('the order of changed functions', () => {
  const before = functionOf('one', 'a + b') + functionOf('two', 'a + b') + functionOf('three', 'a + b') + functionOf('four', 'a')
  const after = functionOf('one', 'a - b') + functionOf('two', 'a * b') + functionOf('three', 'a / b') + functionOf('four', 'a')

  it('is that of their risk, over all files', async () => {
    const other = await textOf(functionOf('far', 'a'), functionOf('far', 'a % b'), 'b.js')
    const { names } = await order([await textOf(before, after), other], { 'a - b': 1, 'a * b': 9, 'a / b': -3, 'a % b': 5 })
    expect(names).toEqual(['two', 'far', 'one', 'three'])
  })

  it('has what is new between what became less likely and what became likelier', async () => {
    const { names } = await order([await textOf(before, after + functionOf('fresh', 'b'))], {
      'a - b': -1,
      'a * b': 2,
      'a / b': -3,
    })
    expect(names).toEqual(['two', 'fresh', 'one', 'three'])
  })

  it('is that of the text where nothing could be measured', async () => {
    expect((await order([await textOf(before, after)], {})).names).toEqual(['one', 'two', 'three'])
  })

  it('costs nothing where there is only one function', async () => {
    const { names, rated } = await order([await textOf(functionOf('one', 'a'), functionOf('one', 'b'))], {})
    expect({ names, rated }).toEqual({ names: ['one'], rated: [] })
  })

  it('measures no long hunk, no long line, and at most 64 hunks', async () => {
    const many = (sign: string) =>
      Array.from({ length: 70 }, (_, index) => functionOf(`f${index}`, `a ${sign} ${index}`)).join('')
    expect((await order([await textOf(many('+'), many('-'))], {})).rated).toHaveLength(64)
    const long = (word: string) => functionOf('f', `${word}\n`.repeat(13)) + functionOf('g', `'${word.repeat(300)}'`)
    expect((await order([await textOf(long('a'), long('b'))], {})).rated).toEqual([])
  })

  it('keeps equal ones as they are, and takes the riskiest hunk of each', () => {
    const rated = [
      { job: 'a', risks: [] },
      { job: 'b', risks: [-1, 0] },
      { job: 'c', risks: [-5, 3] },
      { job: 'd', risks: [-2] },
    ]
    expect(byRisk(rated)).toEqual(['c', 'a', 'b', 'd'])
  })
})

describe('the risk of a hunk', () => {
  it('is the difference of the log-probabilities for texts of the same length', () => {
    expect(riskBetween({ logPs: [-9, -1], lengths: [3, 2] }, { logPs: [-2, -1], lengths: [2, 3] })).toBeCloseTo(7)
  })

  it('does not count a text as risky for being longer', () => {
    expect(riskBetween({ logPs: [-1, -1, -1, -1], lengths: [2, 2, 2, 2] }, { logPs: [-1], lengths: [2] })).toBeCloseTo(0)
    expect(riskBetween({ logPs: [], lengths: [] }, { logPs: [-1], lengths: [2] })).toBe(0)
  })
})

describe('what is looked at of a change', () => {
  /** The lines, from 1, and the parts that are reviewed when the lines of a text with an x are new. */
  async function lookedAt(after: string, languageId = 'javascript') {
    const before = after.split('\n').map((line) => (line.includes('x') ? 'old()' : line))
    const source = new SourceText('a', languageId, after)
    const { lines, pieces } = await changedText(source, changeBetween(before.join('\n'), after), parser)
    return {
      lines: lines.map(({ startLine, endLine }) => `${startLine + 1}-${endLine}`).join(' '),
      parts: pieces.map(({ name }) => name).join(' '),
    }
  }

  it.each([
    ['a line alone', 'function f(a) {\n  a()\n  x()\n  b()\n}\n', '3-3', 'f'],
    ['the whole of a statement over several lines', 'function f(a) {\n  a()\n  return g(\n    x,\n    a,\n  )\n}\n', '3-6', 'f'],
    ['the head of a compound statement', 'function f(a) {\n  if (\n    a &&\n    x\n  ) {\n    a()\n  }\n}\n', '2-5', 'f'],
    ['nothing of what stands in a block around', 'function f(a) {\n  if (a) {\n    a()\n    x()\n  }\n}\n', '4-4', 'f'],
    ['both functions of a line between', 'function f() {}\nfunction g() { x() }\n', '2-2', 'g'],
    ['code outside of functions by its lines', 'import a from "x"\n\nfunction f() {\n  a()\n}\n', '1-1', 'lines 1-5'],
  ])('%s', async (_what, after, lines, parts) => {
    expect(await lookedAt(after)).toEqual({ lines, parts })
  })

  it('is only the changed line of a language without a grammar, and of a long table', async () => {
    expect(await lookedAt('a\nx\nb\n', 'plaintext')).toEqual({ lines: '2-2', parts: 'lines 1-3' })
    const table = `const t = [\n${'  1,\n'.repeat(20)}  x,\n]\n`
    expect((await lookedAt(table)).lines).toBe('22-22')
  })

  it('is nothing of a generated file, which says why', async () => {
    const text = await textOf(undefined, '// Code generated by a tool. DO NOT EDIT.\nfunction f() {}\n')
    expect(text.pieces).toEqual([])
    expect(text.generated).toBeDefined()
  })
})
