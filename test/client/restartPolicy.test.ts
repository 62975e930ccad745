import { describe, expect, test } from 'vitest'
import { RestartPolicy } from '../../client/restartPolicy.ts'

describe('A crashed server', () => {
  test('is started again later each time, and after six crashes in a row not at all', () => {
    const policy = new RestartPolicy(0)
    const delays = [1, 2, 3, 4, 5, 6].map((second) => policy.afterCrash(second * 1000))
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, undefined])
  })

  test('counts as healthy again after a minute', () => {
    const policy = new RestartPolicy(0)
    policy.afterCrash(1000)
    policy.afterCrash(2000)
    policy.started(3000)
    expect(policy.afterCrash(3000 + 60_001)).toBe(500)
  })
})
