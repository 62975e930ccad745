import type { Finding } from '../../protocol/finding.ts'
import { rangesTouch, sameRange } from '../../protocol/text.ts'

/** What of an older finding has to be kept to know it again; without its range no sign that asks for nearness matches. */
export type Identified = Pick<Finding, 'id' | 'fingerprint' | 'category'> & Partial<Pick<Finding, 'range'>>

/** An older finding, and what is known of its place in the text that is reviewed now. */
export interface Older extends Identified {
  /**
   * `stands`: followed through every edit, its code stands unchanged at its range, so that it cannot be elsewhere. `written`: its lines still
   * occur in the text, so that what stands on other lines is another one. `lost`: neither is known.
   */
  readonly place: 'stands' | 'written' | 'lost'
}

type Sign = (old: Identified, current: Identified) => boolean

/** Findings of one line that moved farther than this between two runs are two findings. */
const nearLines = 20

const sameRule: Sign = (a, b) => a.fingerprint.rule === b.fingerprint.rule
const sameCategory: Sign = (a, b) => a.category === b.category
const sameRangeText: Sign = (a, b) => a.fingerprint.rangeHash === b.fingerprint.rangeHash
const sameLineText: Sign = (a, b) => a.fingerprint.lineHash === b.fingerprint.lineHash
const sameSymbol: Sign = (a, b) => a.fingerprint.symbol === b.fingerprint.symbol
const sameTurn: Sign = (a, b) => a.fingerprint.occurrence === b.fingerprint.occurrence
const isNear: Sign = (a, b) => distance(a, b) <= nearLines

/**
 * When an old and a new finding are the same, from the surest to the weakest sign. Each sign takes what it matches away from the
 * later ones. Rule names drift with the model, so a sign with the category follows each with the rule. The text of the message never counts.
 */
const signs: readonly Sign[] = [
  all(sameRule, sameRangeText, sameLineText, sameSymbol, sameTurn),
  // The function was renamed: of equal lines in it the first stays the first.
  all(sameRule, sameRangeText, sameLineText, sameTurn),
  all(sameRule, sameRangeText, sameSymbol),
  all(sameCategory, sameRangeText, sameSymbol),
  all(sameCategory, sameRangeText, sameLineText),
  all(sameRule, sameSymbol, sameLineText),
  all(sameCategory, sameLineText, isNear),
]

/** What stands where a finding stood is the finding, though a model may quote a little more of it, or less, or name another rule. */
const signsOfPlace: readonly Sign[] = [
  all(sameRule, isAt),
  all(sameCategory, isAt),
  all(sameRule, touches, sameLineText),
  all(sameCategory, touches, sameLineText),
]

/**
 * The older finding that a new one continues; undefined where it is new. May be asked for one after the other as findings come: an older one
 * whose own place is known is not given away to the first that looks like it.
 */
export function continuedBy<T extends Older>(found: Identified, older: readonly T[]): T | undefined {
  const standing = older.filter(({ place }) => place === 'stands')
  const moved = older.filter((each) => each.place === 'lost' || (each.place === 'written' && sameLineText(each, found)))
  return firstMatch(found, standing, signsOfPlace) ?? firstMatch(found, moved, signs)
}

function firstMatch<T extends Identified>(found: Identified, older: readonly T[], by: readonly Sign[]): T | undefined {
  for (const isSame of by) {
    const match = nearest(
      found,
      older.filter((each) => isSame(each, found)),
    )
    if (match !== undefined) return match
  }
  return undefined
}

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
  return current.map((finding) => ({ ...finding, id: kept.get(finding) ?? freeId(finding.id, taken) }))
}

/** An id made from a fingerprint may live on in another finding that has moved away from it. Adds what it gives to `taken`. */
export function freeId(wanted: string, taken: Set<string>): string {
  let free = wanted
  for (let turn = 2; taken.has(free); turn += 1) free = `${wanted}-${turn}`
  taken.add(free)
  return free
}

function all(...parts: readonly Sign[]): Sign {
  return (old, current) => parts.every((part) => part(old, current))
}

function isAt(a: Identified, b: Identified): boolean {
  return a.range !== undefined && b.range !== undefined && sameRange(a.range, b.range)
}

function touches(a: Identified, b: Identified): boolean {
  return a.range !== undefined && b.range !== undefined && rangesTouch(a.range, b.range)
}

function nearest<T extends Identified>(finding: Identified, candidates: readonly T[]): T | undefined {
  const [first, ...others] = candidates
  return others.reduce((best, each) => (best && distance(each, finding) < distance(best, finding) ? each : best), first)
}

/** In lines. */
function distance(a: Identified, b: Identified): number {
  return a.range === undefined || b.range === undefined
    ? Number.POSITIVE_INFINITY
    : Math.abs(a.range.start.line - b.range.start.line)
}
