import { expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { findingId, Occurrences, placeOf } from '../../../server/features/review/fingerprint.ts'
import { withKeptIds } from '../../../server/features/review/identity.ts'
import type { Finding } from '../../../server/protocol/finding.ts'
import { readMarks } from '../../marks.ts'

/** Findings at the marked ranges of a text; `rules` names theirs in order. */
function findingsIn(marked: string, rules: readonly string[] = [], symbol = 'f'): readonly Finding[] {
  const { text, ranges } = readMarks(marked, { ranges: marked.split('[|').length - 1 })
  const source = new SourceText('a.ts', 'typescript', text)
  const occurrences = new Occurrences()
  return ranges.map(({ start, end }, index) => {
    const range = source.rangeBetween(start, end)
    const ruleId = rules[index] ?? 'bug.comparison'
    const fingerprint = occurrences.number(placeOf(source, range, ruleId, symbol))
    return {
      id: findingId(fingerprint),
      fingerprint,
      range,
      quote: source.slice(range),
      origin: 'odds',
      ruleId,
      category: 'bug',
      severity: 'warning',
      confidence: 0.9,
      evidence: {},
      title: '',
      related: [],
      fixes: [],
      state: 'open',
    }
  })
}

function withIds(findings: readonly Finding[], ids: readonly string[]): readonly Finding[] {
  return findings.map((finding, index) => ({ ...finding, id: ids[index] ?? '' }))
}

/** The ids that the findings of the second text get, when those of the first have the ids A, B, C… */
function keptIds(before: readonly Finding[], after: readonly Finding[]): readonly string[] {
  return withKeptIds(withIds(before, ['A', 'B', 'C']), after).map(({ id }) => (id.length === 1 ? id : 'new'))
}

it('keeps the id of a finding that moved', () => {
  expect(keptIds(findingsIn('x [|<=|] y'), findingsIn('\n\n\nx [|<=|] y'))).toEqual(['A'])
})

it('keeps the id when the rest of the line changed', () => {
  expect(keptIds(findingsIn('x [|<=|] y'), findingsIn('x [|<=|] y + 1'))).toEqual(['A'])
})

it('keeps the id when the rule is another of the same category', () => {
  expect(keptIds(findingsIn('x [|<=|] y'), findingsIn('x [|<=|] y', ['bug.off-by-one']))).toEqual(['A'])
})

it('keeps the id when the function was renamed', () => {
  expect(keptIds(findingsIn('x [|<=|] y'), findingsIn('x [|<=|] y', [], 'g'))).toEqual(['A'])
})

it('keeps two equal findings apart by their order', () => {
  expect(keptIds(findingsIn('x [|<=|] y\nx [|<=|] y'), findingsIn('\nx [|<=|] y\nx [|<=|] y'))).toEqual(['A', 'B'])
})

it('gives the id to the best match, whatever stands first', () => {
  expect(keptIds(findingsIn('x [|<=|] y'), findingsIn('z [|<=|] y\nx [|<=|] y'))).toEqual(['new', 'A'])
})

it('gives each id once', () => {
  const before = findingsIn('x [|<=|] y')
  const kept = withKeptIds(before, findingsIn('x [|<=|] y\nx [|<=|] y'))
  expect(new Set(kept.map(({ id }) => id)).size).toBe(2)
})

it('calls a finding new when neither its text nor its line was there', () => {
  expect(keptIds(findingsIn('x [|<=|] y'), findingsIn('a [|<|] b'))).toEqual(['new'])
})
