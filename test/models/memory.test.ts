import { describe, expect, it } from 'vitest'
import { fitOf, machineMemory } from '../../server/models/memory.ts'

const gib = 2 ** 30
const memory = { totalBytes: 16 * gib, freeBytes: 8 * gib }

describe('a model in memory', () => {
  it.each([
    ['fits into what is free', 2, 'fits', 'Needs about 2.9 GiB of memory; 8.0 of 16.0 GiB are free.'],
    ['is tight', 10, 'tight', 'Needs about 10.9 GiB of memory, but 8.0 of 16.0 GiB are free: close other programs first.'],
    ['is too big', 20, 'tooBig', 'Needs about 20.9 GiB of memory; this machine has 16.0 GiB.'],
  ])('%s', (_what, sizeGib, fit, detail) => {
    expect(fitOf(sizeGib * gib, memory, { tokens: 8192, kvCacheBytesPerToken: 65_536 })).toEqual({ fit, detail })
  })

  it('is not judged without its size', () => {
    expect(fitOf(undefined, memory, { tokens: 8192 }).fit).toBe('unknown')
  })

  it('says so when its context is not counted', () => {
    const { detail } = fitOf(2 * gib, memory, { tokens: 8192 })
    expect(detail).toBe('Needs about 2.4 GiB of memory and its context; 8.0 of 16.0 GiB are free.')
  })
})

it('a machine has no more memory free than it has', () => {
  const { totalBytes, freeBytes } = machineMemory()
  expect(freeBytes).toBeGreaterThan(0)
  expect(freeBytes).toBeLessThanOrEqual(totalBytes)
})
