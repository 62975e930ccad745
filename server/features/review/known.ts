import type { SourceText } from '../../context/source.ts'
import type { Category, Finding, Fingerprint } from '../../protocol/finding.ts'
import { textHash } from './fingerprint.ts'
import type { Identified, Older } from './identity.ts'

/**
 * What is remembered of a finding from one session to the next, so that it keeps its id: hashes, and where it stood. Nothing of the code is in
 * it, not even the name of the function.
 */
export interface KnownFinding {
  readonly id: string
  readonly rule: string
  readonly category: Category
  readonly symbolHash?: string
  readonly rangeHash: string
  readonly lineHash: string
  readonly occurrence: number
  readonly startLine: number
  readonly endLine: number
}

export function knownOf({ id, category, fingerprint, range }: Finding): KnownFinding {
  const { rule, symbol, rangeHash, lineHash, occurrence } = fingerprint
  const places = { rangeHash, lineHash, occurrence, startLine: range.start.line, endLine: range.end.line }
  return { id, rule, category, ...(symbol === undefined ? {} : { symbolHash: textHash(symbol) }), ...places }
}

/** A known finding in the form in which identities are compared, for findings of `source`. Compare it with `anonymous` ones. */
export function olderOf(
  known: KnownFinding,
  source: SourceText,
  written: WrittenLines,
): Older & { readonly known: KnownFinding } {
  const { id, category, rule, symbolHash, rangeHash, lineHash, occurrence, startLine, endLine } = known
  const place = written.has(lineHash, endLine - startLine + 1) ? 'written' : 'lost'
  const range = { start: { line: startLine, character: 0 }, end: { line: endLine, character: 0 } }
  const symbol = symbolHash === undefined ? {} : { symbol: symbolHash }
  const fingerprint = { rule, path: source.path, ...symbol, rangeHash, lineHash, occurrence }
  return { id, category, fingerprint, range, place, known }
}

/** A finding as known ones can be compared with it: its function by the hash of its name. */
export function anonymous({ fingerprint, ...finding }: Identified): Identified {
  const { symbol, ...place } = fingerprint
  const hashed: Fingerprint = symbol === undefined ? place : { ...place, symbol: textHash(symbol) }
  return { ...finding, fingerprint: hashed }
}

/** Knows by their hashes which lines a text has. */
export class WrittenLines {
  readonly #source: SourceText
  readonly #hashes = new Map<number, ReadonlySet<string>>()

  constructor(source: SourceText) {
    this.#source = source
  }

  /** Whether as many lines with this hash follow each other anywhere. */
  has(lineHash: string, lines: number): boolean {
    const known = this.#hashes.get(lines) ?? this.#hashesOf(lines)
    this.#hashes.set(lines, known)
    return known.has(lineHash)
  }

  #hashesOf(lines: number): ReadonlySet<string> {
    const all = Array.from({ length: this.#source.lineCount }, (_, line) => this.#source.lineText(line))
    return new Set(all.map((_, line) => textHash(all.slice(line, line + lines).join('\n'))))
  }
}
