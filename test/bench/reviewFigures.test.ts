import { describe, expect, it } from 'vitest'
import { chanceOf, figuresOf, growthWithLines, lostByFirstStage, shownAt } from '../../bench/review/figures.ts'
import { share } from '../../bench/review/intervals.ts'
import type { Alarm, TrialRecord } from '../../bench/review/records.ts'

const alarm = (change: Partial<Alarm> = {}): Alarm => ({
  ...{ line: 1, rule: 'bug.comparison', quote: '<', newText: '>', confidence: 0.85 },
  ...{ right: false, exact: false, verified: true, shownAt: [0.8, 0.6] },
  ...change,
})
const record = (change: Partial<TrialRecord> = {}): TrialRecord => ({
  ...{ id: 'a', part: 'injected', half: 'heldOut', system: 'latent', languageId: 'python' },
  ...{ lines: 20, codeLines: 10, alarms: [], ms: 1000, evaluatedTokens: 100 },
  ...change,
})
const faulty = (change: Partial<TrialRecord> = {}) => record({ fault: 'comparison', looked: true, ...change })

describe('figures of a review', () => {
  const records = [
    faulty({ alarms: [alarm({ right: true, exact: true }), alarm()] }),
    faulty({ looked: false }),
    record({ alarms: [alarm()] }),
    record({ alarms: [alarm({ shownAt: [0.6] })] }),
  ]

  it('count what is shown at a setting, and what of it is right', () => {
    const { precision, recall, fixExact } = figuresOf(records, shownAt(0.8))
    expect([precision.part, precision.whole]).toEqual([1, 3])
    expect([recall.part, recall.whole]).toEqual([1, 2])
    expect([fixExact.part, fixExact.whole]).toEqual([1, 1])
    expect(figuresOf(records, shownAt(0.6)).precision.whole).toBe(4)
    expect(figuresOf(records, shownAt(0.9)).precision.whole).toBe(0)
  })

  it('count alarms in correct code by its lines', () => {
    expect(figuresOf(records, shownAt(0.8)).alarmsPerThousandLines.value).toBe(25)
  })

  it('tell the tokens that a right alarm costs', () => {
    expect(figuresOf(records, shownAt(0.8)).tokensPerRight.value).toBe(400)
  })

  it('tell what no later step could find', () => {
    const lost = lostByFirstStage(records)
    expect([lost.part, lost.whole]).toEqual([1, 2])
  })

  it('compare with alarms at random lines', () => {
    // Half of the texts have one faulty line among ten.
    expect(chanceOf(records, 4).precision.value).toBeCloseTo(0.05)
    expect(chanceOf(records, 4).recall.value).toBeCloseTo(0.1)
  })
})

describe('intervals', () => {
  it('of shares are those of Wilson', () => {
    // Newcombe 1998, table I: 81 of 263 is within .2553 to .3662, and 0 of 20 within 0 to .1611.
    expect(share(81, 263).low).toBeCloseTo(0.2553, 3)
    expect(share(81, 263).high).toBeCloseTo(0.3662, 3)
    expect(share(0, 20).low).toBe(0)
    expect(share(0, 20).high).toBeCloseTo(0.1611, 3)
  })

  it('of nothing hold everything', () => {
    expect(share(0, 0)).toMatchObject({ low: 0, high: 1 })
  })
})

describe('the growth of time', () => {
  it('is 1 where time is in proportion to the lines, and 2 where it grows with their square', () => {
    const sizes = [10, 20, 40, 60]
    expect(growthWithLines(sizes.map((lines) => record({ lines, ms: 50 * lines }))).value).toBeCloseTo(1)
    expect(growthWithLines(sizes.map((lines) => record({ lines, ms: lines ** 2 }))).value).toBeCloseTo(2)
  })

  it('leaves out functions of which the engine was asked nothing', () => {
    const asked = [10, 20, 40, 60].map((lines) => record({ lines, ms: 50 * lines }))
    const unasked = record({ lines: 8, ms: 0.1, evaluatedTokens: 0 })
    expect(growthWithLines([...asked, unasked]).value).toBeCloseTo(1)
  })
})
