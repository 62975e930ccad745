import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { machineMemory } from '../../models/memory.ts'

/** Bytes in memory for a library that writes and reads files only. They are gone with this process, however that ends. */
export interface MemoryFile {
  /** Has `work` write them to a path, once. */
  write<T>(work: (path: string) => Promise<T>): Promise<T>
  /** Has `work` read them from a path, any number of times, also at once. */
  read<T>(work: (path: string) => Promise<T>): Promise<T>
  /** Frees their memory. */
  close(): void
}

/** Where such bytes can be kept on this machine. */
export interface FileMemory {
  /** Bytes that they may take. */
  readonly bytes: number
  /** A new file, empty. Throws where there is no room. */
  open(): MemoryFile
}

/** Where Linux has files that are in memory alone. */
const sharedMemory = '/dev/shm'
/** A container has 64 MiB of these unless it is told otherwise: a few prompts of a large model. */
const leastBytes = 128 * 2 ** 20

/** Linux keeps files in memory without a name. Elsewhere, and where it has little room for them, buffers do. LATENT_PROMPT_MEMORY=buffers asks for these, to compare. */
export function fileMemory(env: NodeJS.ProcessEnv = process.env): FileMemory {
  const unnamed = env.LATENT_PROMPT_MEMORY === 'buffers' ? 0 : freeSharedMemory() / 2
  if (unnamed >= leastBytes) return { bytes: unnamed, open: openUnnamed }
  // The rest is for models and other programs.
  return { bytes: machineMemory().freeBytes / 4, open: openBuffered }
}

function freeSharedMemory(): number {
  if (process.platform !== 'linux') return 0
  try {
    const { bavail, bsize } = statfsSync(sharedMemory)
    return bavail * bsize
  } catch {
    return 0
  }
}

/**
 * A file in memory that has no name, so that nobody else can open it. What is done here takes no time, and would wait behind a step of the model where it was
 * asynchronous.
 */
export function openUnnamed(): MemoryFile {
  // Nobody else can look into it while the file still has its name.
  const own = mkdtempSync(join(sharedMemory, 'latent-'))
  try {
    const descriptor = openSync(join(own, 'state'), 'wx+', 0o600)
    const use = <T>(work: (path: string) => Promise<T>) => work(`/proc/self/fd/${descriptor}`)
    return { write: use, read: use, close: () => closeSync(descriptor) }
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
}

/** A buffer of this process, which is a file of the user's own for as long as the library writes or reads it: so short that it mostly never gets to the disk. */
export function openBuffered(): MemoryFile {
  let bytes: Buffer | undefined
  return {
    write: (work) =>
      inOwnFolder(async (path) => {
        const result = await work(path)
        bytes = readFileSync(path)
        return result
      }),
    read: (work) =>
      inOwnFolder(async (path) => {
        writeFileSync(path, bytes ?? '', { mode: 0o600 })
        return await work(path)
      }),
    close: () => {
      bytes = undefined
    },
  }
}

/** The folder is the user's alone: mkdtemp makes it so, and the systems other than Linux have a folder for temporary files for each user. */
async function inOwnFolder<T>(work: (path: string) => Promise<T>): Promise<T> {
  const own = mkdtempSync(join(tmpdir(), 'latent-state-'))
  try {
    return await work(join(own, 'state'))
  } finally {
    // On Windows a virus scanner may look into it just now.
    rmSync(own, { recursive: true, force: true, maxRetries: 5, retryDelay: 10 })
  }
}
