import { describe, expect, test } from 'vitest'
import { partsOfUse, roomBeside } from '../../../server/models/plan/beside.ts'
import type { Machine } from '../../../server/models/plan/machine.ts'
import { processBytes } from '../../../server/models/plan/use.ts'

const gib = 2 ** 30
const ram = (total: number, free: number): Machine => ({ ram: { totalBytes: total * gib, freeBytes: free * gib }, gpus: [] })

describe('the room beside models in use', () => {
  test('is what the plan allows models together, less what they take, though the system calls it free', () => {
    expect(roomBeside(ram(20, 20), 10 * gib) / gib).toBeCloseTo(6)
  })

  test('is no more than what the system calls free: other programs have the rest', () => {
    expect(roomBeside(ram(20, 3), 10 * gib) / gib).toBeCloseTo(3)
  })

  test('is none where they take more than the plan allows', () => {
    expect(roomBeside(ram(20, 20), 19 * gib)).toBe(0)
  })

  test('is that of the machine and of its graphics cards together', () => {
    const machine: Machine = {
      ...ram(20, 20),
      gpus: [{ name: 'card', totalBytes: 10 * gib, freeBytes: 9 * gib }],
    }
    // 0.8 of 20 and 0.92 of 10.
    expect(roomBeside(machine, 10 * gib) / gib).toBeCloseTo(15.2)
  })
})

test('what a model takes falls into weights and the rest, wherever they lie; the engine process is there already', () => {
  const gpu = { weights: 5, kvCache: 3, buffers: 2 }
  expect(partsOfUse({ gpu, ram: { weights: 1, kvCache: 4, buffers: processBytes + 6 } })).toEqual({ weights: 6, context: 15 })
})
