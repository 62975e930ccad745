import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectFacts } from '../context/projectFacts.ts'
import { SourceText } from '../context/source.ts'
import { stagedChange } from '../context/stagedChange.ts'
import { commitMessage } from '../features/edit/generate/commitMessage.ts'
import { type Generated, generate } from '../features/edit/generate/generate.ts'
import { Meter } from '../features/review/meter.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import type {
  CommitMessageParams,
  CommitMessageResult,
  GeneratedKind,
  GenerateOutcome,
  GenerateParams,
  GenerateResult,
} from '../protocol/edits.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import { type EditRequestDeps, onDocument } from './editRequest.ts'
import type { Progress } from './progress.ts'
import { filePath } from './workspaceFolders.ts'

type Begin = (title: string, cancel: () => void) => Progress

const progressTitles: Readonly<Record<GeneratedKind, string>> = {
  tests: 'Writing tests',
  documentation: 'Documenting',
  code: 'Writing code',
}

/** Answers `latent/generate`. Nothing is applied and no file is written. Rejects as `onDocument` does. */
export async function generated(
  { textDocument: { uri }, range, kind, attempt = 0 }: GenerateParams,
  deps: EditRequestDeps,
  language: DisplayLanguage,
  begin: Begin,
  signal: AbortSignal,
): Promise<GenerateResult> {
  const folder = deps.folders.folderOf(uri)
  // Of a file outside of every folder its own folder is all that is looked at.
  const root = folder ?? dirname(filePath(uri) ?? '/')
  const answered = await onDocument(
    uri,
    deps,
    (cancel) => begin(progressTitles[kind], cancel),
    async ({ source, deps: editDeps }, both): Promise<Generated> => {
      const named = folder === undefined ? inFolder(source, root) : source
      const project = async (path: string) => ({
        ...projectFacts(root, path),
        taken: (each: string) => existsSync(join(root, each)),
      })
      return await generate({ source: named, range, kind, attempt, language, project }, editDeps, both)
    },
    signal,
  )
  return { ...answered, outcome: withUri(answered.outcome, root) }
}

function inFolder(source: SourceText, root: string): SourceText {
  return new SourceText(source.path.replaceAll('\\', '/').slice(root.length).replace(/^\//, ''), source.languageId, source.text)
}

function withUri(outcome: Generated, root: string): GenerateOutcome {
  if (outcome.kind !== 'newFile') return outcome
  const { path, ...file } = outcome.file
  return { kind: 'newFile', file: { ...file, uri: pathToFileURL(join(root, path)).href } }
}

/** Answers `latent/commitMessage`. Rejects with untrusted, gitUnavailable, nothingStaged, an abort, or the engine's error. */
export async function commitMessageFor(
  { folder }: CommitMessageParams,
  { trust, engine, status }: Pick<EditRequestDeps, 'trust' | 'engine' | 'status'>,
  language: DisplayLanguage,
  begin: Begin,
  signal: AbortSignal,
): Promise<CommitMessageResult> {
  trust.require('Writing a commit message')
  const path = filePath(folder)
  if (path === undefined) throw LatentError.of('gitUnavailable', folder, 'it is no folder of this machine')
  const controller = new AbortController()
  const both = AbortSignal.any([signal, controller.signal])
  const progress = begin('Writing a commit message', () => controller.abort())
  try {
    const change = await stagedChange(path)
    if (change.files.length === 0) throw LatentError.of('nothingStaged', path)
    engine.retry()
    await engine.ready(both)
    const meter = new Meter()
    const measured = meter.measured(engine) ?? engine
    const message = await status.during(() => commitMessage(change, language, measured, both))
    both.throwIfAborted()
    return { message: printable(message), figures: meter.total }
  } finally {
    progress.end()
  }
}
