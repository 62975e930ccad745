import { readFile, stat } from 'node:fs/promises'
import { isLatentError, LatentError } from '../protocol/errors.ts'
import type { Incomplete } from '../protocol/finding.ts'
import { languageIdOfPath } from './languages.ts'
import { maxSourceBytes, SourceText } from './source.ts'

export type Loaded =
  | { readonly kind: 'text'; readonly source: SourceText }
  | { readonly kind: 'skipped'; readonly part: Incomplete }

/** A file's text, or why it is not looked at. Rejects with fileMissing. */
export async function loadFile(file: string, namedAs: string): Promise<Loaded> {
  try {
    // The size is asked first, so that a huge file is never read into memory.
    const facts = await stat(file)
    // A pipe or a terminal would be waited for, and with it whoever wants to stop the review.
    if (!facts.isFile() && !facts.isDirectory()) return skipped('notText', 'a pipe or a device')
    if (facts.size > maxSourceBytes) return tooLarge
    return sourceOf(await readFile(file), namedAs)
  } catch (error) {
    throw isLatentError(error) ? error : LatentError.of('fileMissing', file)
  }
}

/** `namedAs` is the path that fingerprints know the file by. */
export function sourceOf(bytes: Uint8Array, namedAs: string): Loaded {
  if (bytes.length > maxSourceBytes) return tooLarge
  if (bytes.includes(0)) return skipped('notText', 'a binary file')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { kind: 'text', source: new SourceText(namedAs, languageIdOfPath(namedAs), text) }
  } catch {
    return skipped('notText', 'not valid UTF-8')
  }
}

function skipped(reason: Incomplete['reason'], detail: string): Loaded {
  return { kind: 'skipped', part: { symbol: 'the file', reason, detail } }
}

const tooLarge = skipped('tooLong', `larger than ${maxSourceBytes / 1e6} MB`)
