import { answerOf, type Network, openNetwork } from '../network.ts'
import { reasonOf } from '../reason.ts'
import { SourceFailure } from '../sourceFailure.ts'
import type { ReadHead } from './fileModel.ts'

/**
 * Reads a file's first bytes over HTTP. A server that knows no ranges is left as soon as enough has come, so that never more than was asked
 * for is kept. Rejects with SourceFailure, or when the signal is aborted.
 */
export function headOnWeb(url: string, network: Network, signal: AbortSignal): ReadHead {
  return async (bytes) => {
    const dispatcher = await openNetwork(network)
    try {
      const response = await answerOf(url, { dispatcher, signal, headers: { range: `bytes=0-${bytes - 1}` } }, network.timeLimits)
      if (response.status !== 206 && response.status !== 200) {
        throw new SourceFailure(`it answers with HTTP status ${response.status}`)
      }
      return await firstBytes(response.body ?? [], bytes)
    } catch (error) {
      signal.throwIfAborted()
      throw error instanceof SourceFailure ? error : new SourceFailure(reasonOf(error))
    } finally {
      await dispatcher.destroy()
    }
  }
}

async function firstBytes(body: AsyncIterable<unknown> | Iterable<unknown>, bytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    chunks.push(chunk as Uint8Array)
    length += (chunk as Uint8Array).length
    if (length >= bytes) break
  }
  return Buffer.concat(chunks).subarray(0, bytes)
}
