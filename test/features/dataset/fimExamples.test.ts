import { expect, it } from 'vitest'
import { fimExamples, holesIn } from '../../../server/features/dataset/fimExamples.ts'
import { parsed } from '../../context/parsing.ts'

const code = `export function total(items: readonly Item[]): number {
  let sum = 0
  for (const item of items) {
    sum += item.price * item.count
  }
  return Math.round(sum * 100) / 100
}
`

/** The texts of the holes of each kind. */
async function holes(languageId: string, text: string) {
  return await parsed(languageId, text, (source, tree) => {
    if (tree === undefined) throw new Error('no grammar')
    const found = holesIn(source, tree)
    const of = (kind: string) =>
      found.filter(({ span }) => span === kind).map(({ startOffset, endOffset }) => text.slice(startOffset, endOffset))
    return { bodies: of('functionBody'), blocks: of('block'), statements: of('statement'), expressions: of('expression') }
  })
}

it('holes are expressions, statements, blocks and bodies of functions', async () => {
  const { bodies, blocks, statements, expressions } = await holes('typescript', code)
  expect(bodies).toEqual([code.slice(code.indexOf('let sum'), code.lastIndexOf('\n}'))])
  expect(blocks).toEqual([])
  expect(statements).toContain('return Math.round(sum * 100) / 100')
  expect(expressions).toContain('Math.round(sum * 100)')
  expect(expressions.every((text) => !text.includes('\n'))).toBe(true)
})

it('a place is one hole only, as the largest thing that it is', async () => {
  const { blocks, statements } = await holes('typescript', code)
  const only = 'sum += item.price * item.count'
  expect([...blocks, ...statements].filter((text) => text === only)).toHaveLength(1)
})

it('blocks of Python are holes as well, without brackets', async () => {
  const { bodies } = await holes('python', 'def total(items):\n    found = sum(items)\n    return round(found, 2)\n')
  expect(bodies).toEqual(['found = sum(items)\n    return round(found, 2)'])
})

it('prefix, middle and suffix joined are the text; the same text gives the same examples', async () => {
  const long = Array.from({ length: 40 }, (_, at) => code.replace('total', `total${at}`)).join('\n')
  await parsed('typescript', long, (source, tree) => {
    if (tree === undefined) throw new Error('no grammar')
    const examples = fimExamples(source, tree, 'c0ffee', 20)
    expect(examples).toHaveLength(20)
    for (const { prefix, middle, suffix, startOffset } of examples) {
      expect(long.slice(startOffset - prefix.length)).toMatch(new RegExp(`^${escaped(prefix + middle + suffix)}`))
      expect(prefix.length).toBeLessThanOrEqual(3000)
      expect(suffix.length).toBeLessThanOrEqual(1500)
    }
    expect(new Set(examples.map(({ span }) => span)).size).toBeGreaterThanOrEqual(3)
    expect(fimExamples(source, tree, 'c0ffee', 20)).toEqual(examples)
  })
})

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
