import { structuredPatch } from 'diff'
import type { SourceText } from '../../../context/source.ts'
import type { Fix } from '../../../protocol/finding.ts'
import { printable } from '../../../protocol/printable.ts'
import type { Paint, Style } from './paint.ts'

/** Longer lines are cut in the diff: it is there to be read, the editor applies the fix. */
const maxLineLength = 200

/** A row of a diff with its sign in front: `+`, `-`, a blank, or `\` for a remark of the format. */
export interface DiffRow {
  readonly kind: 'place' | 'added' | 'removed' | 'kept'
  readonly text: string
}

const kinds: Readonly<Record<string, DiffRow['kind']>> = { '+': 'added', '-': 'removed' }
const styles: Readonly<Partial<Record<DiffRow['kind'], Style>>> = { place: 'cyan', added: 'green', removed: 'red' }

/** What a fix changes, as the rows of a unified diff without the names of the files. */
export function diffRows(source: SourceText, fix: Fix): readonly DiffRow[] {
  const patch = structuredPatch('', '', source.text, source.textAfter(fix.edits), undefined, undefined, { context: 2 })
  return patch.hunks.flatMap((hunk) => [
    { kind: 'place' as const, text: `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@` },
    ...hunk.lines.map((line) => ({ kind: kinds[line.charAt(0)] ?? ('kept' as const), text: shortened(line) })),
  ])
}

/** A fix as a unified diff of the file, coloured by `paint`. */
export function fixDiff(path: string, source: SourceText, fix: Fix, paint: Paint): string {
  const name = printable(path)
  const head = [paint('bold', `--- a/${name}`), paint('bold', `+++ b/${name}`)]
  const rows = diffRows(source, fix).map(({ kind, text }) => {
    const style = styles[kind]
    return style === undefined ? text : paint(style, text)
  })
  return [...head, ...rows].join('\n')
}

function shortened(line: string): string {
  const short = line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line
  return printable(short.replace(/\r$/, ''))
}
