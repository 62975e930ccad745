import { describe, expect, it } from 'vitest'
import { pictureOf } from '../../bench/review/picture.ts'
import type { Alarm, Results, TrialRecord } from '../../bench/review/records.ts'
import { tablesOf } from '../../bench/review/table.ts'

function alarm(right: boolean, confidence: number): Alarm {
  const shownAt = [0.6, 0.8, 0.9].filter((asked) => confidence >= asked)
  return { ...{ line: 0, rule: 'bug', quote: '', confidence, right, exact: right, verified: true }, shownAt }
}

function record(id: string, system: TrialRecord['system'], fault: string | undefined, alarms: readonly Alarm[]): TrialRecord {
  return {
    ...({ id, part: 'injected', half: 'heldOut', system, languageId: 'python', lines: 10, codeLines: 10 } as const),
    ...(fault === undefined ? {} : { fault, looked: true }),
    ...{ alarms, ms: 2000, evaluatedTokens: 50 },
  }
}

const results: Results = {
  ...({ started: '', model: 'qwen2-0.5b', device: 'cpu', half: 'heldOut', seed: 1, precision: 0.8 } as const),
  trials: [
    record('a', 'latent', 'nullCheck', [alarm(true, 0.95)]),
    record('a', 'latent', undefined, [alarm(false, 0.7)]),
    record('b', 'latent', 'boundary', [alarm(true, 0.85), alarm(false, 0.82)]),
    { ...record('b', 'latent', undefined, []), incomplete: 'tooLong a line has 3000 characters' },
    record('a', 'naive', 'nullCheck', [alarm(false, 1)]),
    record('a', 'naive', undefined, [alarm(false, 1)]),
  ],
  prefixes: [
    {
      ...{ id: 'a', lines: 10, questions: 20, shared: { evaluatedTokens: 100, ms: 10 } },
      ...{ alone: { questions: 2, evaluatedTokens: 100, ms: 8 }, differences: [0.05, 0.2] },
    },
  ],
  preferences: [
    { id: 'a', odds: 1 },
    { id: 'b', odds: -1 },
  ],
}

function rowOf(name: string): string {
  const rows = tablesOf(results).split('\n')
  return rows.find((row) => row.startsWith(name))?.replaceAll(/ {2,}/g, ' | ') ?? `no row ${name}`
}

describe('the table of a run', () => {
  it('tells what each system showed and what of it was right', () => {
    expect(rowOf('precision')).toMatch(/\| 2 of 3 = 67 % \[\d+, \d+\] \| 0 of 2 = 0 % .* \| 5 %$/)
    expect(rowOf('recall')).toMatch(/\| 2 of 2 = 100 % .* \| 0 of 1 = 0 %/)
  })

  it('sets what is measured beside what the setting asks for', () => {
    expect(rowOf('60 %')).toMatch(/2 of 4 = 50 %/)
    expect(rowOf('90 %')).toMatch(/1 of 1 = 100 %/)
  })

  it('marks kinds of faults that tuning never saw', () => {
    expect(rowOf('nullCheck (held out)')).toMatch(/1 of 1/)
    expect(rowOf('boundary')).not.toMatch(/held out/)
  })

  it('takes the questions that were asked alone for all of them', () => {
    // 2 of 20 questions cost 100 tokens, so all cost 1,000, ten times what they cost together.
    expect(rowOf('One by one')).toMatch(
      /: 10 \[10, 10\] times the tokens, 8\.00 \[8\.00, 8\.00\] times the time; .* 1 of 2 = 50 %.*0\.200 apart/,
    )
  })

  it('says what was not reviewed to its end', () => {
    expect(rowOf('1 texts')).toMatch(/tooLong a line has 3000 characters/)
  })

  it('counts how often a fix is likelier than its bug', () => {
    expect(rowOf('Real bugs')).toMatch(/1 of 2 = 50 %/)
  })
})

it('the picture has a point for each system and setting that showed something', () => {
  const picture = pictureOf(results)
  expect(picture.match(/<circle/g)).toHaveLength(4)
  expect(picture).not.toMatch(/NaN|undefined/)
})
