import type { CodeUnit } from '../../context/functions.ts'

/**
 * The order in which units are reviewed: what takes less time comes first, so that the first findings come early. Units whose findings
 * carry the same symbol (parts of a long function, methods of one name, code outside of functions) stay in the order of the text, in
 * which equal places among them are numbered.
 */
export function quickestFirst(units: readonly CodeUnit[]): readonly CodeUnit[] {
  const groups = new Map<string, CodeUnit[]>()
  for (const unit of units) {
    const key = groupOf(unit)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [unit])
    else known.push(unit)
  }
  const lines = new Map([...groups].map(([key, members]) => [key, meanLines(members)]))
  const linesOf = (unit: CodeUnit) => lines.get(groupOf(unit)) ?? 0
  return units.toSorted((a, b) => linesOf(a) - linesOf(b) || a.startOffset - b.startOffset)
}

function groupOf({ kind, name }: CodeUnit): string {
  return kind === 'function' ? name : ''
}

function meanLines(units: readonly CodeUnit[]): number {
  return units.reduce((sum, { startLine, endLine }) => sum + endLine - startLine, 0) / units.length
}
