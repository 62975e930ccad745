import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { LatentError } from '../../protocol/errors.ts'
import { reasonOf } from '../reason.ts'
import { destinationOf, type PackPart } from './enginePack.ts'

/**
 * Unpacks what a pack takes of an archive below a folder: regular files alone, where the pack's own table says. Rejects with diskFull,
 * folderNotWritable, or when the signal is aborted.
 */
export async function unpackPart(part: PackPart, archive: string, folder: string, signal: AbortSignal): Promise<void> {
  await writingTo(folder, () =>
    part.archive === 'tar' ? unpackTarball(part, archive, folder, signal) : unpackWheel(part, archive, folder, signal),
  )
}

/** Runs what writes below a folder, and says what a disk has against it in the words of our errors. */
export async function writingTo<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException
    if (name === 'AbortError') throw error
    if (code === 'ENOSPC' || code === 'EDQUOT') throw LatentError.of('diskFull', dirname(folder))
    throw LatentError.of('folderNotWritable', dirname(folder), reasonOf(error))
  }
}

async function unpackTarball(part: PackPart, archive: string, folder: string, signal: AbortSignal): Promise<void> {
  const { unpackTar } = await import('modern-tar/fs')
  const files = unpackTar(folder, {
    filter: ({ type, name }) => type === 'file' && destinationOf(part, name) !== undefined,
    map: (header) => ({ ...header, name: destinationOf(part, header.name) ?? header.name }),
    fmode: 0o644,
    dmode: 0o755,
  })
  await pipeline(createReadStream(archive), createGunzip(), files, { signal })
}

async function unpackWheel(part: PackPart, archive: string, folder: string, signal: AbortSignal): Promise<void> {
  const { openPromise } = await import('yauzl')
  // Names that lead out of the folder make yauzl reject.
  const zip = await openPromise(archive, { autoClose: false })
  try {
    for await (const entry of zip.eachEntry()) {
      const destination = destinationOf(part, entry.fileName)
      if (destination === undefined || entry.fileName.endsWith('/')) continue
      const path = join(folder, destination)
      await mkdir(dirname(path), { recursive: true })
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { mode: 0o644 }), { signal })
    }
  } finally {
    zip.close()
  }
}
