import { freemem, totalmem } from 'node:os'

/** Memory that a model can be loaded into: the machine's, or a graphics card's. */
export interface Memory {
  readonly totalBytes: number
  readonly freeBytes: number
}

/** Memory of this machine, or of the container around this process where that is less. */
export function machineMemory(): Memory {
  const limit = process.constrainedMemory?.() ?? 0
  const totalBytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  return { totalBytes, freeBytes: Math.min(process.availableMemory?.() ?? freemem(), totalBytes) }
}
