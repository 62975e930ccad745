import { pathToFileURL } from 'node:url'
import type { ProjectText } from '../context/projectEdits.ts'
import type { SourceText } from '../context/source.ts'
import type { WorkspaceText } from '../context/workspaceFiles.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { isLatentError, LatentError } from '../protocol/errors.ts'
import type { CheckRenameParams } from '../protocol/refactoring.ts'
import type { Position } from '../protocol/text.ts'
import { type FileToChange, filesOf, filesToChange, requireSound, type SeveralFilesDeps } from './severalFiles.ts'
import type { Trust } from './trust.ts'
import { filePath } from './workspaceFolders.ts'

/** What is to have another name, and the names that fit, the best first. */
export interface RenameAsk {
  readonly uri: string
  readonly source: SourceText
  readonly position: Position
  /** As it is now. */
  readonly name: string
  readonly names: readonly string[]
}

/** More files than these are no rename that anybody can look through. */
const mostFiles = 200

/**
 * Gives something the first of the names that passes every check, in all files of the open folders that use it. Rejects with editRefused or
 * fileRefused where none does.
 */
export async function renamedInAllFiles(
  ask: RenameAsk,
  title: string,
  deps: SeveralFilesDeps,
  signal: AbortSignal,
): Promise<readonly FileToChange[]> {
  const others = await allFilesWith(ask.name, ask.uri, title, deps, signal)
  let refusal = LatentError.of('editRefused', title, 'Other files may use the name.')
  for (const name of ask.names) {
    try {
      return await renamedTo(name, ask, others, title, deps, signal)
    } catch (error) {
      // Another name may be free where this one is taken.
      if (signal.aborted || !isLatentError(error)) throw error
      refusal = error
    }
  }
  throw refusal
}

async function renamedTo(
  newName: string,
  { uri, source, position }: RenameAsk,
  others: readonly ProjectText[],
  title: string,
  deps: SeveralFilesDeps,
  signal: AbortSignal,
): Promise<readonly FileToChange[]> {
  const refactorings = deps.tools.refactorings(deps.folders.folderOf(uri))
  const result = await refactorings.rename(source, source.offsetAt(position), newName, others)
  signal.throwIfAborted()
  if (result === undefined) throw LatentError.of('editRefused', title, 'Other files may use the name.')
  if (result.kind === 'refused') throw LatentError.of('editRefused', title, result.reason)
  const read = result.files.map(({ path }) => ({ uri: pathToFileURL(path).href, edits: [] }))
  const files = filesToChange(title, uri, read, deps).map((file, index) => ({ ...file, edits: result.files[index]?.edits ?? [] }))
  const changed = files.find((each) =>
    each.edits.some((edit) => each.source.text.slice(edit.startOffset, edit.endOffset) !== result.name),
  )
  if (changed !== undefined) throw LatentError.of('fileRefused', title, changed.source.path, 'it changed meanwhile')
  await requireSound(title, uri, files, { name: newName, bystanders: besides(files, others) }, deps, signal)
  return files
}

/** Other files that say a name. Rejects with editRefused where there are too many to look at. */
async function allFilesWith(
  name: string,
  home: string,
  title: string,
  deps: SeveralFilesDeps,
  signal: AbortSignal,
): Promise<readonly ProjectText[]> {
  const workspace = filesOf(deps)
  const using = await workspace.codeWith(name, mostFiles + 1, signal)
  if (using.length > mostFiles) throw LatentError.of('editRefused', title, `More than ${mostFiles} files use the name.`)
  if (workspace.isTooLarge) throw LatentError.of('editRefused', title, 'There are too many files to look for the name in.')
  return using.map(asProjectText).filter(({ path }) => path !== filePath(home))
}

function asProjectText({ uri, source: { path, languageId, text } }: WorkspaceText): ProjectText {
  return { path: filePath(uri) ?? path, languageId, text }
}

/** Those of the others that do not change. */
function besides(files: readonly FileToChange[], others: readonly ProjectText[]): readonly ProjectText[] {
  const changed = new Set(files.map(({ uri }) => filePath(uri)))
  return others.filter(({ path }) => !changed.has(path))
}

/** Answers `latent/checkRename`. Rejects with untrusted, fileRefused or editRefused. */
export async function checkRename(
  { textDocument: { uri }, newName, files }: CheckRenameParams,
  deps: SeveralFilesDeps & { readonly trust: Pick<Trust, 'require'> },
  language: DisplayLanguage,
  signal: AbortSignal,
): Promise<null> {
  deps.trust.require('Renaming')
  const title = titles[language](newName)
  const changed = filesToChange(title, uri, files, deps)
  const [name] = changed.flatMap(({ source, edits }) => edits.map((edit) => source.text.slice(edit.startOffset, edit.endOffset)))
  // The client's language service looked for all uses of the name. Where it found none elsewhere, there are none to break.
  const isElsewhere = name !== undefined && changed.length > 1
  const others = isElsewhere ? (await filesOf(deps).codeWith(name, mostFiles, signal)).map(asProjectText) : []
  await requireSound(title, uri, changed, { name: newName, bystanders: besides(changed, others) }, deps, signal)
  return null
}

const titles = {
  en: (name: string) => `Rename to ${name}`,
  zh: (name: string) => `重命名为 ${name}`,
} as const satisfies Record<DisplayLanguage, unknown>
