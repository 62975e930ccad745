import type { Token } from 'node-llama-cpp'
import { describe, expect, it } from 'vitest'
import { DraftLookup } from '../../../server/engine/local/draftLookup.ts'

const tokens = (text: string) => [...text].map((character) => character.codePointAt(0) as Token)
const text = (found: readonly Token[] | undefined) => String.fromCodePoint(...(found ?? []))

describe('a draft', () => {
  it('is what followed the longest match of the end', () => {
    const lookup = new DraftLookup([], tokens('abcX xabcY bc zabcY zabc'))
    expect(text(lookup.draft(3)?.tokens)).toBe('Y z')
  })

  it('comes from an older answer too, and does not reach beyond it', () => {
    const lookup = new DraftLookup([tokens('one two three')], tokens('two'))
    expect(text(lookup.draft(20)?.tokens)).toBe(' three')
  })

  it('needs three tokens in common', () => {
    expect(new DraftLookup([tokens('abcdef')], tokens('zbc')).draft(5)).toBeUndefined()
  })

  it('tells how much matched', () => {
    expect(new DraftLookup([tokens('12345678')], tokens('x23456')).draft(1)?.matched).toBe(5)
  })

  it('follows what is written', () => {
    const lookup = new DraftLookup([], tokens('abcd'))
    lookup.wrote(tokens('ab'), 0)
    lookup.wrote(tokens('c'), 0)
    expect(text(lookup.draft(1)?.tokens)).toBe('d')
  })
})

describe('after a difference of one token', () => {
  const renamed = () => {
    const lookup = new DraftLookup([tokens('f(old); g(o); h(o); i(o); j')], tokens('f(old);'))
    // The draft was ` g(o); h(o)`; the model wrote `n` in place of the first `o`.
    lookup.draft(11)
    lookup.wrote(tokens(' g(n'), 11)
    return lookup
  }

  it('the draft goes on behind it', () => {
    expect(text(renamed().draft(3)?.tokens)).toBe('); ')
  })

  it('the same difference is expected again', () => {
    expect(text(renamed().draft(7)?.tokens)).toBe('); h(n)')
  })

  it('a difference that did not come again is no longer expected', () => {
    const lookup = renamed()
    lookup.draft(7)
    lookup.wrote(tokens('); h(o'), 7)
    expect(text(lookup.draft(7)?.tokens)).toBe('); i(o)')
  })
})
