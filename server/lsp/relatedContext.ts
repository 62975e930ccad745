import { RecentEdits, type TextEdit } from '../context/recentEdits.ts'
import type { RelatedAsk, RelatedCode } from '../context/relatedCode.ts'
import type { ContextFile } from '../engine/engine.ts'
import type { Position } from '../protocol/text.ts'
import type { Definitions } from './definitions.ts'
import type { Documents } from './documents.ts'
import type { Notebooks } from './notebooks.ts'
import type { SettingsStore } from './settings.ts'
import { filePath, type WorkspaceFolders } from './workspaceFolders.ts'

export interface RelatedContextDeps {
  readonly documents: Pick<Documents, 'get' | 'all' | 'source'>
  readonly folders: WorkspaceFolders
  readonly settings: Pick<SettingsStore, 'of'>
  readonly notebooks: Notebooks
  readonly definitions: Definitions
  /** Made when first needed, because it loads the parser. */
  readonly code: () => Promise<Pick<RelatedCode, 'related' | 'unresolved'>>
}

/** Collecting takes tens of milliseconds; a disk that hangs must not keep a completion waiting. */
const longestMs = 1500

/** Asks the workspace for code that helps at a place of a document. It only reads, so it does so in an untrusted workspace too. */
export class RelatedContext {
  readonly #deps: RelatedContextDeps
  readonly #edits = new RecentEdits()
  /** URIs, the one visible last first. */
  #recent: readonly string[] = []

  constructor(deps: RelatedContextDeps) {
    this.#deps = deps
  }

  /** These documents are on screen, the active one first. */
  visible(uris: readonly string[]): void {
    this.#recent = [...uris, ...this.#recent.filter((uri) => !uris.includes(uri))]
  }

  /** To be called for each edit in turn. `textAfter` is the document's text once it was made, `now` a time in milliseconds. */
  edited(uri: string, edit: TextEdit, textAfter: string, now: number): void {
    this.#edits.edited(filePath(uri) ?? uri, edit, textAfter, now)
  }

  closed(uri: string): void {
    this.#recent = this.#recent.filter((each) => each !== uri)
    this.#deps.definitions.closed(uri)
  }

  /** A file or folder was deleted or has another name now, or a document was closed that is nowhere else. */
  gone(uri: string): void {
    this.#edits.forget(filePath(uri) ?? uri)
  }

  /** Code of other places, what changes least first; nothing where the user does not want it. Asks nobody but the disk. */
  async at(uri: string, position: Position, characters: number): Promise<readonly ContextFile[]> {
    const ask = await this.#askAt(uri, position, characters)
    if (ask === undefined) return []
    const { definitions } = this.#deps
    const code = await this.#deps.code()
    const known = definitions.has(uri) ? definitions.of(uri, await code.unresolved(ask)) : []
    const signal = AbortSignal.timeout(longestMs)
    try {
      const pieces = await code.related({ ...ask, definitions: known }, signal)
      return pieces.map(({ path, text }) => ({ path, text: text.endsWith('\n') ? text : `${text}\n` }))
    } catch (error) {
      if (error === signal.reason) return []
      throw error
    }
  }

  /** Asks the client where names are declared that no path leads to, for `at` to know; waits a moment for the answer. */
  async lookAround(uri: string, position: Position): Promise<void> {
    const { definitions } = this.#deps
    if (!definitions.mayAsk) return
    const ask = await this.#askAt(uri, position, 0)
    if (ask === undefined) return
    const code = await this.#deps.code()
    await definitions.lookUp(uri, ask.source, await code.unresolved(ask))
  }

  async #askAt(uri: string, position: Position, characters: number): Promise<RelatedAsk | undefined> {
    const { documents, folders, settings, notebooks } = this.#deps
    const isWanted = (await settings.of(uri))['completion.context']
    const document = documents.get(uri)
    if (document === undefined || !isWanted) return undefined
    const source = documents.source(document)
    const owner = notebooks.notebookOf(uri) ?? uri
    return {
      uriPath: filePath(owner) ?? '',
      source,
      offset: source.offsetAt(position),
      budgetCharacters: characters,
      folder: folders.folderOf(owner),
      open: this.#open(uri),
      edits: this.#edits.places(),
      ...this.#notebook(uri, owner),
    }
  }

  #open(uri: string): RelatedAsk['open'] {
    const { documents, folders } = this.#deps
    const order = [...this.#recent, ...documents.all().map((document) => document.uri)]
    return [...new Set(order)].flatMap((each) => {
      const document = each === uri ? undefined : documents.get(each)
      const path = filePath(each)
      if (document === undefined || path === undefined) return []
      const folder = folders.folderOf(each)
      return [{ path, source: documents.source(document), ...(folder === undefined ? {} : { folder }) }]
    })
  }

  #notebook(uri: string, notebook: string): Pick<RelatedAsk, 'notebook'> {
    const { notebooks, documents, folders } = this.#deps
    const path = folders.nameOf(notebook)
    const cells = notebooks.cellsOf(uri).flatMap((each) => {
      const document = documents.get(each)
      return document === undefined ? [] : [{ uri: each, path, languageId: document.languageId, text: document.getText() }]
    })
    const current = cells.findIndex((cell) => cell.uri === uri)
    return current < 0 ? {} : { notebook: { cells, current } }
  }
}
