import type { SourceText } from '../../../context/source.ts'
import type { Proposal } from '../../../protocol/edits.ts'
import { exactHash } from '../../review/fingerprint.ts'
import { fixTitleOf } from '../../review/title.ts'
import type { Diagnosis } from './diagnose.ts'
import type { Mended } from './problem.ts'

/** The mends that may be shown, the best first, and why there is none where there is none. */
export function proposalsOf(source: SourceText, { choice, isVerified }: Diagnosis): readonly Proposal[] {
  const shown = choice.kind === 'clear' ? [choice.best] : choice.kind === 'choice' ? choice.among : []
  return shown.map((mended) => proposalOf(source, mended, isVerified))
}

function proposalOf(source: SourceText, mended: Mended, isVerified: boolean): Proposal {
  const { startOffset, endOffset, newText } = mended
  return {
    title: mendTitle(source.text.slice(startOffset, endOffset), newText),
    edits: [{ range: source.rangeBetween(startOffset, endOffset), newText }],
    baseHash: exactHash(source.text),
    checks: { parses: true, restUnchanged: true, ...(isVerified ? { newTypeErrors: 0 } : { likelier: true }) },
    notes: isVerified ? [] : [notVerified],
  }
}

/** For the user, in English; its Chinese is in `protocol/chinese`. */
export const notVerified = 'Whether the error goes away could not be checked.'

function mendTitle(written: string, newText: string): string {
  if (newText.trim() === '') return `Remove ${quoted(written)}`
  if (written.trim() === '') return `Add ${quoted(newText)}`
  return fixTitleOf({ kind: 'surprise', newText }, written)
}

const longestQuote = 60

/** A backtick would end the quotation. */
function quoted(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ').replaceAll('`', "'")
  return `\`${line.length > longestQuote ? `${line.slice(0, longestQuote - 1)}…` : line}\``
}
