import { expect, it } from 'vitest'
import { MemoryReviewCache } from '../../../server/features/review/cache.ts'

const result = (candidatesScored: number) => ({ suspects: [], candidatesScored })

it('forgets what was not used for longest', () => {
  const cache = new MemoryReviewCache(2)
  cache.set('a', result(1))
  cache.set('b', result(2))
  cache.get('a')
  cache.set('c', result(3))
  expect(['a', 'b', 'c'].map((key) => cache.get(key)?.candidatesScored)).toEqual([1, undefined, 3])
})
