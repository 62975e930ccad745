import type { Finding } from '../../protocol/finding.ts'

/** What of an older finding has to be kept to know it again; without its range no sign that asks for nearness matches. */
export type Identified = Pick<Finding, 'id' | 'fingerprint' | 'category'> & Partial<Pick<Finding, 'range'>>

/** Findings of one line that moved farther than this between two runs are two findings. */
const nearLines = 20

/**
 * When an old and a new finding are the same, from the surest to the weakest sign. Each sign takes what it matches away from the
 * later ones. Rule names drift with the model, so a sign with the category follows each with the rule. The text of the message never counts.
 */
const signs: readonly ((old: Identified, current: Identified) => boolean)[] = [
  (a, b) =>
    a.fingerprint.rule === b.fingerprint.rule && sameRangeText(a, b) && sameLineText(a, b) && sameSymbol(a, b) && sameTurn(a, b),
  (a, b) => a.fingerprint.rule === b.fingerprint.rule && sameRangeText(a, b) && sameSymbol(a, b),
  (a, b) => a.category === b.category && sameRangeText(a, b) && sameSymbol(a, b),
  (a, b) => a.category === b.category && sameRangeText(a, b) && sameLineText(a, b),
  (a, b) => a.fingerprint.rule === b.fingerprint.rule && sameSymbol(a, b) && sameLineText(a, b),
  (a, b) => a.category === b.category && sameLineText(a, b) && isNear(a, b),
]

const sameRangeText = (a: Identified, b: Identified) => a.fingerprint.rangeHash === b.fingerprint.rangeHash
const sameLineText = (a: Identified, b: Identified) => a.fingerprint.lineHash === b.fingerprint.lineHash
const sameSymbol = (a: Identified, b: Identified) => a.fingerprint.symbol === b.fingerprint.symbol
const sameTurn = (a: Identified, b: Identified) => a.fingerprint.occurrence === b.fingerprint.occurrence
const isNear = (a: Identified, b: Identified) => distance(a, b) <= nearLines

/** The new findings of a file, each with the id of the old one that it continues; a new one has its own. */
export function withKeptIds<T extends Finding>(old: readonly Identified[], current: readonly T[]): readonly T[] {
  const unmatchedOld = new Set(old)
  const kept = new Map<T, string>()
  for (const isSame of signs) {
    for (const finding of current) {
      if (kept.has(finding)) continue
      const match = nearest(
        finding,
        [...unmatchedOld].filter((each) => isSame(each, finding)),
      )
      if (match === undefined) continue
      unmatchedOld.delete(match)
      kept.set(finding, match.id)
    }
  }
  const taken = new Set(kept.values())
  return current.map((finding) => ({ ...finding, id: kept.get(finding) ?? freshId(finding.id, taken) }))
}

function nearest(finding: Identified, candidates: readonly Identified[]): Identified | undefined {
  const [first, ...others] = candidates
  return others.reduce((best, each) => (best && distance(each, finding) < distance(best, finding) ? each : best), first)
}

/** In lines. */
function distance(a: Identified, b: Identified): number {
  return a.range === undefined || b.range === undefined
    ? Number.POSITIVE_INFINITY
    : Math.abs(a.range.start.line - b.range.start.line)
}

/** An id made from a fingerprint may live on in another finding that has moved away from it. */
function freshId(id: string, taken: Set<string>): string {
  let fresh = id
  for (let turn = 2; taken.has(fresh); turn += 1) fresh = `${id}-${turn}`
  taken.add(fresh)
  return fresh
}
