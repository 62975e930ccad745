import { open } from 'node:fs/promises'
import { LatentError } from '../../protocol/errors.ts'
import { type GgufDetails, type GgufReading, readGgufDetails } from '../ggufDetails.ts'
import { reasonOf } from '../reason.ts'
import { type GgufModel, modelOfGguf } from './ggufModel.ts'

/** Gives a file's first bytes, fewer where it is shorter. */
export type ReadHead = (bytes: number) => Promise<Buffer>

/** Tokens make a header of some megabytes. */
const firstBytes = 8 * 2 ** 20
const mostBytes = 256 * 2 ** 20

/**
 * What the headers of a model's files say, the first file first. `name` is for messages. Rejects with modelNotGguf or modelTruncated, and
 * with what reading rejects with.
 */
export async function modelOfFiles(name: string, files: readonly ReadHead[]): Promise<GgufModel> {
  const headers: GgufDetails[] = []
  for (const read of files) headers.push(await headerOf(name, read))
  return modelOfGguf(headers)
}

async function headerOf(name: string, read: ReadHead): Promise<GgufDetails> {
  for (let bytes = firstBytes; ; bytes *= 4) {
    const head = await read(bytes)
    const reading: GgufReading = readGgufDetails(head)
    if (reading.kind === 'read') return reading.details
    if (reading.kind !== 'cut') throw LatentError.of('modelNotGguf', name)
    if (head.length < bytes || bytes >= mostBytes) throw LatentError.of('modelTruncated', name)
  }
}

/** Reads from a file of this machine. Rejects with modelFileUnreadable. */
export function headOfFile(path: string): ReadHead {
  return async (bytes) => {
    try {
      const file = await open(path)
      try {
        const { size } = await file.stat()
        const head = Buffer.alloc(Math.min(bytes, size))
        const { bytesRead } = await file.read(head, 0, head.length, 0)
        return head.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    } catch (error) {
      throw LatentError.of('modelFileUnreadable', path, reasonOf(error))
    }
  }
}
