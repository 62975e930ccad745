import type { SourceText } from '../../context/source.ts'
import type { Fix } from '../../protocol/finding.ts'
import type { TextEdit } from '../../protocol/text.ts'
import { FixChecker } from '../review/fix.ts'
import type { EditDeps } from './editing.ts'
import { editsBetween } from './refactor/textEdits.ts'

/** What makes one text of another, and what the checks say of it. */
export interface CheckedText {
  readonly edits: readonly TextEdit[]
  readonly fix: Fix
}

/**
 * Checks a text that is to take the place of a whole other one, wherever they differ: it parses, reads as before in front of the first difference and
 * behind the last one, and brings no new type error. Undefined where nothing differs.
 */
export async function checkedText(
  source: SourceText,
  text: string,
  title: string,
  { parser, typeChecker }: Pick<EditDeps, 'parser' | 'typeChecker'>,
): Promise<CheckedText | undefined> {
  const edits = editsBetween(source, text)
  const [first, last] = [edits[0], edits.at(-1)]
  if (first === undefined || last === undefined) return undefined
  // Whole lines, because an edit may begin or end within a sign, as from `.` to `?.`.
  const start = { line: first.range.start.line, character: 0 }
  const range = { start, end: source.positionAt(source.lineStart(last.range.end.line + 1)) }
  const tail = source.text.length - source.offsetAt(range.end)
  const newText = text.slice(source.offsetAt(range.start), text.length - tail)
  return { edits, fix: await new FixChecker(source, parser, typeChecker).check({ title, range, newText }) }
}
