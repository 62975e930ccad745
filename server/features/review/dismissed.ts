import { createHash } from 'node:crypto'
import type { SourceText } from '../../context/source.ts'
import { type Dismissal, type FindingShape, reasonInWords } from '../../protocol/dismissal.ts'
import type { Finding, Fingerprint } from '../../protocol/finding.ts'
import { unreachable } from '../../protocol/unreachable.ts'
import { findingShape } from './findingShape.ts'
import { similarFrom, similarity } from './similarity.ts'

/** What of a finding tells whether it was dismissed. `shape` is asked for only where a dismissal covers similar ones. */
export interface Dismissible {
  readonly fingerprint: Fingerprint
  readonly shape: () => FindingShape
  /** The text in which it was found. */
  readonly text: string
}

export function dismissible(finding: Finding, source: SourceText): Dismissible {
  let shape: FindingShape | undefined
  return {
    fingerprint: finding.fingerprint,
    shape: () => {
      shape ??= findingShape(finding, source)
      return shape
    },
    text: source.text,
  }
}

/** The dismissal that covers a finding: the one that was meant for it, else one that covers more. */
export function dismissalOf(finding: Dismissible, dismissals: readonly Dismissal[]): Dismissal | undefined {
  const ofRule = dismissals.filter(({ fingerprint }) => fingerprint.rule === finding.fingerprint.rule)
  return ofRule.find((each) => isSame(each.fingerprint, finding)) ?? ofRule.find((each) => covers(each, finding))
}

/** Why a finding that this dismissal covers is not shown, as a sentence for the user. What others wrote is cut to one line. */
export function dismissedBecause(dismissal: Dismissal, { rule, path }: Fingerprint): string {
  const { scope, reason, note, fingerprint } = dismissal
  const why = [...(reason === undefined ? [] : [reasonInWords(reason)]), ...(note === undefined ? [] : [oneLine(note)])].join(
    ', ',
  )
  return `${covered()}${why === '' ? '' : `: ${why}`}.`

  function covered(): string {
    switch (scope) {
      case 'finding':
        return 'It was dismissed'
      case 'file':
        return `${rule} was dismissed in ${oneLine(path)}`
      case 'rule':
        return `${rule} was dismissed everywhere`
      case 'similar':
        return `Similar to one that was dismissed in ${oneLine(fingerprint.path)}`
      default:
        return unreachable(scope)
    }
  }
}

/** Two dismissals with the same id cover the same, whatever their reasons. */
export function dismissalId({ fingerprint, scope }: Pick<Dismissal, 'fingerprint' | 'scope'>): string {
  const { rule, path, symbol, rangeHash, lineHash, occurrence } = fingerprint
  const place = [rule, path, symbol ?? '', rangeHash, lineHash, occurrence]
  const key = { finding: place, similar: place, file: [rule, path], rule: [rule] }[scope]
  return createHash('sha256')
    .update([scope, ...key].join('\0'))
    .digest('hex')
    .slice(0, 12)
}

function covers({ scope, fingerprint, shape }: Dismissal, finding: Dismissible): boolean {
  switch (scope) {
    case 'finding':
      return false
    case 'file':
      return fingerprint.path === finding.fingerprint.path
    case 'rule':
      return true
    case 'similar':
      return shape !== undefined && similarity(shape, finding.shape()) >= similarFrom
    default:
      return unreachable(scope)
  }
}

/** The occurrence counts, the place in the file does not. A function that is no longer named in the file has another name by now. */
function isSame(a: Fingerprint, { fingerprint: b, text }: Dismissible): boolean {
  const isSamePlace =
    a.path === b.path && a.rangeHash === b.rangeHash && a.lineHash === b.lineHash && a.occurrence === b.occurrence
  return isSamePlace && (a.symbol === b.symbol || (a.symbol !== undefined && !isNamedIn(text, a.symbol)))
}

function isNamedIn(text: string, symbol: string): boolean {
  const name = symbol.split(/\W+/u).findLast((part) => part !== '') ?? symbol
  const word = /[\p{L}\p{N}_$]/u
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!word.test(text[at - 1] ?? '') && !word.test(text[at + name.length] ?? '')) return true
  }
  return false
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** The dismissal of a finding for the user's reason; `shape` for the scope `similar`. */
export function dismissalFor(
  { fingerprint, title }: Pick<Finding, 'fingerprint' | 'title'>,
  asked: Pick<Dismissal, 'scope' | 'reason' | 'note'>,
  shape: () => FindingShape,
): Dismissal {
  const { scope, reason, note } = asked
  return {
    fingerprint,
    title: oneLine(title),
    scope,
    ...(reason === undefined ? {} : { reason }),
    ...(note === undefined || oneLine(note) === '' ? {} : { note: oneLine(note) }),
    ...(scope === 'similar' ? { shape: shape() } : {}),
  }
}
