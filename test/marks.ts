/** Offsets in UTF-16 code units of the text without its marks. `end` is the first offset that is not part of the range. */
export interface MarkedRange {
  readonly start: number
  readonly end: number
}

export interface MarkedText {
  /** The text with every mark taken out. */
  readonly text: string
  readonly cursors: readonly number[]
  /** In the order in which they begin; ranges may lie within one another. */
  readonly ranges: readonly MarkedRange[]
}

/**
 * Reads the marks of a test's text: `[|range|]` and `[||]` for the cursor. (`|` and `<<` alone are operators of our languages.)
 * Throws when the marks are not those asked for, so that a mistyped mark never turns into a test of something else.
 */
export function readMarks(marked: string, expected: { readonly cursors?: number; readonly ranges?: number }): MarkedText {
  const cursors: number[] = []
  const ranges: { start: number; end: number }[] = []
  const open: { start: number; end: number }[] = []
  let text = ''
  let read = 0
  for (const mark of marked.matchAll(/\[\|\|\]|\[\||\|\]/g)) {
    text += marked.slice(read, mark.index)
    read = mark.index + mark[0].length
    if (mark[0] === '[||]') cursors.push(text.length)
    else if (mark[0] === '[|') {
      const range = { start: text.length, end: -1 }
      ranges.push(range)
      open.push(range)
    } else {
      const range = open.pop()
      if (range === undefined) throw new Error(`"|]" without "[|" in:\n${marked}`)
      range.end = text.length
    }
  }
  text += marked.slice(read)
  if (open.length > 0) throw new Error(`"[|" without "|]" in:\n${marked}`)
  expectCount('cursors [||]', cursors.length, expected.cursors ?? 0, marked)
  expectCount('ranges [|…|]', ranges.length, expected.ranges ?? 0, marked)
  return { text, cursors, ranges }
}

/** A text with exactly one `[||]` and no range. */
export function readCursor(marked: string): { readonly text: string; readonly offset: number } {
  const { text, cursors } = readMarks(marked, { cursors: 1 })
  return { text, offset: cursors[0] ?? 0 }
}

/** A text with exactly one `[|range|]` and no cursor. */
export function readRange(marked: string): { readonly text: string; readonly start: number; readonly end: number } {
  const { text, ranges } = readMarks(marked, { ranges: 1 })
  return { text, start: 0, end: 0, ...ranges[0] }
}

function expectCount(what: string, found: number, expected: number, marked: string): void {
  if (found !== expected) throw new Error(`expected ${expected} ${what}, found ${found} in:\n${marked}`)
}
