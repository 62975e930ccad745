import { createHash } from 'node:crypto'
import type { SourceText } from '../../context/source.ts'
import type { Fingerprint } from '../../protocol/finding.ts'
import type { Range } from '../../protocol/text.ts'

/** Short enough to read in a file, long enough that two texts of a project do not share it by chance. */
const hashLength = 16

/** Hash of a text in which white space of any length counts as one blank. */
export function textHash(text: string): string {
  return createHash('sha256').update(text.trim().replaceAll(/\s+/g, ' ')).digest('hex').slice(0, hashLength)
}

/** Hash of the text exactly as it is, for knowing whether a fix still applies to it. */
export function exactHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Identity of a place without its occurrence, which only the whole list of findings tells: see `numbered`. */
export function placeOf(
  source: SourceText,
  range: Range,
  rule: string,
  symbol: string | undefined,
): Omit<Fingerprint, 'occurrence'> {
  const lines: string[] = []
  for (let line = range.start.line; line <= range.end.line; line += 1) lines.push(source.lineText(line))
  return {
    rule,
    path: source.path.replaceAll('\\', '/'),
    ...(symbol === undefined ? {} : { symbol }),
    rangeHash: textHash(source.slice(range)),
    lineHash: textHash(lines.join('\n')),
  }
}

/** Gives out occurrences: 0 for the first of equal places, 1 for the second. Call it in the order of the text. */
export class Occurrences {
  readonly #seen = new Map<string, number>()

  number(place: Omit<Fingerprint, 'occurrence'>): Fingerprint {
    const key = placeKey(place)
    const occurrence = this.#seen.get(key) ?? 0
    this.#seen.set(key, occurrence + 1)
    return { ...place, occurrence }
  }
}

function placeKey({ rule, path, symbol, rangeHash, lineHash }: Omit<Fingerprint, 'occurrence'>): string {
  return [rule, path, symbol ?? '', rangeHash, lineHash].join('\0')
}

/** The finding's id in its first life; the same place gives the same id in every session. */
export function findingId(fingerprint: Fingerprint): string {
  return createHash('sha256')
    .update(`${placeKey(fingerprint)}\0${fingerprint.occurrence}`)
    .digest('hex')
    .slice(0, 20)
}
