/** Chinese characters and full-width punctuation take two columns of a terminal. */
const wide = '\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff00-\\uff60\\uffe0-\\uffe6'
const wideCharacter = new RegExp(`[${wide}]`, 'g')
/** What stays together in a line: a word, or a wide character, with the punctuation that belongs to it. */
const piece = new RegExp(`\\s*[（“]*(?:[${wide}]|[^\\s${wide}]+)[，。：；、）”…]*`, 'g')

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  return text.length + (text.match(wideCharacter)?.length ?? 0)
}

/** A text with blanks behind it up to a number of columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

/** Rows of a table, each cell as wide as the widest of its column, without blanks at the ends. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? '')))) ?? []
  return rows.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** Breaks text into lines of at most so many columns, also between Chinese characters, and never before punctuation that closes. */
export function wrapped(text: string, columns: number): string {
  const lines: string[] = []
  let line = ''
  for (const each of text.match(piece) ?? []) {
    if (line === '' || columnsOf(line + each) <= columns) line += each
    else {
      lines.push(line)
      line = each.trimStart()
    }
  }
  return [...lines, line].join('\n')
}
