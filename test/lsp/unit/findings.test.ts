import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { applyEdits, type Edit } from '../../../server/lsp/edits.ts'
import { Findings } from '../../../server/lsp/findings.ts'
import { readMarks } from '../../marks.ts'
import { findingAt } from './finding.ts'

const uri = 'file:///a.ts'
const code = 'function f(a: number) {\n  return a [|>|] 1\n}\n'

/** A store with one finding at the mark, and a way to edit the text under it. */
function reviewed(marked: string) {
  const { text, ranges } = readMarks(marked, { ranges: 1 })
  const range = ranges[0] ?? { start: 0, end: 0 }
  const findings = new Findings()
  const session = findings.begin(uri, new SourceText('a.ts', 'typescript', text), undefined)
  session.add(findingAt(text, range, { id: 'one', fix: '>=' }))
  session.end([])
  let now = text
  const make = (edit: Edit) => {
    now = applyEdits(now, [edit])
    findings.edited(uri, edit, now)
  }
  const insert = (at: number, inserted: string) => make({ start: at, end: at, text: inserted })
  const remove = (start: number, end: number) => make({ start, end, text: '' })
  /** The text of now with the finding marked. */
  const shown = () => {
    const live = findings.of(uri)[0]
    if (live === undefined) return 'gone'
    if (live.finding.state !== 'open') return live.finding.state
    const source = new SourceText('a.ts', 'typescript', now)
    const { start, end } = live.finding.range
    const marks = [source.offsetAt(start), source.offsetAt(end)] as const
    return `${now.slice(0, marks[0])}[|${now.slice(...marks)}|]${now.slice(marks[1])}`
  }
  return { findings, text, range, insert, remove, make, shown, live: () => findings.of(uri)[0] }
}

describe('a finding in a text that is edited', () => {
  it('moves with lines that are added above it', () => {
    const { insert, shown } = reviewed(code)
    insert(0, '// 😀\n')
    expect(shown()).toBe(`// 😀\n${code}`)
  })

  it('is stale once its quote is changed, and open again when that is undone', () => {
    const { make, range, shown, live } = reviewed(code)
    make({ ...range, text: '<' })
    expect(shown()).toBe('stale')
    expect(live()?.finding.fixes).toEqual([])
    make({ start: range.start, end: range.start + 1, text: '>' })
    expect(shown()).toBe(code)
    expect(live()?.asReviewed).toBe(true)
  })

  it('comes back when its whole function is cut and pasted to the same place', () => {
    const { make, remove, text, shown } = reviewed(code)
    remove(0, text.length)
    expect(shown()).toBe('stale')
    make({ start: 0, end: 0, text })
    expect(shown()).toBe(code)
  })

  it('is outdated when its line changes around the quote', () => {
    const { insert, range, live } = reviewed(code)
    insert(range.end + 2, '0')
    expect(live()).toMatchObject({ outdated: true, finding: { state: 'open' } })
  })

  it('is not outdated by changes of other lines, and its fix moves along', () => {
    const { insert, live } = reviewed(code)
    insert(0, '\n')
    expect(live()?.outdated).toBe(false)
    expect(live()?.finding.fixes[0]?.edits[0]?.range).toEqual(live()?.finding.range)
  })

  it('survives a document that is closed and opened with another text', () => {
    const { findings, text, live } = reviewed(code)
    findings.opened(uri, `// new\n${text}`)
    expect(live()?.finding).toMatchObject({ state: 'open', range: { start: { line: 2, character: 11 } } })
  })
})

describe('a document that is deleted', () => {
  it('takes its findings with it, alone or with its folder', () => {
    for (const gone of [uri, 'file://']) {
      const { findings } = reviewed(code)
      const told: string[] = []
      findings.onChange((changed) => told.push(changed))
      findings.forget(['file:///b.ts', gone])
      expect(findings.of(uri)).toEqual([])
      expect(told).toEqual([uri])
    }
  })
})

