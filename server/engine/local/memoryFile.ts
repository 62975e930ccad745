import { closeSync, mkdtempSync, openSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

/** A file in memory that has no name: nobody else can open it, and it is gone with this process, however that ends. */
export interface MemoryFile {
  /** By which this process opens it, any number of times. */
  readonly path: string
  /** Frees its memory. */
  close(): void
}

/** Where Linux has files that are in memory alone. */
const folder = '/dev/shm'

/** Bytes that files in memory may still take; 0 where the system has none. */
export function freeForMemoryFiles(): number {
  if (process.platform !== 'linux') return 0
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return 0
  }
}

/** Makes one, empty. Throws where there are none. What is done here takes no time, and would wait behind a step of the model where it was asynchronous. */
export function openMemoryFile(): MemoryFile {
  // Nobody else can look into it while the file still has its name.
  const own = mkdtempSync(join(folder, 'latent-'))
  try {
    const descriptor = openSync(join(own, 'state'), 'wx+', 0o600)
    return { path: `/proc/self/fd/${descriptor}`, close: () => closeSync(descriptor) }
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
}
