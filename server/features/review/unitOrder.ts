import type { CodeUnit } from '../../context/functions.ts'

/** Longer functions cost more time than they promise: nothing of them is told before they are done. */
const mostLines = 60

/**
 * The order in which units are reviewed: those that promise most for their time come first, so that the first findings come early. The lines
 * around a unit are read with it whatever its length, and mistakes are found in proportion to its lines; so that longer ones promise more.
 * Units whose findings carry the same symbol (parts of a long function, methods of one name, code outside of functions) stay in the
 * order of the text, in which equal places among them are numbered.
 */
export function mostPromisingFirst(units: readonly CodeUnit[]): readonly CodeUnit[] {
  const groups = new Map<string, CodeUnit[]>()
  for (const unit of units) {
    const key = groupOf(unit)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [unit])
    else known.push(unit)
  }
  const lines = new Map([...groups].map(([key, members]) => [key, Math.min(mostLines, meanLines(members))]))
  const linesOf = (unit: CodeUnit) => lines.get(groupOf(unit)) ?? 0
  return units.toSorted((a, b) => linesOf(b) - linesOf(a) || a.startOffset - b.startOffset)
}

function groupOf({ kind, name }: CodeUnit): string {
  return kind === 'function' ? name : ''
}

function meanLines(units: readonly CodeUnit[]): number {
  return units.reduce((sum, { startLine, endLine }) => sum + endLine - startLine, 0) / units.length
}
