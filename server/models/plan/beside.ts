import { type Machine, usableGpuBytes, usableRamBytes } from './machine.ts'
import { bytesOf, type ModelUse, processBytes } from './use.ts'

/** What a model takes, wherever it lies, in bytes: the weights, which several contexts can share, and all that a context adds. */
export interface Parts {
  readonly weights: number
  readonly context: number
}

/** The parts of a use by an engine process that is there already. */
export function partsOfUse({ gpu, ram }: ModelUse): Parts {
  const weights = gpu.weights + ram.weights
  return { weights, context: Math.max(0, bytesOf(gpu) + bytesOf(ram) - weights - processBytes) }
}

/**
 * Bytes that a model may take beside others that take `loadedBytes`. What the system calls free is not enough to go by: a cache that no prompt
 * has filled yet is free everywhere, and to Linux so are the pages of a model's file, which it could read again (MemAvailable of proc(5)).
 */
export function roomBeside(machine: Machine, loadedBytes: number): number {
  const { ram, gpus } = machine
  const free = ram.freeBytes + gpus.reduce((sum, { freeBytes }) => sum + freeBytes, 0)
  return Math.max(0, Math.min(free, usableRamBytes(machine) + usableGpuBytes(machine) - loadedBytes))
}
