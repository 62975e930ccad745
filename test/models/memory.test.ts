import { expect, it } from 'vitest'
import { machineMemory } from '../../server/models/memory.ts'

it('a machine has no more memory free than it has', () => {
  const { totalBytes, freeBytes } = machineMemory()
  expect(freeBytes).toBeGreaterThan(0)
  expect(freeBytes).toBeLessThanOrEqual(totalBytes)
})
