import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { SourceText } from '../context/source.ts'
import type { CallerDeps } from '../features/edit/instruct/callers.ts'
import { Meter } from '../features/review/meter.ts'
import { LatentError } from '../protocol/errors.ts'
import type { RequestFigures } from '../protocol/figures.ts'
import type { Documents } from './documents.ts'
import type { EngineHost } from './engineHost.ts'
import type { Progress } from './progress.ts'
import { notReviewable, requireWholeFile } from './reviewable.ts'
import type { ReviewTools } from './reviewTools.ts'
import type { Status } from './status.ts'
import type { Trust } from './trust.ts'
import { filePath, type WorkspaceFolders } from './workspaceFolders.ts'

/** What requests that write code need of the session. */
export interface EditRequestDeps {
  readonly documents: Pick<Documents, 'get' | 'source'>
  readonly folders: WorkspaceFolders
  readonly trust: Trust
  readonly status: Status
  readonly engine: EngineHost
  readonly tools: Pick<ReviewTools, 'parser' | 'types' | 'refactorings'>
}

/** A document that something is to be written for, as it is now. */
export interface AskedDocument {
  readonly uri: string
  readonly source: SourceText
  /** Parser, types of the document's folder, and an engine whose work is counted. */
  readonly deps: CallerDeps
}

export interface Answered<Outcome> {
  readonly outcome: Outcome
  /** Of the document that was asked about. */
  readonly version: number
  readonly figures: RequestFigures
}

/**
 * Runs one piece of work on an open document, with progress that can be cancelled. Rejects with untrusted, notEditable, an abort, or the
 * engine's error. The outcome belongs to the version that is told with it, whatever was typed meanwhile.
 */
export async function onDocument<Outcome>(
  uri: string,
  { documents, folders, trust, status, engine, tools }: EditRequestDeps,
  begin: (cancel: () => void) => Progress,
  work: (asked: AskedDocument, signal: AbortSignal) => Promise<Outcome>,
  signal: AbortSignal,
): Promise<Answered<Outcome>> {
  trust.require('Writing code')
  requireWholeFile(uri)
  const document = openDocument(uri, documents)
  const source = documents.source(document)
  const { version } = document
  const refused = notReviewable(source)
  if (refused !== undefined) throw LatentError.of('notReviewable', source.path, refused.detail ?? '')
  const controller = new AbortController()
  const both = AbortSignal.any([signal, controller.signal])
  const progress = begin(() => controller.abort())
  try {
    engine.retry()
    await engine.ready(both)
    const { model, capabilities } = await engine.info()
    if (!capabilities.chat) throw LatentError.of('engineFailed', `${model} cannot answer questions`)
    const meter = new Meter()
    const folder = folders.folderOf(uri)
    const deps: CallerDeps = {
      engine: meter.measured(engine) ?? engine,
      parser: await tools.parser(),
      typeChecker: tools.types(folder),
      uses: tools.refactorings(folder),
    }
    const outcome = await status.during(() => work({ uri, source, deps }, both))
    both.throwIfAborted()
    return { outcome, version, figures: meter.total }
  } finally {
    progress.end()
  }
}

function openDocument(uri: string, documents: Pick<Documents, 'get'>): TextDocument {
  const document = documents.get(uri)
  if (document === undefined) throw LatentError.of('notReviewable', filePath(uri) ?? uri, 'it is not open')
  return document
}
