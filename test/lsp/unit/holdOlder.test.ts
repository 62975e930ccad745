import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { Findings } from '../../../server/lsp/findings.ts'
import { readMarks } from '../../marks.ts'
import { findingAt } from './finding.ts'

const uri = 'file:///a.ts'
const { text, ranges } = readMarks('function f(a: number) {\n  return a [|>|] 1\n}\n', { ranges: 1 })
const finding = findingAt(text, ranges[0] ?? { start: 0, end: 0 }, { id: 'one' })
const reason = 'It was there before the change.'
const lines = [{ startLine: 1, endLine: 2 }]

describe('a finding that is older than the changes', () => {
  it('stays shown where a review of the whole file shows it', () => {
    const findings = new Findings()
    const source = new SourceText('a.ts', 'typescript', text)
    const whole = findings.begin(uri, source, undefined)
    whole.add(finding)
    whole.end([])
    const ofChanges = findings.begin(uri, source, lines)
    expect(ofChanges.holdOlder({ ...finding, id: 'other', reason })).toMatchObject({ id: 'one', reason })
    ofChanges.end([])
    expect(findings.of(uri).map((live) => live.finding)).toMatchObject([{ id: 'one', state: 'open' }])
    expect(findings.heldBackOf(uri)).toEqual([])
  })

  it('is held back where nothing shows it, also the next time', () => {
    const findings = new Findings()
    const source = new SourceText('a.ts', 'typescript', text)
    for (const _turn of [1, 2]) {
      const ofChanges = findings.begin(uri, source, lines)
      ofChanges.holdOlder({ ...finding, reason })
      ofChanges.end([])
      expect(findings.of(uri)).toEqual([])
      expect(findings.heldBackOf(uri)).toMatchObject([{ id: 'one', reason }])
    }
  })
})
