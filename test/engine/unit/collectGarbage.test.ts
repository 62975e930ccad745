import { expect, test } from 'vitest'
import { collectGarbage } from '../../../server/engine/local/collectGarbage.ts'

test('what nothing refers to any more is gone at once', async () => {
  const left = new WeakRef(Array.from({ length: 1000 }, (_, index) => ({ index })))
  // A weak reference keeps its target until the turn in which it was made has ended.
  await new Promise(setImmediate)
  collectGarbage()
  expect(left.deref()).toBeUndefined()
})
