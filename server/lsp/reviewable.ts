import { maxSourceBytes, type SourceText } from '../context/source.ts'
import { LatentError } from '../protocol/errors.ts'
import type { Incomplete } from '../protocol/finding.ts'

/** Rejects a cell of a notebook: what it uses stands in other cells, so that a review of it alone would find what is not there. */
export function requireWholeFile(uri: string): void {
  if (uri.startsWith('vscode-notebook-cell:')) {
    throw LatentError.of('notReviewable', 'A cell of a notebook', 'it is only a part of a file')
  }
}

/** Why a text is not even given to the review: it would only be parsed in vain. Undefined where it is. */
export function notReviewable(source: SourceText): Incomplete | undefined {
  const { text } = source
  // A character takes at least one byte in UTF-8, so that a long text need not be measured.
  if (text.length > maxSourceBytes || Buffer.byteLength(text) > maxSourceBytes) {
    return whole('tooLong', `it is larger than ${maxSourceBytes / 1e6} MB`)
  }
  if (text.includes('\0')) return whole('notText', 'it is a binary file')
  if (text.includes('\ufffd')) return whole('notText', 'it is not valid UTF-8')
  return undefined
}

function whole(reason: Incomplete['reason'], detail: string): Incomplete {
  return { symbol: 'the file', reason, detail }
}
