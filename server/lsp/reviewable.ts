import { maxSourceBytes, type SourceText } from '../context/source.ts'
import type { Incomplete } from '../protocol/finding.ts'

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
