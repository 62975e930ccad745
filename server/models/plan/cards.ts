import type { Machine } from './machine.ts'

/** A usual machine. */
export interface Card {
  readonly name: string
  readonly machine: Machine
}

const billion = 1e9

/** Graphics cards by the memory that is written on their boxes; names are examples of each size. Beside them 32 GB of memory. */
export const usualCards: readonly Card[] = [
  { name: 'no graphics card, 8 GB', machine: machineOf(0, 8) },
  { name: 'no graphics card, 32 GB', machine: machineOf(0, 32) },
  { name: '8 GB (RTX 4060)', machine: machineOf(8, 32) },
  { name: '12 GB (RTX 3060)', machine: machineOf(12, 32) },
  { name: '16 GB (RTX 4080)', machine: machineOf(16, 32) },
  { name: '24 GB (RTX 3090, 4090)', machine: machineOf(24, 32) },
  { name: '40 GB (A100)', machine: machineOf(40, 64) },
  { name: '48 GB (RTX 6000 Ada)', machine: machineOf(48, 64) },
  { name: '80 GB (A100, H100)', machine: machineOf(80, 128) },
  { name: '8 × 80 GB', machine: machineOf(80, 512, 8) },
]

/** A machine with so many GB of memory, all of it free, and graphics cards with so many each. */
export function machineOf(vramGb: number, ramGb: number, cards = 1): Machine {
  const memory = (gb: number) => ({ totalBytes: gb * billion, freeBytes: gb * billion })
  const gpu = { name: `${vramGb} GB`, ...memory(vramGb) }
  return { ram: memory(ramGb), gpus: vramGb === 0 ? [] : Array.from({ length: cards }, () => gpu) }
}
