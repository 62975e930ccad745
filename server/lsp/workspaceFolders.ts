import { existsSync } from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InitializeParams, WorkspaceFolder } from 'vscode-languageserver'

/** The folders that the user has open, and what a document is called within them. */
export class WorkspaceFolders {
  #folders: readonly string[]

  constructor(params: Pick<InitializeParams, 'workspaceFolders' | 'rootUri' | 'rootPath'>) {
    const uris = params.workspaceFolders?.map((folder) => folder.uri) ?? (params.rootUri ? [params.rootUri] : [])
    const paths = uris.map(filePath).filter((path) => path !== undefined)
    this.#folders = paths.length === 0 && params.rootPath ? [params.rootPath] : paths
  }

  change(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map((folder) => filePath(folder.uri)))
    const come = added.map((folder) => filePath(folder.uri)).filter((path) => path !== undefined)
    this.#folders = [...this.#folders.filter((folder) => !gone.has(folder)), ...come]
  }

  /** Paths of all open folders. */
  all(): readonly string[] {
    return this.#folders
  }

  /** The innermost open folder that a document lies in. */
  folderOf(uri: string): string | undefined {
    const path = filePath(uri)
    if (path === undefined) return undefined
    return this.#folders.filter((folder) => within(folder, path)).sort((a, b) => b.length - a.length)[0]
  }

  /** Relative to its folder, with `/` on every system, because fingerprints are shared; else the whole path or URI. */
  nameOf(uri: string): string {
    const path = filePath(uri)
    if (path === undefined) return uri
    const folder = this.folderOf(uri)
    return (folder === undefined ? path : relative(folder, path)).split(sep).join('/')
  }
}

/** Whether a closed document is nowhere any more: an untitled one, or a file that was deleted. */
export function isGone(uri: string): boolean {
  const path = filePath(uri)
  return path === undefined || !existsSync(path)
}

/** The path of a `file:` URI; undefined for untitled documents and other schemes. */
export function filePath(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined
  } catch {
    // A URI with an encoded slash or a foreign host is no file here.
    return undefined
  }
}

function within(folder: string, path: string): boolean {
  const inner = relative(folder, path)
  return inner !== '' && !inner.startsWith('..') && !isAbsolute(inner)
}
