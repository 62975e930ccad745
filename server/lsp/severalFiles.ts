import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { isVendored } from '../context/codeFiles.ts'
import { generatedReason } from '../context/generated.ts'
import { type ProjectText, sourceOf } from '../context/projectEdits.ts'
import { SourceText } from '../context/source.ts'
import { type ReadText, WorkspaceFiles } from '../context/workspaceFiles.ts'
import { type FileChange, problemOfSeveral } from '../features/edit/guardSeveral.ts'
import { LatentError } from '../protocol/errors.ts'
import type { TextEdit } from '../protocol/text.ts'
import type { ClientAbilities } from './capabilities.ts'
import type { Documents } from './documents.ts'
import type { ReviewTools } from './reviewTools.ts'
import { filePath, type WorkspaceFolders } from './workspaceFolders.ts'

export interface SeveralFilesDeps {
  readonly documents: Pick<Documents, 'get' | 'all' | 'source'>
  readonly folders: Pick<WorkspaceFolders, 'folderOf' | 'all'>
  readonly tools: Pick<ReviewTools, 'parser' | 'refactorings'>
}

/** What is to be done to one file. */
export interface EditedFile {
  readonly uri: string
  readonly edits: readonly TextEdit[]
}

/** A file that may be changed, at the moment that it was read. */
export interface FileToChange extends FileChange {
  readonly uri: string
  /** Of the open document; null: it is read from the disk. */
  readonly version: number | null
}

/** The files that may be looked at, as they stand in the editor or on the disk. */
export function filesOf({ documents, folders }: Pick<SeveralFilesDeps, 'documents' | 'folders'>): WorkspaceFiles {
  const open = (uri: string) => {
    const document = openAt(uri, documents)
    return document === undefined ? undefined : documents.source(document)
  }
  return new WorkspaceFiles(folders.all(), { open })
}

/** Editors write the address of a file in more than one way, of which a document has the one that its editor sent. */
function openAt(uri: string, documents: SeveralFilesDeps['documents']): TextDocument | undefined {
  const path = filePath(uri)
  return documents.get(uri) ?? documents.all().find((each) => path !== undefined && filePath(each.uri) === path)
}

/**
 * Files for changing them all or none. `home` is the document that was asked about: paths are relative to its folder where they lie in it, so that
 * one project has them all. Rejects with fileRefused where one of them must not be changed: it lies outside of the open folders, is ignored or
 * secret, somebody else's code, or generated.
 */
export function filesToChange(
  title: string,
  home: string,
  edited: readonly EditedFile[],
  deps: Pick<SeveralFilesDeps, 'documents' | 'folders'>,
): readonly FileToChange[] {
  const workspace = filesOf(deps)
  const folder = deps.folders.folderOf(home)
  return edited.map(({ uri, edits }) => {
    const read = workspace.read(uri)
    const why = whyNotChanged(read)
    if (read.kind === 'refused' || why !== undefined) throw refusedFile(title, nameOf(read), why ?? reasons.missing)
    const { path, languageId, text } = read.source
    const absolute = filePath(uri)
    const isAtHome = absolute === undefined || deps.folders.folderOf(uri) === folder
    const source = new SourceText(isAtHome ? path : absolute, languageId, text)
    const places = edits
      .map(({ range, newText }) => ({
        startOffset: source.offsetAt(range.start),
        endOffset: source.offsetAt(range.end),
        newText,
      }))
      .toSorted((a, b) => a.startOffset - b.startOffset)
    const document = openAt(uri, deps.documents)
    return { uri: document?.uri ?? uri, version: document?.version ?? null, source, edits: places }
  })
}

/** A name that files that change together are to say, and the other files that say the old one, which must not break. */
export interface NewName {
  readonly name: string
  readonly bystanders: readonly ProjectText[]
}

/**
 * Checks files together. Rejects with editRefused where some check fails, and with fileRefused where one changed since it was read.
 */
export async function requireSound(
  title: string,
  home: string,
  files: readonly FileToChange[],
  { name, bystanders }: NewName,
  deps: SeveralFilesDeps,
  signal: AbortSignal,
): Promise<void> {
  const { tools, folders } = deps
  const guard = { parser: await tools.parser(), refactorings: tools.refactorings(folders.folderOf(home)) }
  const unchanged = bystanders.map((each) => ({ source: sourceOf(each), edits: [] }))
  const problem = await problemOfSeveral([...files, ...unchanged], name, guard, signal)
  if (problem !== undefined) throw LatentError.of('editRefused', title, problem)
  const workspace = filesOf(deps)
  for (const { uri, source, version } of files) {
    const now = workspace.read(uri)
    const isSame = now.kind === 'text' && now.source.text === source.text
    if (!isSame || (deps.documents.get(uri)?.version ?? null) !== version) throw refusedFile(title, source.path, reasons.changed)
  }
}

/** One edit of all files, which the editor makes as a whole; several files are confirmed where the client has a way to ask. */
export function workspaceEditOf(
  label: string,
  files: readonly FileToChange[],
  abilities: Pick<ClientAbilities, 'documentChanges' | 'changeAnnotations' | 'language'>,
): WorkspaceEdit {
  const textEdits = ({ source, edits }: FileToChange) =>
    edits.map(({ startOffset, endOffset, newText }) => ({ range: source.rangeBetween(startOffset, endOffset), newText }))
  if (!abilities.documentChanges) return { changes: Object.fromEntries(files.map((file) => [file.uri, textEdits(file)])) }
  const isConfirmed = abilities.changeAnnotations && files.length > 1
  const documentChanges = files.map((file): TextDocumentEdit => {
    const edits = textEdits(file).map((each) => (isConfirmed ? { ...each, annotationId } : each))
    return { textDocument: { uri: file.uri, version: file.version }, edits }
  })
  if (!isConfirmed) return { documentChanges }
  return { documentChanges, changeAnnotations: { [annotationId]: { label, needsConfirmation: true } } }
}

const annotationId = 'latent.severalFiles'

/** In English. */
const reasons = {
  outside: 'it lies outside of the open folders',
  ignored: 'it is ignored',
  secret: 'it may hold secrets',
  missing: 'it cannot be read',
  notText: 'it is no text',
  vendored: 'it is code of others',
  generated: 'it is generated',
  changed: 'it changed meanwhile',
} as const

function whyNotChanged(read: ReadText): string | undefined {
  if (read.kind === 'refused') return isVendored(read.path) ? reasons.vendored : reasons[read.why]
  if (isVendored(read.source.path)) return reasons.vendored
  return generatedReason(read.source) === undefined ? undefined : reasons.generated
}

function nameOf(read: ReadText): string {
  return read.kind === 'refused' ? read.path : read.source.path
}

function refusedFile(title: string, path: string, why: string): LatentError {
  return LatentError.of('fileRefused', title, path, why)
}
