import type { Memory } from '../memory.ts'

/** A graphics card with memory of its own. */
export interface GraphicsCard extends Memory {
  readonly name: string
}

/** What evaluates a model where no graphics card does. */
export interface Processor {
  /** Of weights, in bytes a second. */
  readonly bytesPerSecond: number
}

/** The memory that models can be loaded into, and what reads it. */
export interface Machine {
  readonly ram: Memory
  readonly gpus: readonly GraphicsCard[]
  /** The graphics card has no memory of its own: what lies on it takes the machine's. False where it is absent. */
  readonly unified?: boolean
  /** A usual one where it is absent. */
  readonly processor?: Processor
}

/** Of a graphics card, what its driver and the screen keep: node-llama-cpp leaves as much free (`defaultLlamaVramPadding`). */
const gpuReserve = { share: 0.08, mostBytes: 1.6 * 2 ** 30 }
/** Share of the machine's memory that the system and other programs keep even when the user closes what can be closed. */
const ramReserve = 0.2

/** What the system, an editor and a browser take on the machine of somebody who works; of a small machine no more than half. */
const usuallyTaken = { bytes: 6e9, mostShare: 0.5 }

/** Bytes of all graphics cards together that a model may take. */
export function usableGpuBytes({ gpus }: Machine): number {
  return sum(gpus.map(({ totalBytes }) => totalBytes - Math.min(gpuReserve.share * totalBytes, gpuReserve.mostBytes)))
}

/** Bytes of the machine's memory that a model may take. */
export function usableRamBytes({ ram }: Machine): number {
  return ram.totalBytes * (1 - ramReserve)
}

/** The machine with no more memory than is free: what the system and other programs keep is taken already. */
export function freeNow({ ram, gpus, ...rest }: Machine): Machine {
  const totalBytes = Math.min(ram.totalBytes, ram.freeBytes / (1 - ramReserve))
  return { ...rest, ram: { ...ram, totalBytes }, gpus: gpus.map((gpu) => ({ ...gpu, totalBytes: gpu.freeBytes })) }
}

/**
 * The machine with no more memory than it has beside what is usually open, which does not change from one moment to the next: a
 * recommendation holds for days, a load only now.
 */
export function asUsuallyFree({ ram, ...rest }: Machine): Machine {
  const left = ram.totalBytes - Math.min(usuallyTaken.bytes, usuallyTaken.mostShare * ram.totalBytes)
  return { ...rest, ram: { ...ram, totalBytes: Math.min(ram.totalBytes, left / (1 - ramReserve)) } }
}

/** The devices of a backend, which tells the memory of all of them together: they are taken to have the same. */
export function cardsSharing(names: readonly string[], { totalBytes, freeBytes }: Memory): readonly GraphicsCard[] {
  return names.map((name) => ({ name, totalBytes: totalBytes / names.length, freeBytes: freeBytes / names.length }))
}

/** Bytes of all graphics cards together: what is written on their boxes, and what of it is free now. */
export function gpuMemory({ gpus }: Machine): Memory {
  return { totalBytes: sum(gpus.map((gpu) => gpu.totalBytes)), freeBytes: sum(gpus.map((gpu) => gpu.freeBytes)) }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
