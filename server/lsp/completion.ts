import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
  InsertTextMode,
} from 'vscode-languageserver'
import type { InlineCompletions } from './inlineCompletion.ts'
import { type Loadable, unlessLoading } from './unlessLoading.ts'

const longestLabel = 60

/**
 * For editors without inline completions: one item in the ordinary list, sorted to its end so that it pushes nothing aside. While the model is being
 * loaded the list is empty and incomplete at once, so that the editor asks again at the next key instead of waiting until it gives up.
 */
export async function completion(
  params: CompletionParams,
  completions: InlineCompletions,
  engine: Loadable,
  signal: AbortSignal,
): Promise<CompletionList> {
  const items = await unlessLoading(engine, (wanted) => itemsAt(params, completions, wanted), signal)
  return { isIncomplete: items === undefined, items: items ?? [] }
}

async function itemsAt(
  { textDocument, position }: CompletionParams,
  completions: InlineCompletions,
  signal: AbortSignal,
): Promise<CompletionItem[]> {
  const answer = await completions.complete(textDocument.uri, position, true, undefined, signal)
  const best = answer?.completions[0]
  if (answer === undefined || best === undefined || best.range.start.line !== best.range.end.line) return []
  // Editors filter the list by the word at the cursor, so the item has to begin with it.
  const word = /[\p{L}\p{N}_$]*$/u.exec(answer.source.lineText(position.line).slice(0, best.range.start.character))?.[0] ?? ''
  const start = { line: best.range.start.line, character: best.range.start.character - word.length }
  const newText = word + best.text
  const firstLine = newText.split('\n', 1)[0]?.trim() ?? ''
  return [
    {
      label: firstLine.length > longestLabel ? `${firstLine.slice(0, longestLabel)}…` : firstLine,
      detail: 'Latent',
      kind: CompletionItemKind.Text,
      filterText: newText,
      sortText: '\uffff',
      insertTextFormat: InsertTextFormat.PlainText,
      insertTextMode: InsertTextMode.asIs,
      textEdit: { range: { start, end: best.range.end }, newText },
    },
  ]
}
