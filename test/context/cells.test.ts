import { describe, expect, it } from 'vitest'
import { otherCells } from '../../server/context/cells.ts'

const cell = (text: string, languageId = 'python') => ({ path: 'n.ipynb', languageId, text })
const texts = (...args: Parameters<typeof otherCells>) => otherCells(...args).map(({ text }) => text)

describe('other cells of a notebook', () => {
  it('come in order, without the current one, empty ones and those in another language', () => {
    const cells = [cell('a'), cell('# A', 'markdown'), cell('b'), cell(' \n'), cell('now'), cell('ls', 'shellscript'), cell('c')]
    expect(otherCells(cells, 4, 1000)).toEqual(['a', 'b', 'c'].map((text) => ({ kind: 'cell', path: 'n.ipynb', text })))
  })

  it('are the nearest before the current one where the budget is short', () => {
    const cells = ['aaaaaaaaaa', 'bbbbbbbbbb', 'now', 'cccccccccc'].map((text) => cell(text))
    const size = 'n.ipynb'.length + 10
    expect(texts(cells, 2, size)).toEqual(['bbbbbbbbbb'])
    expect(texts(cells, 2, 2 * size)).toEqual(['aaaaaaaaaa', 'bbbbbbbbbb'])
    expect(texts(cells, 2, 3 * size)).toEqual(['aaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc'])
    expect(texts(cells, 2, 0)).toEqual([])
  })

  it('keep the lines nearest to the current cell of the first that does not fit', () => {
    const long = cell(Array.from({ length: 20 }, (_, index) => `row_${index} = load(${index})`).join('\r\n'))
    expect(texts([long, cell('now')], 1, 70)).toEqual(['row_17 = load(17)\nrow_18 = load(18)\nrow_19 = load(19)'])
    expect(texts([cell('now'), long], 0, 70)).toEqual(['row_0 = load(0)\nrow_1 = load(1)\nrow_2 = load(2)\nrow_3 = load(3)'])
  })

  it.each([-1, 5])('a current cell of number %i gives none', (current) => {
    expect(texts([cell('a')], current, 100)).toEqual([])
  })
})
