import { applyPatch, reversePatch, type StructuredPatch } from 'diff'

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
 * Applies the patches of one file, one after the other, to the first of its texts that they fit, be it that the text has them not yet or has
 * them already: a diff of the working tree is made when the change is done. Where a hunk stands exactly where it says counts more than where it
 * fits elsewhere. Neither may be empty.
 */
export function fitPatches(patches: readonly StructuredPatch[], texts: readonly string[]): Fit | Misfit {
  const takenBack = patches.map(reversed).reverse()
  const directions = [
    { steps: patches, isApplied: false },
    { steps: takenBack, isApplied: true },
  ]
  const ways = directions.flatMap(({ steps, isApplied }) =>
    texts.map((text) => ({
      text,
      steps,
      isApplied,
      agreeing: steps[0] === undefined ? -1 : (agreeingLines(steps[0], text) ?? -1),
    })),
  )
  // At the end of a file, and without lines of context, a patch may fit both ways: then the longer one has more to say for it.
  for (const { text, steps, isApplied } of ways.toSorted((a, b) => b.agreeing - a.agreeing)) {
    const other = appliedAll(text, steps)
    if (other !== undefined) return isApplied ? { before: other, after: text } : { before: text, after: other }
  }
  return misfit(patches, texts[0] ?? '')
}

/** The text of a file that the first of the patches makes. */
export function createdText(patches: readonly StructuredPatch[]): string | Misfit {
  return appliedAll('', patches) ?? misfit(patches, '')
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

function appliedAll(text: string, patches: readonly StructuredPatch[]): string | undefined {
  return patches.reduce<string | undefined>((now, patch) => (now === undefined ? undefined : applied(now, patch)), text)
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

function misfit(patches: readonly StructuredPatch[], text: string): Misfit {
  let now = text
  for (const patch of patches) {
    const next = applied(now, patch)
    if (next === undefined) return firstMisfit(patch, now)
    now = next
  }
  return { hunk: 1, line: 1 }
}

function firstMisfit(patch: StructuredPatch, text: string): Misfit {
  const fits = (count: number) => applied(text, { ...patch, hunks: patch.hunks.slice(0, count) }) !== undefined
  const index = patch.hunks.findIndex((_, at) => !fits(at + 1))
  return { hunk: index + 1, line: patch.hunks[index]?.oldStart ?? 1 }
}
