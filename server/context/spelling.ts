/** The names that are spelled most like a word, the likest first; the word itself is none of them. */
export function nearestNames(word: string, names: readonly string[], most: number): readonly string[] {
  return [...new Set(names)]
    .filter((name) => name !== word)
    .map((name, order) => ({ name, order, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance || a.order - b.order)
    .slice(0, most)
    .map(({ name }) => name)
}

/** How many characters have to be added, left out or replaced to make one word of the other (Levenshtein). */
export function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    above = current
  }
  return above[b.length] ?? 0
}
