import { pathToFileURL } from 'node:url'
import { IgnoredFiles } from '../context/ignoredFiles.ts'
import type { SyntaxTree } from '../context/parser.ts'
import { localDisk } from '../context/related/localDisk.ts'
import { VisibleFiles } from '../context/related/visibleFiles.ts'
import { SourceText } from '../context/source.ts'
import { ownFrames, type ResolvedFrame } from '../context/stackFiles.ts'
import { readStackTrace } from '../context/stackFrames.ts'
import { codeAround, type ShownCode } from '../features/edit/diagnose/codeShown.ts'
import { diagnose } from '../features/edit/diagnose/diagnose.ts'
import type { ExplainedProblem } from '../features/edit/diagnose/explainProblem.ts'
import { proposalsOf } from '../features/edit/diagnose/proposal.ts'
import type { OwnFrame, StackTraceParams, StackTraceResult } from '../protocol/diagnose.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import { type ExplainErrorDeps, valuesOf, written } from './explainError.ts'
import type { ExplainListener } from './explaining.ts'
import type { ReviewTools } from './reviewTools.ts'

export interface StackTraceDeps extends Omit<ExplainErrorDeps, 'related' | 'diagnoses'> {
  readonly tools: Pick<ReviewTools, 'parser' | 'types' | 'compiler'>
  readonly now: () => number
}

/** Functions that go into the prompt: the innermost, and who called it. */
const mostFunctions = 3

/** A frame with the text of its file, as it stands in the editor or on the disk. */
interface SourceFrame {
  readonly frame: ResolvedFrame
  readonly uri: string
  readonly source: SourceText
  /** Of a document that is open. */
  readonly version?: number
}

/**
 * Answers `latent/stackTrace`. Only files of the workspace are looked at, and none that is ignored or looks secret; nothing is applied. Rejects
 * with untrusted, noStackFrames, an abort, or the engine's error.
 */
export async function stackTrace(
  { text, variables }: StackTraceParams,
  deps: StackTraceDeps,
  language: DisplayLanguage,
  listener: ExplainListener,
  signal: AbortSignal,
): Promise<StackTraceResult> {
  deps.trust.require('Explanation')
  const trace = readStackTrace(text)
  if (trace.frames.length === 0) throw LatentError.of('noStackFrames')
  const message = printable(trace.message)
  const frames = sourceFrames(
    deps,
    ownFrames(trace.frames, deps.folders.all(), (file) => localDisk.version(file) !== undefined),
  )
  const explanation = await written(
    async () => {
      const code = await Promise.all(frames.slice(0, mostFunctions).map((frame) => shownCode(frame, deps)))
      const places = frames.map(({ frame, source }) => `${frame.symbol ?? ''} ${source.path}:${frame.line + 1}`.trim())
      // The innermost function comes last, next to the question.
      const about: ExplainedProblem = {
        kind: 'stackTrace',
        code: distinctCode(code).toReversed(),
        message,
        places,
        ...valuesOf(variables),
      }
      return about
    },
    deps,
    language,
    listener,
    signal,
  )
  // The text is read while a mend is looked for.
  const [innermost] = frames
  const fix = innermost && (await deps.status.during(() => mendOf(innermost, message, deps, signal)))
  return { ...explanation, message, frames: frames.map(ownFrame), ...(fix && { fix }) }
}

/** Those whose file may be looked at, and has that line. */
function sourceFrames(deps: StackTraceDeps, frames: readonly ResolvedFrame[]): readonly SourceFrame[] {
  const ignored = new Map<string, IgnoredFiles>()
  return frames.flatMap((frame): readonly SourceFrame[] => {
    const uri = pathToFileURL(frame.file).href
    const folder = deps.folders.folderOf(uri)
    const document = deps.documents.get(uri)
    const open = document === undefined ? [] : [{ path: frame.file, source: deps.documents.source(document) }]
    const files = new VisibleFiles(localDisk, folder, open, (root) => {
      const known = ignored.get(root) ?? new IgnoredFiles(root)
      ignored.set(root, known)
      return known
    })
    const found = files.source(frame.file)
    if (found === undefined || frame.line >= found.lineCount) return []
    const source = new SourceText(deps.folders.nameOf(uri), found.languageId, found.text)
    return [{ frame, uri, source, ...(document === undefined ? {} : { version: document.version }) }]
  })
}

/** A mend of the frame's line. No compiler has anything against it, so that only the model's odds speak for one. */
async function mendOf(
  { frame, uri, source, version }: SourceFrame,
  message: string,
  deps: StackTraceDeps,
  signal: AbortSignal,
): Promise<StackTraceResult['fix']> {
  const compiler = deps.tools.compiler(deps.folders.folderOf(uri))
  const start = source.lineStart(frame.line)
  const problem = { startOffset: start, endOffset: start + source.lineText(frame.line).length, message }
  const diagnosis = await diagnose(
    { source, problem },
    { engine: deps.engine, parser: await deps.tools.parser(), compiler, now: deps.now },
    signal,
  )
  const [proposal] = diagnosis.choice.kind === 'clear' ? proposalsOf(source, diagnosis) : []
  return proposal && { uri, proposal, ...(version === undefined ? {} : { version }) }
}

async function shownCode({ frame, source }: SourceFrame, deps: StackTraceDeps): Promise<ShownCode> {
  const tree: SyntaxTree | undefined = await (await deps.tools.parser()).parse(source)
  try {
    return codeAround(source, tree, source.offsetAt({ line: frame.line, character: frame.column ?? 0 }))
  } finally {
    tree?.dispose()
  }
}

/** A function that calls itself, or two frames of one function, is shown once. */
function distinctCode(code: readonly ShownCode[]): readonly ShownCode[] {
  return [...new Map(code.map((each) => [`${each.path}\0${each.text}`, each])).values()]
}

function ownFrame({ frame, uri, source }: SourceFrame): OwnFrame {
  const { line, column = 0, symbol } = frame
  return { uri, path: source.path, position: { line, character: column }, ...(symbol === undefined ? {} : { symbol }) }
}
