import { changeOfFile } from '../context/changeOfFile.ts'
import type { LineSpan } from '../context/changes.ts'
import type { SyntaxParser } from '../context/parser.ts'
import type { SourceText } from '../context/source.ts'
import { type ChangedText, changedText } from '../features/review/changes/changedText.ts'
import { reviewChanges } from '../features/review/changes/reviewChanges.ts'
import { type ReviewAsk, type ReviewDeps, type ReviewEvent, reviewFile } from '../features/review/review.ts'
import { LatentError } from '../protocol/errors.ts'
import type { ReviewParams } from '../protocol/requests.ts'
import type { Range } from '../protocol/text.ts'
import { unreachable } from '../protocol/unreachable.ts'
import { filePath } from './workspaceFolders.ts'

/** What of a document is reviewed. */
export type ReviewedPart =
  | { readonly kind: 'file'; readonly lines?: undefined }
  | { readonly kind: 'selection'; readonly lines: readonly LineSpan[] }
  | { readonly kind: 'changes'; readonly lines: readonly LineSpan[]; readonly text: ChangedText }

/** Rejects with badArgument and gitUnavailable. */
export async function reviewedPart(
  { scope, range, changes, textDocument: { uri } }: ReviewParams,
  source: SourceText,
  parser: () => Promise<SyntaxParser>,
): Promise<ReviewedPart> {
  switch (scope) {
    case 'file':
      return { kind: scope }
    case 'selection':
      if (range === undefined)
        throw LatentError.of('badArgument', { en: 'A review of a selection needs its range.', zh: '审查选区需要给出其范围。' })
      return { kind: scope, lines: [selectedLines(range)] }
    case 'changes': {
      const path = filePath(uri)
      if (path === undefined) throw LatentError.of('gitUnavailable', uri, 'it is no file on this machine')
      const change = await changeOfFile(path, source.text, changes ?? { kind: 'uncommitted' })
      const text = await changedText(source, change, await parser())
      return { kind: scope, lines: text.lines, text }
    }
    default:
      return unreachable(scope)
  }
}

/** The review itself. In an editor findings are sorted by their place, so that the order of the functions is that of the text. */
export async function* eventsOf(
  part: ReviewedPart,
  ask: Omit<ReviewAsk, 'lines'>,
  deps: ReviewDeps,
  signal: AbortSignal,
): AsyncGenerator<ReviewEvent> {
  switch (part.kind) {
    case 'file':
      yield* reviewFile(ask, deps, signal)
      break
    case 'selection':
      yield* reviewFile({ ...ask, lines: part.lines }, deps, signal)
      break
    case 'changes':
      for await (const { event } of reviewChanges([part.text], { ...ask, order: 'text' }, deps, signal)) yield event
      break
    default:
      unreachable(part)
  }
}

/** A selection that ends at a line's very start does not mean that line. */
function selectedLines({ start, end }: Range): LineSpan {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line
  return { startLine: start.line, endLine: last + 1 }
}
