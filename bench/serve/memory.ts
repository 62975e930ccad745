import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { percentile } from './figures.ts'

/** Memory at a moment: seconds since the users came, and MiB. */
export interface MemorySample {
  readonly seconds: number
  readonly mebibytes: number
}

/** How much memory a server took while it was used, in MiB. */
export interface MemoryTrail {
  readonly start: number
  readonly middle: number
  readonly end: number
  /** MiB per minute over the second half, when all that is filled once is full: 0 is flat. */
  readonly perMinute: number
}

/** Undefined where nothing was measured. */
export function memoryTrail(samples: readonly MemorySample[]): MemoryTrail | undefined {
  const [first] = samples
  const last = samples.at(-1)
  if (first === undefined || last === undefined) return undefined
  const half = Math.floor(samples.length / 2)
  return {
    start: first.mebibytes,
    middle: (samples[half] ?? last).mebibytes,
    end: last.mebibytes,
    perMinute: slopePerMinute(samples.slice(half)),
  }
}

/** The median of the slopes between all pairs (Theil 1950, Sen 1968): one garbage collection more or less does not change it. */
function slopePerMinute(samples: readonly MemorySample[]): number {
  const slopes = samples.flatMap((one, index) =>
    samples.slice(index + 1).map((other) => (60 * (other.mebibytes - one.mebibytes)) / (other.seconds - one.seconds)),
  )
  return slopes.length === 0 ? 0 : percentile(slopes, 0.5)
}

/**
 * Memory of a process and all that it started, as Linux tells it, in bytes: what is resident, and files in memory that they hold open; undefined
 * elsewhere.
 */
export function processMemory(root: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  const parents = new Map<number, number>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [, parent] = statusOf(Number(pid), 'PPid') ?? []
    if (parent !== undefined) parents.set(Number(pid), Number(parent))
  }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && pid > 1 && isBelow(parents.get(pid) ?? 0))
  return [...parents.keys()]
    .filter(isBelow)
    .reduce((sum, pid) => sum + 1024 * Number(statusOf(pid, 'VmRSS')?.[1] ?? 0) + memoryFiles(pid), 0)
}

function statusOf(pid: number, field: string): RegExpExecArray | undefined {
  try {
    return new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? undefined
  } catch {
    // It ended meanwhile.
    return undefined
  }
}

/** Files without a name that a process keeps in memory, in bytes. */
function memoryFiles(pid: number): number {
  const folder = `/proc/${pid}/fd`
  try {
    return readdirSync(folder)
      .filter((descriptor) => /^\/dev\/shm\/.* \(deleted\)$/.test(readlinkSync(`${folder}/${descriptor}`)))
      .reduce((sum, descriptor) => sum + 512 * statSync(`${folder}/${descriptor}`).blocks, 0)
  } catch {
    return 0
  }
}
