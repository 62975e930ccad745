import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { findingId, Occurrences, placeOf } from '../../../server/features/review/fingerprint.ts'
import { readRange } from '../../marks.ts'

function fingerprintOf(marked: string, occurrences = new Occurrences(), symbol = 'f') {
  const { text, start, end } = readRange(marked)
  const source = new SourceText('src/a.ts', 'typescript', text)
  return occurrences.number(placeOf(source, source.rangeBetween(start, end), 'bug.comparison', symbol))
}

describe('a fingerprint stays the same', () => {
  it('when lines above it change', () => {
    expect(fingerprintOf('const a = 1\n\n  x [|<=|] y')).toEqual(fingerprintOf('  x [|<=|] y'))
  })

  it('when white space in its line changes', () => {
    expect(fingerprintOf('\t\tg(a, [|b  <=  c|])')).toEqual(fingerprintOf('g(a,   [|b <= c|])'))
  })

  it('with either kind of slash in the path', () => {
    const source = new SourceText('src\\a.ts', 'typescript', 'x')
    expect(placeOf(source, source.rangeBetween(0, 1), 'bug', undefined).path).toBe('src/a.ts')
  })
})

describe('a fingerprint differs', () => {
  it('when the text, the line or the symbol differs', () => {
    const fingerprints = [
      fingerprintOf('x [|<=|] y'),
      fingerprintOf('x [|<|] y'),
      fingerprintOf('x [|<=|] z'),
      fingerprintOf('x [|<=|] y', new Occurrences(), 'g'),
    ]
    expect(new Set(fingerprints.map(findingId)).size).toBe(4)
  })

  it('for the second of two equal places', () => {
    const occurrences = new Occurrences()
    const [first, second] = [fingerprintOf('x [|<=|] y', occurrences), fingerprintOf('x [|<=|] y', occurrences)]
    expect([first.occurrence, second.occurrence]).toEqual([0, 1])
    expect(findingId(first)).not.toBe(findingId(second))
  })
})

it('has no line number and no text of the code in it', () => {
  expect(JSON.stringify(fingerprintOf('\n\n\nsecretName [|<=|] y'))).not.toMatch(/secretName|line"/)
})
