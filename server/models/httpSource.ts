import { setTimeout as sleep } from 'node:timers/promises'
import type { Response } from 'undici'
import { answerOf, type Network, openNetwork } from './network.ts'
import type { PartFile } from './partFile.ts'
import { reasonOf } from './reason.ts'
import { SourceFailure } from './sourceFailure.ts'

/** Of a download that gets ahead; a bound for a server that sends a byte at a time. */
const mostAttempts = 100
/** Cuts in a row without a new byte after which the source is given up: with a cut goes what had arrived and was not written yet. */
const mostFruitlessCuts = 3
const pauseAfterCutMs = 200

/**
 * Appends to a part what is missing of it, going on after a cut as long as it gets further. Rejects with SourceFailure, with what PartFile
 * rejects with, or when the signal is aborted.
 */
export async function fetchOverHttp(url: string, part: PartFile, network: Network, signal: AbortSignal): Promise<void> {
  const dispatcher = await openNetwork(network)
  let fruitless = 0
  try {
    for (let attempt = 1; !part.isFull; attempt++) {
      const sizeBefore = part.size
      try {
        const headers = await resumeHeaders(url, part)
        await receive(await answerOf(url, { dispatcher, signal, headers }, network.timeLimits), url, part)
      } catch (error) {
        signal.throwIfAborted()
        if (!isNetworkError(error)) throw error
        const isCut = reasonOf(error) === reasonOf(new CutShort())
        fruitless = part.size > sizeBefore ? 0 : fruitless + 1
        const isHopeless = fruitless > 0 && (!isCut || fruitless >= mostFruitlessCuts)
        if (isHopeless || attempt >= mostAttempts) throw new SourceFailure(reasonOf(error))
        await sleep(fruitless * pauseAfterCutMs, undefined, { signal })
      }
    }
  } finally {
    // Not `close`, which would wait for an answer that is no longer wanted.
    await dispatcher.destroy()
  }
}

/** `If-Range` makes the server send the whole file when it is not the one that the part is of. */
async function resumeHeaders(url: string, part: PartFile): Promise<Record<string, string>> {
  if (part.size === 0) return {}
  const origin = await part.origin()
  const sameFile: Record<string, string> = origin?.url === url && origin.etag !== undefined ? { 'if-range': origin.etag } : {}
  return { range: `bytes=${part.size}-`, ...sameFile }
}

async function receive(response: Response, url: string, part: PartFile): Promise<void> {
  const skip = await bytesToSkip(response, url, part)
  const etag = response.headers.get('etag')
  // A weak tag does not promise the same bytes, so `If-Range` may not name it.
  await part.setOrigin(etag === null || etag.startsWith('W/') ? { url } : { url, etag })
  let position = 0
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array
    const wanted = bytes.subarray(Math.min(bytes.length, Math.max(0, skip - position)))
    position += bytes.length
    if (part.size + wanted.length > part.totalBytes) throw new SourceFailure('it sends more than the file has')
    if (wanted.length > 0) await part.append(wanted)
  }
  if (!part.isFull) throw new CutShort()
}

/** How much of an answer the part has already. Clears the part where the answer is of another file. */
async function bytesToSkip(response: Response, url: string, part: PartFile): Promise<number> {
  switch (response.status) {
    case 206: {
      const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '') ?? []
      if (Number(start) !== part.size) throw new SourceFailure('it answers with another range than was asked for')
      if (total !== '*') checkLength(Number(total), part)
      return 0
    }
    case 200: {
      const length = response.headers.get('content-length')
      if (length !== null) checkLength(Number(length), part)
      if (await isAnotherFile(response, url, part)) await part.clear()
      return part.size
    }
    default:
      throw new SourceFailure(`it answers with HTTP status ${response.status}`)
  }
}

function checkLength(bytes: number, part: PartFile): void {
  if (bytes !== part.totalBytes) throw new SourceFailure(`its file has ${bytes} bytes instead of ${part.totalBytes}`)
}

async function isAnotherFile(response: Response, url: string, part: PartFile): Promise<boolean> {
  const origin = await part.origin()
  return origin?.url === url && origin.etag !== undefined && origin.etag !== response.headers.get('etag')
}

/** The answer ended early without an error of its own. */
class CutShort extends Error {
  readonly code = 'ECONNRESET'
}

/** `fetch` has a TypeError for all that happens on the way, and what happened as its cause. */
function isNetworkError(error: unknown): boolean {
  return error instanceof CutShort || (error instanceof TypeError && error.cause !== undefined)
}
