import type { ChangeVerdict, CompilerError } from './compiler.ts'
import type { OffsetSpan } from './cuts.ts'
import type { AskedService } from './typeCheck.ts'

/** The errors of the text that the service knows, in its order. */
export function errorsOf({ typescript, service, name }: AskedService): readonly CompilerError[] {
  return [...service.getSyntacticDiagnostics(name), ...service.getSemanticDiagnostics(name)]
    .filter(({ category, start }) => category === typescript.DiagnosticCategory.Error && start !== undefined)
    .map(({ code, messageText, start = 0, length = 0 }) => ({
      code,
      message: typescript.flattenDiagnosticMessageText(messageText, '\n'),
      startOffset: start,
      endOffset: start + length,
    }))
    .toSorted((a, b) => a.startOffset - b.startOffset || a.endOffset - b.endOffset)
}

/** Compares the errors of two texts. Equal ones are paired off by code and message, because their places move with the edit. */
export function verdictOf(
  error: CompilerError,
  before: readonly CompilerError[],
  after: readonly CompilerError[],
): ChangeVerdict {
  const left = counted(after)
  let goneErrors = 0
  for (const each of before) {
    const count = left.get(keyOf(each)) ?? 0
    if (count === 0) goneErrors += 1
    else left.set(keyOf(each), count - 1)
  }
  const newErrors = [...left.values()].reduce((sum, count) => sum + count, 0)
  const isGone = (counted(after).get(keyOf(error)) ?? 0) < (counted(before).get(keyOf(error)) ?? 0)
  return { isGone, newErrors, goneErrors }
}

/** The error that an editor shows at a place. Its compiler may be of another version, so that number and place count, and not the words. */
export function sameError(
  errors: readonly CompilerError[],
  shown: OffsetSpan & { readonly code: number },
): CompilerError | undefined {
  const alike = errors.filter(
    ({ code, startOffset, endOffset }) => code === shown.code && startOffset <= shown.endOffset && shown.startOffset <= endOffset,
  )
  return alike.find(({ startOffset }) => startOffset === shown.startOffset) ?? alike[0]
}

function counted(errors: readonly CompilerError[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const error of errors) counts.set(keyOf(error), (counts.get(keyOf(error)) ?? 0) + 1)
  return counts
}

const keyOf = ({ code, message }: CompilerError) => `${code} ${message}`
