import { type CodeAction, CodeActionKind, type CodeActionParams, CodeActionTriggerKind } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { SourceText } from '../context/source.ts'
import { type BetterNames, betterNames } from '../features/edit/refactor/betterNames.ts'
import { nameAt } from '../features/edit/refactor/selection.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { isRecord } from '../protocol/record.ts'
import type { BetterNamesParams, BetterNamesResult, RefactorCommands } from '../protocol/refactoring.ts'
import type { Position } from '../protocol/text.ts'
import type { ActionProvider } from './actionProvider.ts'
import type { ClientAbilities } from './capabilities.ts'
import type { Documents } from './documents.ts'
import type { EngineHost } from './engineHost.ts'
import type { Progress, ProgressReporter } from './progress.ts'
import { renamedInAllFiles } from './renameFiles.ts'
import type { ReviewTools } from './reviewTools.ts'
import { type FileToChange, workspaceEditOf } from './severalFiles.ts'
import type { Status } from './status.ts'
import type { Trust } from './trust.ts'
import type { WorkspaceFolders } from './workspaceFolders.ts'

export interface RenameDeps {
  readonly documents: Pick<Documents, 'get' | 'all' | 'source'>
  readonly folders: Pick<WorkspaceFolders, 'folderOf' | 'all'>
  readonly trust: Pick<Trust, 'trusted' | 'require'>
  readonly status: Pick<Status, 'during'>
  readonly engine: EngineHost
  readonly tools: Pick<ReviewTools, 'parser' | 'types' | 'refactorings'>
}

export interface RenameActionDeps extends RenameDeps {
  readonly abilities: Pick<ClientAbilities, 'resolvesEdit' | 'documentChanges' | 'changeAnnotations' | 'language'>
  readonly commands: RefactorCommands
  readonly progress: Pick<ProgressReporter, 'beginShown'>
}

/** Not among LSP's own kinds, but below its `refactor`, where editors look for it. */
const renameKind = `${CodeActionKind.Refactor}.rename`

interface ActionData {
  readonly kind: 'rename'
  readonly uri: string
  readonly version: number
  readonly position: Position
}

/** "Rename to a better name": by the editor's own rename where the client has a command for it, else by what TypeScript knows. */
export class RenameActions implements ActionProvider {
  readonly kinds = [renameKind]
  readonly #deps: RenameActionDeps

  constructor(deps: RenameActionDeps) {
    this.#deps = deps
  }

  async offer({ range, context }: CodeActionParams, document: TextDocument): Promise<readonly CodeAction[]> {
    const { trust, documents, tools, abilities, commands } = this.#deps
    const { renameSymbol } = commands
    if (!trust.trusted || context.triggerKind === CodeActionTriggerKind.Automatic) return []
    if (renameSymbol === undefined && !abilities.resolvesEdit) return []
    const { uri, version } = document
    const source = documents.source(document)
    const tree = await (await tools.parser()).parse(source)
    try {
      if (tree === undefined || nameAt(tree.rootNode, source.offsetAt(range.start)) === undefined) return []
    } finally {
      tree?.dispose()
    }
    const title = labels[abilities.language()].rename
    const position = range.start
    if (renameSymbol === undefined)
      return [{ title, kind: renameKind, data: { kind: 'rename', uri, version, position } satisfies ActionData }]
    return [{ title, kind: renameKind, command: { title, command: renameSymbol, arguments: [uri, position] } }]
  }

  async resolve(action: CodeAction, signal: AbortSignal): Promise<CodeAction | undefined> {
    const data: unknown = action.data
    if (!isActionData(data)) return undefined
    const { documents, abilities, progress } = this.#deps
    const { uri, version } = data
    const { title } = action
    if (documents.get(uri)?.version !== version) throw LatentError.of('editOutdated', title)
    const controller = new AbortController()
    const shown = await progress.beginShown('Looking for a name', undefined, () => controller.abort())
    const both = AbortSignal.any([signal, controller.signal])
    const files = await renamed(data, title, this.#deps, both).finally(() => shown.end())
    if (documents.get(uri)?.version !== version) throw LatentError.of('editOutdated', title)
    return { ...action, edit: workspaceEditOf(title, files, abilities) }
  }
}

/** Answers `latent/betterNames`. Rejects with untrusted, noName, an abort, or the engine's error. */
export async function betterNamesAt(
  { textDocument: { uri }, position }: BetterNamesParams,
  deps: RenameDeps,
  begin: (cancel: () => void) => Progress,
  signal: AbortSignal,
): Promise<BetterNamesResult> {
  const controller = new AbortController()
  const progress = begin(() => controller.abort())
  try {
    const { found, version } = await namesAt(uri, position, deps, AbortSignal.any([signal, controller.signal]))
    return { name: found.name, names: found.names, version }
  } finally {
    progress.end()
  }
}

interface FoundNames {
  readonly found: BetterNames
  /** What was looked at. */
  readonly source: SourceText
  readonly version: number
}

async function namesAt(uri: string, position: Position, deps: RenameDeps, signal: AbortSignal): Promise<FoundNames> {
  const { documents, folders, trust, status, engine, tools } = deps
  trust.require('Renaming')
  const document = documents.get(uri)
  if (document === undefined) throw LatentError.of('noName')
  const source = documents.source(document)
  const { version } = document
  engine.retry()
  await engine.ready(signal)
  const folder = folders.folderOf(uri)
  const nameDeps = {
    engine,
    parser: await tools.parser(),
    typeChecker: tools.types(folder),
    refactorings: tools.refactorings(folder),
  }
  const found = await status.during(() => betterNames(source, source.offsetAt(position), nameDeps, signal))
  signal.throwIfAborted()
  if (found === undefined) throw LatentError.of('noName')
  return { found, source, version }
}

async function renamed(
  { uri, version, position }: ActionData,
  title: string,
  deps: RenameDeps,
  signal: AbortSignal,
): Promise<readonly FileToChange[]> {
  const { found, source } = await namesAt(uri, position, deps, signal)
  const { name, names, places } = found
  const [newText] = names
  if (newText === undefined) throw LatentError.of('editRefused', title, reasons.asGood)
  if (!places?.isLocal) return await renamedInAllFiles({ uri, source, position, name, names }, title, deps, signal)
  const edits = places.places.map(({ startOffset, endOffset, prefix = '', suffix = '' }) => ({
    startOffset,
    endOffset,
    newText: prefix + newText + suffix,
  }))
  return [{ uri, version, source, edits }]
}

const reasons = {
  asGood: 'The model finds no name that fits better.',
} as const

function isActionData(value: unknown): value is ActionData {
  if (!isRecord(value) || value.kind !== 'rename' || !isRecord(value.position)) return false
  return typeof value.uri === 'string' && Number.isInteger(value.version) && Number.isInteger(value.position.line)
}

const labels = {
  en: { rename: 'Rename to a better name…' },
  zh: { rename: '重命名为更好的名称…' },
} as const satisfies Record<DisplayLanguage, unknown>
