import type { Finding, Fix } from '../protocol/finding.ts'
import type { TextEdit } from '../protocol/text.ts'
import { comparePositions } from '../protocol/text.ts'
import type { LiveFinding } from './trackedFinding.ts'

export interface FixedAtOnce {
  readonly edits: readonly TextEdit[]
  readonly findings: readonly Finding[]
}

/**
 * The verified fixes of a document that can be made in one step. Where two overlap, the one of the surer finding is taken; the
 * other one waits for the next round, because it was checked against the text without the first.
 */
export function verifiedFixes(findings: readonly LiveFinding[]): FixedAtOnce {
  const candidates = findings
    .filter(({ finding, outdated }) => finding.state === 'open' && !outdated)
    .flatMap(({ finding }) => {
      const fix = finding.fixes.find((each) => each.verified)
      return fix === undefined ? [] : [{ finding, fix }]
    })
    .sort((a, b) => b.finding.confidence - a.finding.confidence || comparePositions(a.finding.range.start, b.finding.range.start))
  const taken: { finding: Finding; fix: Fix }[] = []
  for (const candidate of candidates) {
    if (!taken.some(({ fix }) => overlap(fix, candidate.fix))) taken.push(candidate)
  }
  const edits = taken.flatMap(({ fix }) => fix.edits).sort((a, b) => comparePositions(a.range.start, b.range.start))
  return { edits, findings: taken.map(({ finding }) => finding) }
}

/** Edits that only touch count as overlapping, too: whose text would come first is not said. */
function overlap(a: Fix, b: Fix): boolean {
  return a.edits.some((one) =>
    b.edits.some(
      (other) =>
        comparePositions(one.range.start, other.range.end) <= 0 && comparePositions(other.range.start, one.range.end) <= 0,
    ),
  )
}
