import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { applyEdits } from '../../../server/lsp/edits.ts'
import { verifiedFixes } from '../../../server/lsp/fixAll.ts'
import { offsetEdits } from '../../../server/lsp/fixDiff.ts'
import { readMarks } from '../../marks.ts'
import { findingAt, type Made } from './finding.ts'

/** The text after all verified fixes; the n-th mark is the n-th finding. */
function fixed(marked: string, made: readonly (Made & { outdated?: boolean })[]): string {
  const { text, ranges } = readMarks(marked, { ranges: made.length })
  const source = new SourceText('a.ts', 'typescript', text)
  const live = ranges.map((range, index) => ({
    finding: findingAt(text, range, made[index]),
    outdated: made[index]?.outdated ?? false,
    asReviewed: true,
  }))
  return applyEdits(text, offsetEdits(source, verifiedFixes(live).edits))
}

describe('fixing all at once', () => {
  it('makes every verified fix', () => {
    expect(fixed('a [|>|] b; c [|<|] d', [{ fix: '>=' }, { fix: '<=' }])).toBe('a >= b; c <= d')
  })

  it('leaves out what is not verified', () => {
    expect(fixed('a [|>|] b; c [|<|] d', [{ fix: '>=', verified: false }, { fix: '<=' }])).toBe('a > b; c <= d')
  })

  it('leaves out what changed since the review', () => {
    expect(fixed('a [|>|] b; c [|<|] d', [{ fix: '>=', outdated: true }, { fix: '<=' }])).toBe('a > b; c <= d')
  })

  it('takes the surer of two fixes that overlap', () => {
    expect(
      fixed('[|a [|>|] b|]', [
        { fix: 'x', confidence: 0.8 },
        { fix: '>=', confidence: 0.9 },
      ]),
    ).toBe('a >= b')
  })

  it('takes one of two fixes that touch, because their order is not known', () => {
    expect(
      fixed('[|a|][|b|]', [
        { fix: 'x', confidence: 0.9 },
        { fix: 'y', confidence: 0.8 },
      ]),
    ).toBe('xb')
  })
})
