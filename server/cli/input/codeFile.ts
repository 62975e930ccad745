import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SourceText } from '../../context/source.ts'
import { loadFile } from '../../context/sourceFile.ts'
import { LatentError } from '../../protocol/errors.ts'
import { nameIn, workspaceRoot } from './files.ts'

/** The one file that a command is about. */
export interface CodeFile {
  /** Absolute. */
  readonly file: string
  /** The workspace around the working folder. */
  readonly root: string
  readonly source: SourceText
  /** The byte order mark that the file begins with; `source` is without. */
  readonly mark: '' | '\ufeff'
}

/** The file at a path as somebody typed it. Rejects with fileMissing, or notCode for a folder and for what is no text. */
export async function codeFileAt(path: string, workingFolder: string): Promise<CodeFile> {
  const file = resolve(workingFolder, path)
  const found = await stat(file).catch(() => undefined)
  if (found === undefined) throw LatentError.of('fileMissing', path)
  if (found.isDirectory()) throw LatentError.of('notCode', path, 'it is a folder')
  const root = await workspaceRoot(workingFolder)
  const loaded = await loadFile(file, nameIn(root, file))
  if (loaded.kind === 'skipped') throw LatentError.of('notCode', path, loaded.part.detail ?? loaded.part.reason)
  return { file, root, source: loaded.source, mark: markOf(await readFile(file)) }
}

/** What a text in UTF-8 begins with: editors of Windows put a byte order mark there, and it has to stay. */
function markOf(bytes: Uint8Array): CodeFile['mark'] {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\ufeff' : ''
}
