import { applyPatch, reversePatch, type StructuredPatch, type StructuredPatchHunk } from 'diff'

/** A file's text without the patch and with it. */
export interface Fit {
  readonly before: string
  readonly after: string
}

/** The first hunk that fits nowhere: its number from 1, and the line that it says it begins at. */
export interface Misfit {
  readonly hunk: number
  readonly line: number
}

/**
 * Applies a patch to the first of a file's texts that it fits, be it that the text has the patch not yet or has it already: a diff of the
 * working tree is made when the change is done. Where a hunk stands exactly where it says counts more than where it fits elsewhere.
 * `texts`: at least one.
 */
export function fitPatch(patch: StructuredPatch, texts: readonly string[]): Fit | Misfit {
  const directions = [patch, reversed(patch)].map((each, index) => ({ each, isApplied: index === 1 }))
  const ways = directions.flatMap(({ each, isApplied }) =>
    texts.map((text) => ({ text, patch: each, isApplied, agreeing: agreeingLines(each, text) ?? -1 })),
  )
  // At the end of a file, and without lines of context, a patch may fit both ways: then the longer one has more to say for it.
  for (const way of ways.toSorted((a, b) => b.agreeing - a.agreeing)) {
    const other = applied(way.text, way.patch)
    if (other !== undefined) return way.isApplied ? { before: other, after: way.text } : { before: way.text, after: other }
  }
  return misfit(patch, texts[0] ?? '')
}

/** The text of a file that the patch makes. */
export function createdText(patch: StructuredPatch): string {
  return applied('', patch) ?? ''
}

/** How many lines of a text are those that the hunks expect, all of them being where they are said to be; else undefined. */
function agreeingLines({ hunks }: StructuredPatch, text: string): number | undefined {
  const lines = text.split('\n')
  let agreeing = 0
  for (const { oldStart, lines: hunkLines } of hunks) {
    const expected = hunkLines.filter((line) => !/^[+\\]/.test(line)).map((line) => line.slice(1))
    if (!expected.every((line, index) => isSameLine(lines[oldStart - 1 + index], line))) return undefined
    agreeing += expected.length
  }
  return agreeing
}

function applied(text: string, patch: StructuredPatch): string | undefined {
  const result = applyPatch(text, patch, { compareLine: (_number, line, _operation, expected) => isSameLine(line, expected) })
  return result === false ? undefined : result.replace(/^\uFEFF/, '')
}

/** Programs that pass a patch on may change its line ends, and a text here has no byte order mark. */
function isSameLine(a: string | undefined, b: string): boolean {
  const plain = (line: string) => line.replace(/^\uFEFF/, '').replace(/\r$/, '')
  return a !== undefined && plain(a) === plain(b)
}

function reversed(patch: StructuredPatch): StructuredPatch {
  return { ...patch, hunks: reversePatch({ ...patch, isCopy: false }).hunks }
}

function misfit(patch: StructuredPatch, text: string): Misfit {
  const fits = (count: number) => applied(text, { ...patch, hunks: patch.hunks.slice(0, count) }) !== undefined
  const index = patch.hunks.findIndex((_, at) => !fits(at + 1))
  const hunk: StructuredPatchHunk | undefined = patch.hunks[index]
  return { hunk: index + 1, line: hunk?.oldStart ?? 1 }
}
