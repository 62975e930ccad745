import { SourceText } from '../../../server/context/source.ts'
import { exactHash, placeOf } from '../../../server/features/review/fingerprint.ts'
import type { Finding } from '../../../server/protocol/finding.ts'
import type { MarkedRange } from '../../marks.ts'

export interface Made {
  readonly id?: string
  readonly ruleId?: string
  readonly confidence?: number
  /** What the quote is replaced by; absent: no fix. */
  readonly fix?: string
  readonly verified?: boolean
  readonly symbol?: string
}

/** A finding for the marked text, as a review would give it. */
export function findingAt(text: string, { start, end }: MarkedRange, made: Made = {}): Finding {
  const source = new SourceText('a.ts', 'typescript', text)
  const range = source.rangeBetween(start, end)
  const ruleId = made.ruleId ?? 'bug.comparison'
  const verified = made.verified ?? true
  const edit = made.fix === undefined ? undefined : { range, newText: made.fix }
  return {
    id: made.id ?? `id-${start}`,
    fingerprint: { ...placeOf(source, range, ruleId, made.symbol ?? 'f'), occurrence: 0 },
    range,
    quote: text.slice(start, end),
    origin: 'odds',
    ruleId,
    category: 'bug',
    severity: 'warning',
    confidence: made.confidence ?? 0.9,
    evidence: { logOdds: 8, candidates: 40 },
    title: `\`${text.slice(start, end)}\` is not what was meant`,
    related: [],
    fixes:
      edit === undefined
        ? []
        : [
            {
              title: `Replace by ${edit.newText}`,
              edits: [edit],
              baseHash: exactHash(text),
              checks: { parses: verified, likelier: verified },
              verified,
            },
          ],
    state: 'open',
  }
}
