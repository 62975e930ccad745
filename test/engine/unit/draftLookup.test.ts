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
  /** Follows `f(old); g(o); h(o); i(o); j` up to ` g(`, where the model writes `n` in place of `o`. */
  const renamed = () => {
    const lookup = new DraftLookup([tokens('f(old); g(o); h(o); i(o); j')], tokens('f(old);'))
    lookup.draft(11)
    lookup.wrote(tokens(' g(n'), 11)
    return lookup
  }

  it('nothing is expected before a token agrees again', () => {
    expect(renamed().draft(3)).toBeUndefined()
  })

  it('the draft goes on behind another token', () => {
    const lookup = renamed()
    lookup.wrote(tokens(')'), 0)
    expect(text(lookup.draft(3)?.tokens)).toBe('; h')
  })

  it('the draft goes on behind a token more', () => {
    const lookup = new DraftLookup([tokens('f(old); g(o); h(o);')], tokens('f(old);'))
    lookup.draft(11)
    lookup.wrote(tokens(' g(n'), 11)
    lookup.wrote(tokens('o'), 0)
    expect(text(lookup.draft(3)?.tokens)).toBe('); ')
  })

  it('the same difference is expected again', () => {
    const lookup = renamed()
    lookup.wrote(tokens(')'), 0)
    expect(text(lookup.draft(6)?.tokens)).toBe('; h(n)')
  })

  it('a difference that did not come again is no longer expected', () => {
    const lookup = renamed()
    lookup.wrote(tokens(')'), 0)
    lookup.draft(6)
    lookup.wrote(tokens('; h(o'), 6)
    lookup.wrote(tokens(')'), 0)
    expect(text(lookup.draft(6)?.tokens)).toBe('; i(o)')
  })
})
