import type { RecentEdits } from '../context/recentEdits.ts'
import type { RelatedCode } from '../context/relatedCode.ts'
import type { ContextFile } from '../engine/engine.ts'
import type { Position } from '../protocol/text.ts'
import type { Documents } from './documents.ts'
import type { Notebooks } from './notebooks.ts'
import type { SettingsStore } from './settings.ts'
import { filePath, type WorkspaceFolders } from './workspaceFolders.ts'

export interface RelatedContextDeps {
  readonly documents: Documents
  readonly folders: WorkspaceFolders
  readonly settings: SettingsStore
  readonly notebooks: Notebooks
  readonly edits: RecentEdits
  /** Made when first needed, because it loads the parser. */
  readonly code: () => Promise<RelatedCode>
}

/** Collecting takes tens of milliseconds; a disk that hangs must not keep a completion waiting. */
const longestMs = 1500

/** Asks the workspace for code that helps at a place of a document. */
export class RelatedContext {
  readonly #deps: RelatedContextDeps
  /** URIs, the one visible last first. */
  #recent: readonly string[] = []

  constructor(deps: RelatedContextDeps) {
    this.#deps = deps
  }

  /** These documents are on screen, the active one first. */
  visible(uris: readonly string[]): void {
    this.#recent = [...uris, ...this.#recent.filter((uri) => !uris.includes(uri))]
  }

  closed(uri: string): void {
    this.#recent = this.#recent.filter((each) => each !== uri)
  }

  /** Code of other places, what changes least first; nothing where the user does not want it. */
  async at(uri: string, position: Position, characters: number): Promise<readonly ContextFile[]> {
    const { documents, folders, settings, edits } = this.#deps
    const document = documents.get(uri)
    if (document === undefined || !(await settings.of(uri))['completion.context']) return []
    const source = documents.source(document)
    const owner = this.#deps.notebooks.notebookOf(uri) ?? uri
    const code = await this.#deps.code()
    const pieces = await code.related(
      {
        uriPath: filePath(owner) ?? '',
        source,
        offset: source.offsetAt(position),
        budgetCharacters: characters,
        folder: folders.folderOf(owner),
        open: this.#open(uri),
        edits: edits.places(),
        ...this.#notebook(uri),
      },
      AbortSignal.timeout(longestMs),
    )
    return pieces.map(({ path, text }) => ({ path, text: text.endsWith('\n') ? text : `${text}\n` }))
  }

  #open(uri: string) {
    const { documents } = this.#deps
    const order = [...this.#recent, ...documents.all().map((document) => document.uri)]
    return [...new Set(order)].flatMap((each) => {
      const document = each === uri ? undefined : documents.get(each)
      const path = filePath(each)
      return document === undefined || path === undefined ? [] : [{ path, source: documents.source(document) }]
    })
  }

  #notebook(uri: string) {
    const { notebooks, documents } = this.#deps
    const uris = notebooks.cellsOf(uri)
    const cells = uris.flatMap((each) => {
      const document = documents.get(each)
      return document === undefined ? [] : [{ uri: each, path: each, languageId: document.languageId, text: document.getText() }]
    })
    const current = cells.findIndex((cell) => cell.uri === uri)
    return current < 0 ? {} : { notebook: { cells, current } }
  }
}
