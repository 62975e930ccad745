import { describe, expect, it } from 'vitest'
import { DraftPlan } from '../../../server/engine/local/draftPlan.ts'

describe('how many draft tokens are checked', () => {
  it('is none on a processor where the match is short, because a batch costs as much as several tokens', () => {
    expect(new DraftPlan('processor').length(31, 3, false)).toBe(0)
  })

  it('is many on a processor where the match is long', () => {
    expect(new DraftPlan('processor').length(31, 24, true)).toBeGreaterThanOrEqual(15)
  })

  it('is some on a processor after a short match where the model is sure, as when it copies', () => {
    expect(new DraftPlan('processor').length(31, 6, true)).toBeGreaterThan(0)
    expect(new DraftPlan('processor').length(31, 6, false)).toBe(0)
  })

  it('is some on a GPU even where the match is short', () => {
    expect(new DraftPlan('accelerator').length(31, 3, false)).toBeGreaterThan(0)
  })

  it('never is more than there are', () => {
    expect(new DraftPlan('accelerator').length(4, 24, false)).toBe(4)
  })

  it('becomes none after drafts that failed', () => {
    const plan = new DraftPlan('processor')
    for (let time = 0; time < 40; time += 1) plan.learn(15, 0, 24, false, 100)
    expect(plan.length(31, 24, false)).toBe(0)
  })

  it('becomes none where batches prove slow', () => {
    const plan = new DraftPlan('processor')
    for (let time = 0; time < 40; time += 1) {
      plan.learn(0, 0, 0, false, 10)
      for (const drafted of [7, 15, 31]) plan.learn(drafted, drafted, 24, false, 10 * (drafted + 1))
    }
    expect(plan.length(31, 24, false)).toBe(0)
  })
})
