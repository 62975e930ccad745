/** The names that somebody may have meant by a text, the nearest first: those that begin with it, and those that are few slips away. At most three. */
export function nearNames(text: string, names: readonly string[]): readonly string[] {
  const typed = text.toLowerCase()
  // As many slips as one makes in a name of that length: two, or one in five characters.
  const mostSlips = Math.max(2, Math.floor(typed.length / 5))
  return names
    .map((name) => ({ name, slips: typed.length > 2 && name.startsWith(typed) ? 0 : slipsBetween(typed, name) }))
    .filter(({ slips }) => slips <= mostSlips)
    .toSorted((a, b) => a.slips - b.slips)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** How many characters have to be added, left out or exchanged to make one text of the other (Levenshtein). */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [line, char] of [...a].entries()) {
    const next = [line + 1]
    for (const [column, other] of [...b].entries()) {
      const exchanged = (row[column] ?? 0) + (char === other ? 0 : 1)
      next.push(Math.min(exchanged, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
