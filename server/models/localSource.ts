import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PartFile } from './partFile.ts'
import { reasonOf } from './reason.ts'
import { SourceFailure } from './sourceFailure.ts'

/**
 * Copies what a part misses from a file, or from the file of that name in a folder. Rejects with SourceFailure, with what PartFile
 * rejects with, or when the signal is aborted.
 */
export async function copyFrom(path: string, fileName: string, part: PartFile, signal: AbortSignal): Promise<void> {
  const file = await fileAt(path, fileName)
  if (file.bytes !== part.totalBytes) {
    throw new SourceFailure(`${file.path} has ${file.bytes} bytes instead of ${part.totalBytes}`)
  }
  for await (const chunk of createReadStream(file.path, { start: part.size, highWaterMark: 2 ** 20, signal })) {
    await part.append(chunk as Buffer)
  }
}

async function fileAt(path: string, fileName: string): Promise<{ path: string; bytes: number }> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) return await fileAt(join(path, fileName), fileName)
    return { path, bytes: found.size }
  } catch (error) {
    if (error instanceof SourceFailure) throw error
    throw new SourceFailure(reasonOf(error))
  }
}
