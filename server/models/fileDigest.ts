import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

/** What is read of a model's file at its beginning and at its end. */
const endBytes = 2 ** 20

/**
 * SHA-256 of a model file's length, first and last MiB, in hexadecimal: all of it would take a minute for a large one, and files that differ have
 * other metadata at their beginning or other weights at their end. Rejects with what the disk says.
 */
export async function digestOfEnds(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const hash = createHash('sha256').update(`${size}\n`)
    for (const position of new Set([0, Math.max(0, size - endBytes)])) {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(endBytes), position })
      hash.update(buffer.subarray(0, bytesRead))
    }
    return hash.digest('hex')
  } finally {
    await file.close()
  }
}
