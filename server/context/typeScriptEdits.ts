import type TypeScript from 'typescript'
import type { OffsetSpan } from './cuts.ts'
import type { AskedService } from './typeCheck.ts'

/** A text after edits of TypeScript's, and where a span of the old text lies in it. */
export interface EditedText {
  readonly text: string
  readonly span: OffsetSpan
}

/** How TypeScript should lay out what it writes: as the text around does. */
export function layoutOf(typescript: typeof TypeScript, text: string): TypeScript.FormatCodeSettings {
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
  const indentation = /^[ \t]+(?=\S)/m.exec(text)?.[0] ?? '  '
  const isTab = indentation.startsWith('\t')
  const width = isTab ? 4 : Math.min(8, Math.max(2, indentation.length))
  const layout = { indentSize: width, tabSize: width, convertTabsToSpaces: !isTab, semicolons: semicolonsOf(typescript, text) }
  return { ...typescript.getDefaultFormatCodeSettings(lineEnd), ...layout }
}

/** TypeScript takes short texts for such with semicolons. */
function semicolonsOf(typescript: typeof TypeScript, text: string): TypeScript.SemicolonPreference {
  const ends = text.match(/[\w)\]'"`;][ \t]*(\/\/.*)?$/gm) ?? []
  const withSemicolon = ends.filter((end) => end.startsWith(';'))
  return withSemicolon.length * 10 < ends.length ? typescript.SemicolonPreference.Remove : typescript.SemicolonPreference.Ignore
}

/**
 * The text after edits. A span grows with what is written at its edges. `undefined` where the edits are none, or change other files.
 */
export function editedText(
  { name }: AskedService,
  text: string,
  changes: readonly TypeScript.FileTextChanges[],
  span: OffsetSpan,
): EditedText | undefined {
  const [own] = changes
  if (own === undefined || changes.length > 1 || own.fileName !== name || own.isNewFile === true) return undefined
  const ordered = own.textChanges.toSorted((a, b) => b.span.start - a.span.start)
  let { startOffset, endOffset } = span
  let changed = text
  for (const { span: replaced, newText } of ordered) {
    const end = replaced.start + replaced.length
    const delta = newText.length - replaced.length
    changed = changed.slice(0, replaced.start) + newText + changed.slice(end)
    if (end < startOffset) startOffset += delta
    else startOffset = Math.min(startOffset, replaced.start)
    if (replaced.start <= endOffset) endOffset = Math.max(endOffset + delta, replaced.start + newText.length)
  }
  return { text: changed, span: { startOffset, endOffset } }
}
