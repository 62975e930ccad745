import { structuredPatch } from 'diff'
import type { SourceText } from '../../context/source.ts'
import type { Fix } from '../../protocol/finding.ts'
import type { Paint, Style } from './paint.ts'
import { printable } from './printable.ts'

/** Longer lines are cut in the diff: it is there to be read, the editor applies the fix. */
const maxLineLength = 200

const styles: Readonly<Record<string, Style>> = { '+': 'green', '-': 'red' }

/** A fix as a unified diff of the file, coloured by `paint`. */
export function fixDiff(path: string, source: SourceText, fix: Fix, paint: Paint): string {
  const name = printable(path)
  const patch = structuredPatch(name, name, source.text, textAfter(source, fix), undefined, undefined, { context: 2 })
  const rows = [paint('bold', `--- a/${name}`), paint('bold', `+++ b/${name}`)]
  for (const hunk of patch.hunks) {
    rows.push(paint('cyan', `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`))
    for (const line of hunk.lines) rows.push(painted(line, paint))
  }
  return rows.join('\n')
}

function painted(line: string, paint: Paint): string {
  const short = line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line
  const safe = printable(short.replace(/\r$/, ''))
  const style = styles[line.charAt(0)]
  return style === undefined ? safe : paint(style, safe)
}

/** Edits of a fix never overlap, so applying them from the last to the first keeps the ranges right. */
function textAfter(source: SourceText, fix: Fix): string {
  const edits = fix.edits.map(({ range, newText }) => ({
    start: source.offsetAt(range.start),
    end: source.offsetAt(range.end),
    newText,
  }))
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.newText + text.slice(edit.end), source.text)
}