describe('a second review of a document', () => {
  const two = 'function f(a: number) {\n  return a [|>|] 1 || a [|<|] 0\n}\n'
  function again(second: (marks: ReturnType<typeof readMarks>, findings: Findings) => void): readonly string[] {
    const marks = readMarks(two, { ranges: 2 })
    const findings = new Findings()
    const source = new SourceText('a.ts', 'typescript', marks.text)
    const first = findings.begin(uri, source, undefined)
    for (const [index, range] of marks.ranges.entries()) {
      first.add(findingAt(marks.text, range, { id: `old-${index}`, symbol: `f${index}` }))
    }
    first.end([])
    second(marks, findings)
    return findings.of(uri).map(({ finding }) => finding.id)
  }
  const source = ({ text }: { text: string }) => new SourceText('a.ts', 'typescript', text)

  it('gives what it finds again the id of before, and drops the rest', () => {
    const ids = again((marks, findings) => {
      const session = findings.begin(uri, source(marks), undefined)
      const range = marks.ranges[1] ?? { start: 0, end: 0 }
      expect(session.add(findingAt(marks.text, range, { id: 'new', symbol: 'f1' })).id).toBe('old-1')
      session.end([])
    })
    expect(ids).toEqual(['old-1'])
  })

  it('takes a stale one that it does not find for fixed, and shows it again once its text is back', () => {
    const { findings, make, range, text, live, shown } = reviewed(code)
    make({ ...range, text: '<' })
    findings.begin(uri, new SourceText('a.ts', 'typescript', text.replace('>', '<')), undefined).end([])
    expect(live()).toBeUndefined()
    make({ start: range.start, end: range.start + 1, text: '>' })
    expect(shown()).toBe(code)
    expect(live()?.finding).toMatchObject({ id: 'one', state: 'open', fixes: [{ verified: true }] })
  })

  it('leaves a stale one marked where it was not looked at to the end', () => {
    const { findings, make, range, text, shown } = reviewed(code)
    make({ ...range, text: '<' })
    const now = new SourceText('a.ts', 'typescript', text.replace('>', '<'))
    findings.begin(uri, now, undefined).end([{ symbol: 'f', reason: 'outOfBudget' }])
    expect(shown()).toBe('stale')
  })

  it('keeps what stands in functions that it did not finish', () => {
    const ids = again((marks, findings) => {
      findings.begin(uri, source(marks), undefined).end([{ symbol: 'f0', reason: 'cancelled' }])
    })
    expect(ids).toEqual(['old-0'])
  })

  it('keeps everything when the whole file was not reached', () => {
    const ids = again((marks, findings) => {
      findings.begin(uri, source(marks), undefined).end([{ symbol: 'the file', reason: 'cancelled' }])
    })
    expect(ids).toEqual(['old-0', 'old-1'])
  })

  it('leaves the lines alone that it did not look at', () => {
    const ids = again((marks, findings) => {
      findings.begin(uri, source(marks), [{ startLine: 0, endLine: 1 }]).end([])
    })
    expect(ids).toEqual(['old-0', 'old-1'])
  })

  it('places what it finds where the text has moved to meanwhile', () => {
    const marks = readMarks(code, { ranges: 1 })
    const findings = new Findings()
    const session = findings.begin(uri, source(marks), undefined)
    findings.edited(uri, { start: 0, end: 0, text: '// later\n\n' }, `// later\n\n${marks.text}`)
    const found = session.add(findingAt(marks.text, marks.ranges[0] ?? { start: 0, end: 0 }))
    expect(found.range.start).toEqual({ line: 3, character: 11 })
    expect(found.state).toBe('open')
  })

  it('calls a finding stale whose quote was changed while it was looked for', () => {
    const marks = readMarks(code, { ranges: 1 })
    const range = marks.ranges[0] ?? { start: 0, end: 0 }
    const findings = new Findings()
    const session = findings.begin(uri, source(marks), undefined)
    findings.edited(uri, { ...range, text: '>=' }, applyEdits(marks.text, [{ ...range, text: '>=' }]))
    expect(session.add(findingAt(marks.text, range)).state).toBe('stale')
  })

  it('never gives two findings the same id', () => {
    const ids = again((marks, findings) => {
      const session = findings.begin(uri, source(marks), undefined)
      for (const range of marks.ranges)
        session.add(findingAt(marks.text, range, { id: 'twin', ruleId: `bug.r${range.start}`, symbol: 'g' }))
      session.end([])
    })
    expect(new Set(ids).size).toBe(2)
  })
})
