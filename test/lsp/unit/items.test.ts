import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { toItem } from '../../../server/lsp/inlineItem.ts'

const source = (text: string) => new SourceText('a.ts', 'typescript', text)
const range = (start: number, end: number) => ({ start: { line: 0, character: start }, end: { line: 0, character: end } })

describe('an inline completion item', () => {
  it('inserts at the cursor', () => {
    expect(toItem({ range: range(4, 4), text: 'rn a', confidence: 1 }, source('retu'), undefined)).toEqual({
      insertText: 'rn a',
      range: range(4, 4),
    })
  })

  it('begins with the selected suggestion and replaces what that replaces', () => {
    const selected = { range: range(8, 10), text: 'length' }
    expect(toItem({ range: range(10, 10), text: 'ngth - 1', confidence: 1 }, source('a = listle'), selected)).toEqual({
      insertText: 'length - 1',
      range: range(8, 10),
    })
  })

  it('is left out when it does not begin with the selected suggestion', () => {
    const selected = { range: range(0, 2), text: 'letter' }
    expect(toItem({ range: range(2, 2), text: 'ngth', confidence: 1 }, source('le'), selected)).toBeUndefined()
  })

  it('tells what to compare with where it replaces other text', () => {
    expect(toItem({ range: range(2, 3), text: 'x', confidence: 1 }, source('f(]'), undefined)?.filterText).toBe(']')
    expect(toItem({ range: range(2, 3), text: 'x)', confidence: 1 }, source('f()'), undefined)?.filterText).toBeUndefined()
  })
})
