import { describe, expect, it } from 'vitest'
import { type Outcome, ShowDelay } from '../../../server/features/completion/showDelay.ts'

const minute = 60_000

/** The delay right after outcomes one second apart, or later. */
function delayAfter(
  outcomes: readonly Outcome[],
  { later = 0, confidence }: { later?: number; confidence?: number } = {},
): number {
  const delay = new ShowDelay()
  outcomes.forEach((kind, second) => {
    delay.outcome(kind, second * 1000)
  })
  return delay.delayMs(Math.max(0, outcomes.length - 1) * 1000 + later, confidence)
}

const times = (count: number, kind: Outcome): readonly Outcome[] => Array.from({ length: count }, () => kind)

describe('nothing waits', () => {
  it.each<[string, readonly Outcome[]]>([
    ['to begin with', []],
    ['while completions are taken', times(10, 'accepted')],
    ['after a word was taken', ['rejected', 'partly']],
    ['after one was taken that followed rejections', [...times(5, 'rejected'), 'accepted']],
    ['while they are typed along', times(10, 'typedAlong')],
    ['ten minutes after the last outcome', times(10, 'rejected')],
  ])('%s', (what, outcomes) => {
    expect(delayAfter(outcomes, { later: what.startsWith('ten') ? 10 * minute + 1 : 0 })).toBe(0)
  })
})

describe('completions wait', () => {
  const increasing: readonly (readonly [what: string, shorter: number, longer: number])[] = [
    ['after one that was sent away', 0, delayAfter(['rejected'])],
    ['longer after two', delayAfter(['rejected']), delayAfter(times(2, 'rejected'))],
    ['less after one that was passed over', delayAfter(['ignored']), delayAfter(['rejected'])],
    ['again as soon as one is sent away after one was taken', 0, delayAfter(['rejected', 'accepted', 'rejected'])],
    ['less where some were taken', delayAfter(['rejected', 'accepted', 'rejected']), delayAfter(times(2, 'rejected'))],
    ['less as time goes by', delayAfter(times(3, 'rejected'), { later: 3 * minute }), delayAfter(times(3, 'rejected'))],
    ['less when they are sure', delayAfter(['rejected'], { confidence: 0.9 }), delayAfter(['rejected'])],
    ['longer when they are doubtful', delayAfter(['rejected']), delayAfter(['rejected'], { confidence: 0.1 })],
  ]
  it.each(increasing)('%s', (_, shorter, longer) => expect(longer).toBeGreaterThan(shorter))

  it('never longer than a second and a half', () => expect(delayAfter(times(30, 'rejected'), { confidence: 0 })).toBe(1500))
  it('by the last ten outcomes', () => {
    expect(delayAfter([...times(50, 'rejected'), ...times(10, 'ignored')])).toBe(delayAfter(times(10, 'ignored')))
  })
  it('not at all when they are certain', () => expect(delayAfter(times(5, 'rejected'), { confidence: 1 })).toBe(0))
})
