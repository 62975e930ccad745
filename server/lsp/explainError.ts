import type { SyntaxTree } from '../context/parser.ts'
import type { SourceText } from '../context/source.ts'
import { codeAround, type ShownCode } from '../features/edit/diagnose/codeShown.ts'
import { type DebugValue, type ExplainedProblem, problemExplained } from '../features/edit/diagnose/explainProblem.ts'
import type { Mended } from '../features/edit/diagnose/problem.ts'
import type { DebugVariable, ExplainErrorParams, ExplainErrorResult } from '../protocol/diagnose.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { type Diagnoses, problemOf } from './diagnose.ts'
import type { EngineHost } from './engineHost.ts'
import type { ExplainDeps } from './explain.ts'
import { type ExplainListener, explaining, told } from './explaining.ts'
import type { RelatedContext } from './relatedContext.ts'
import { filePath } from './workspaceFolders.ts'

export interface ExplainErrorDeps extends Omit<ExplainDeps, 'findings'> {
  readonly related: Pick<RelatedContext, 'at'>
  readonly diagnoses: Pick<Diagnoses, 'known'>
}

/** Of declarations that the place uses: a small model reads slowly. UTF-16 code units. */
const relatedCharacters = 1500

/** Has the model explain an error that the editor shows, in plain text. Rejects with untrusted, an abort, or the engine's error. */
export async function explainError(
  params: ExplainErrorParams,
  deps: ExplainErrorDeps,
  language: DisplayLanguage,
  listener: ExplainListener,
  signal: AbortSignal,
): Promise<ExplainErrorResult> {
  deps.trust.require('Explanation')
  const { uri } = params.textDocument
  const document = deps.documents.get(uri)
  if (document === undefined) throw LatentError.of('notReviewable', filePath(uri) ?? uri, 'it is not open')
  const source = deps.documents.source(document)
  return await written(
    async () => {
      const related = await deps.related.at(uri, params.range.start, relatedCharacters)
      const tree = await (await deps.parser()).parse(source)
      try {
        return explained(params, source, tree, related, deps.diagnoses.known(params, source))
      } finally {
        tree?.dispose()
      }
    },
    deps,
    language,
    listener,
    signal,
  )
}

function explained(
  params: ExplainErrorParams,
  source: SourceText,
  tree: SyntaxTree | undefined,
  related: readonly ShownCode[],
  mend: Mended | undefined,
): ExplainedProblem {
  const { startOffset, endOffset, message, source: program } = problemOf(params, source)
  return {
    kind: 'diagnostic',
    code: [...related, codeAround(source, tree, startOffset, endOffset)],
    message,
    line: source.positionAt(startOffset).line,
    quote: source.text.slice(startOffset, Math.min(endOffset, startOffset + longestQuote)),
    ...(program === undefined ? {} : { source: program }),
    ...(mend === undefined ? {} : { mended: mendedLine(source, mend) }),
    ...valuesOf(params.variables),
  }
}

const longestQuote = 200

/** The lines that a mend changes, as they read with it. */
function mendedLine(source: SourceText, { startOffset, endOffset, newText }: Mended): string {
  const from = source.lineStart(source.positionAt(startOffset).line)
  const to = source.lineStart(source.positionAt(endOffset).line + 1)
  return (source.text.slice(from, startOffset) + newText + source.text.slice(endOffset, to)).trim().slice(0, longestQuote)
}

/** At most as many as a client may send; one that sends more is not ours. */
const mostVariables = 20
const longestValues = 2000

export function valuesOf(variables: readonly DebugVariable[] | undefined): { readonly values?: readonly DebugValue[] } {
  if (variables === undefined || variables.length === 0) return {}
  const values: DebugValue[] = []
  let left = longestValues
  for (const { name, value } of variables.slice(0, mostVariables)) {
    left -= name.length + value.length
    if (left < 0) break
    values.push({ name, value })
  }
  return { values }
}

/** Writes an explanation, with progress that can be cancelled. */
export async function written(
  problem: () => Promise<ExplainedProblem>,
  { engine, status }: Pick<ExplainErrorDeps, 'status'> & { readonly engine: EngineHost },
  language: DisplayLanguage,
  listener: ExplainListener,
  signal: AbortSignal,
): Promise<ExplainErrorResult> {
  return await explaining(engine, listener, signal, async (model, both) => {
    const about = await problem()
    both.throwIfAborted()
    const pieces = problemExplained(about, language, engine, both)
    return await status.during(async () => ({ model, text: await told(pieces, listener) }))
  })
}
