import { type Connection, DidDeleteFilesNotification, DidRenameFilesNotification } from 'vscode-languageserver/node'
import { isRuleFile } from '../context/ignoredFiles.ts'
import { parsedExtensions } from '../context/languages.ts'
import { loadFile } from '../context/sourceFile.ts'
import type { Completer } from '../features/completion/completer.ts'
import type { CompletionTools } from './completionTools.ts'
import type { Definitions } from './definitions.ts'
import type { Documents } from './documents.ts'
import type { Findings } from './findings.ts'
import type { RelatedContext } from './relatedContext.ts'
import { filePath } from './workspaceFolders.ts'

export interface WatchedFilesDeps {
  readonly tools: Pick<CompletionTools, 'changed'>
  readonly related: Pick<RelatedContext, 'gone'>
  readonly definitions: Pick<Definitions, 'changed'>
  readonly completer: Pick<Completer, 'forgetFiles'>
  readonly findings: Pick<Findings, 'forget' | 'has' | 'changedOnDisk'>
  readonly documents: Pick<Documents, 'get'>
}

/** What a client is asked to watch: files that say what is excluded, and those that code can be read of. */
export const watchedGlobs: readonly string[] = ['**/.{git,latent}ignore', `**/*{${parsedExtensions.join(',')}}`]

/** Passes on what happens to files on the disk. */
export class WatchedFiles {
  readonly #deps: WatchedFilesDeps

  constructor(deps: WatchedFilesDeps) {
    this.#deps = deps
  }

  listen(connection: Connection): void {
    connection.onDidChangeWatchedFiles(({ changes }) => this.changed(changes.map(({ uri }) => uri)))
    connection.onNotification(DidDeleteFilesNotification.type, ({ files }) => this.gone(files.map(({ uri }) => uri)))
    connection.onNotification(DidRenameFilesNotification.type, ({ files }) => this.gone(files.map(({ oldUri }) => oldUri)))
  }

  /** These files have another text, or are new, or are gone. */
  async changed(uris: readonly string[]): Promise<void> {
    const paths = uris.map(filePath).filter((path) => path !== undefined)
    this.#deps.definitions.changed()
    await Promise.all([...paths.map((path) => this.#deps.tools.changed(path)), ...uris.map((uri) => this.#moveFindings(uri))])
    // What has just been excluded must not stand in the next prompt.
    if (paths.some(isRuleFile)) this.#deps.completer.forgetFiles()
  }

  /** Findings of an open document follow its edits; those of a closed one, which a review of a folder finds, follow the file. */
  async #moveFindings(uri: string): Promise<void> {
    const { findings, documents } = this.#deps
    const path = filePath(uri)
    if (path === undefined || !findings.has(uri) || documents.get(uri) !== undefined) return
    // A file that is gone is told of by itself.
    const loaded = await loadFile(path, path).catch(() => undefined)
    if (loaded?.kind === 'text' && documents.get(uri) === undefined) findings.changedOnDisk(uri, loaded.source.text)
  }

  /** These files or folders were deleted, or have other names now. */
  async gone(uris: readonly string[]): Promise<void> {
    this.#deps.findings.forget(uris)
    for (const uri of uris) this.#deps.related.gone(uri)
    await this.changed(uris)
  }
}
