import type { InlineCompletionItem } from 'vscode-languageserver'
import type { SourceText } from '../context/source.ts'
import type { Completion } from '../features/completion/answer.ts'
import type { Position, Range } from '../protocol/text.ts'

/** What the suggest widget has selected: this text would replace that range. */
export interface Selected {
  readonly range: Range
  readonly text: string
}

/** What the suggest widget would add at the cursor; undefined where it would change what was typed, so that nothing can be added. */
export function insertedBy({ range, text }: Selected, source: SourceText, position: Position): string | undefined {
  const typed = source.slice({ start: range.start, end: position })
  return text.startsWith(typed) ? text.slice(typed.length) : undefined
}

/**
 * A completion as an item. With the suggest widget open the item has to begin with the selected suggestion and replace what that
 * replaces, or the editor would not show it; one that does not fit is left out.
 */
export function toItem(
  completion: Completion,
  source: SourceText,
  selected: Selected | undefined,
): InlineCompletionItem | undefined {
  const start = selected === undefined ? completion.range.start : selected.range.start
  const range = { start, end: completion.range.end }
  if (range.start.line !== range.end.line) return undefined
  const text = source.slice({ start, end: completion.range.start }) + completion.text
  const insertText = selected === undefined ? completion.text : text
  if (selected !== undefined && !insertText.startsWith(selected.text)) return undefined
  const filterText = filterTextFor(insertText, source.slice(range))
  return { insertText, range, ...(filterText === undefined ? {} : { filterText }) }
}

/** Editors hide an item whose replaced text is no subsequence of the new one, unless they are told what to compare with. */
function filterTextFor(insertText: string, replaced: string): string | undefined {
  let found = -1
  for (const character of replaced) {
    found = insertText.indexOf(character, found + 1)
    if (found < 0) return replaced
  }
  return undefined
}
