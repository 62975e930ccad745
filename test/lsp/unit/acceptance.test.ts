import { describe, expect, it } from 'vitest'
import { Acceptance } from '../../../server/lsp/acceptance.ts'

const uri = 'file:///a.ts'

function withOffer(text: string, replaced = 0): Acceptance {
  const acceptance = new Acceptance()
  acceptance.suggested(uri, [{ start: 10, end: 10 + replaced, text }], 0)
  return acceptance
}

describe('what became of a suggestion', () => {
  it('counts as offered only when it was still valid after 750 ms', () => {
    const acceptance = withOffer('rn left + right')
    expect(acceptance.totals(749).offered).toBe(0)
    expect(acceptance.totals(750).offered).toBe(1)
    expect(acceptance.totals(5000).offered).toBe(1)
  })

  it('is accepted when the whole text appears at once', () => {
    const acceptance = withOffer('rn left + right')
    acceptance.edited(uri, { start: 10, end: 10, text: 'rn left + right' }, 100)
    expect(acceptance.totals(100)).toEqual({ offered: 1, accepted: 1, partlyAccepted: 0, keptCharacters: 15 })
  })

  it('is accepted together with the text that it replaces', () => {
    const acceptance = withOffer('name)', 1)
    acceptance.edited(uri, { start: 10, end: 11, text: 'name)' }, 100)
    expect(acceptance.totals(100).accepted).toBe(1)
  })

  it('is accepted when the editor leaves out what stood there already', () => {
    const acceptance = withOffer('name)', 1)
    acceptance.edited(uri, { start: 10, end: 10, text: 'name' }, 100)
    expect(acceptance.totals(100)).toMatchObject({ accepted: 1, partlyAccepted: 0 })
  })

  it('is partly accepted when a word of it is taken', () => {
    const acceptance = withOffer('rn left + right')
    acceptance.edited(uri, { start: 10, end: 10, text: 'rn left' }, 100)
    expect(acceptance.totals(100)).toEqual({ offered: 1, accepted: 0, partlyAccepted: 1, keptCharacters: 7 })
  })

  it('counts once when it is taken word by word to the end', () => {
    const acceptance = withOffer('rn left + right')
    acceptance.edited(uri, { start: 10, end: 10, text: 'rn left' }, 100)
    acceptance.edited(uri, { start: 17, end: 17, text: ' + right' }, 200)
    expect(acceptance.totals(200)).toEqual({ offered: 1, accepted: 1, partlyAccepted: 0, keptCharacters: 15 })
  })

  it('is not accepted by typing along, and stays one offer', () => {
    const acceptance = withOffer('rn left')
    acceptance.edited(uri, { start: 10, end: 10, text: 'r' }, 200)
    acceptance.suggested(uri, [{ start: 11, end: 11, text: 'n left' }], 210)
    acceptance.edited(uri, { start: 11, end: 11, text: 'n' }, 900)
    expect(acceptance.totals(900)).toEqual({ offered: 1, accepted: 0, partlyAccepted: 0, keptCharacters: 0 })
  })

  it('does not take a closed bracket pair for a taken part', () => {
    const acceptance = withOffer('() => 1')
    acceptance.edited(uri, { start: 10, end: 10, text: '()' }, 100)
    expect(acceptance.totals(100).partlyAccepted).toBe(0)
  })

  it('is over when something else is typed', () => {
    const acceptance = withOffer('rn left')
    acceptance.edited(uri, { start: 10, end: 10, text: 'x' }, 100)
    acceptance.edited(uri, { start: 11, end: 11, text: 'rn left' }, 200)
    expect(acceptance.totals(2000)).toEqual({ offered: 0, accepted: 0, partlyAccepted: 0, keptCharacters: 0 })
  })

  it('is over when the text before it changes', () => {
    const acceptance = withOffer('rn left')
    acceptance.edited(uri, { start: 0, end: 3, text: '' }, 100)
    expect(acceptance.totals(2000).offered).toBe(0)
  })
})
