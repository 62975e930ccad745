import { type NotebookCell, otherCells } from './cells.ts'
import { IgnoredFiles, isRuleFile } from './ignoredFiles.ts'
import type { SyntaxParser } from './parser.ts'
import type { RecentEdit } from './recentEdits.ts'
import { DocumentImports } from './related/documentImports.ts'
import { localDisk } from './related/localDisk.ts'
import { ModuleCache } from './related/moduleCache.ts'
import { type RelatedPiece, sizeOf, thatFit } from './related/piece.ts'
import { type Definition, signaturesFor } from './related/signatures.ts'
import { SimilarCode, type SimilarWindow } from './related/similar.ts'
import { type UnresolvedName, unresolvedNames } from './related/unresolvedNames.ts'
import { type Place, withTextBefore } from './related/usedNames.ts'
import { type OpenFile, type RelatedDisk, VisibleFiles } from './related/visibleFiles.ts'
import type { SourceText } from './source.ts'

export type { RelatedPiece } from './related/piece.ts'
export type { Definition } from './related/signatures.ts'
export type { UnresolvedName } from './related/unresolvedNames.ts'
export type { OpenFile, RelatedDisk } from './related/visibleFiles.ts'

export interface RelatedAsk {
  /** Absolute path of the document; empty for an untitled one. */
  readonly uriPath: string
  readonly source: SourceText
  /** The cursor, in UTF-16 code units. */
  readonly offset: number
  /** For all pieces together: their texts and paths. */
  readonly budgetCharacters: number
  /** The document's workspace folder, absolute. Without one only open files are looked at. */
  readonly folder: string | undefined
  /** Other open documents, the one visible last first. */
  readonly open: readonly OpenFile[]
  /** Oldest first. */
  readonly edits: readonly RecentEdit[]
  /** Where the editor's language services find names that no path leads to. */
  readonly definitions?: readonly Definition[]
  /** For a cell of a notebook: all of its cells in order. `source` is the current one's text. */
  readonly notebook?: { readonly cells: readonly NotebookCell[]; readonly current: number }
}

export interface RelatedCodeDeps {
  readonly parser: SyntaxParser
  /** This machine's, unless told otherwise. */
  readonly disk?: RelatedDisk
}

/** Shares of the budget; what one kind leaves goes to the others. */
const shares = { signatures: 0.6, edited: 0.2, similar: 0.2, cells: 0.6 }
/** Edits of the same document so near to the cursor stand in the prompt anyway. Lines. */
const nearbyEdit = 60
const mostEdits = 3

/** Finds code of other places that helps to complete the text at the cursor. Keeps what it read of files, as long as they stay the same. */
export class RelatedCode {
  readonly #disk: RelatedDisk
  readonly #modules: ModuleCache
  readonly #imports: DocumentImports
  readonly #similar = new SimilarCode()
  readonly #ignored = new Map<string, IgnoredFiles>()

  constructor({ parser, disk = localDisk }: RelatedCodeDeps) {
    this.#disk = disk
    this.#modules = new ModuleCache(parser)
    this.#imports = new DocumentImports(parser)
  }

  /**
   * Pieces of other places, the most stable first: cells of the notebook, signatures of what is imported (by path and place), similar
   * code, recent edits (the newest last). They stay the same while the user types within 16 lines and uses no other imported name.
   * Ignored, secret and generated files are never looked at, nor what lies outside the folder. Rejects with the signal's reason once it
   * is aborted, and never otherwise.
   */
  async related(ask: RelatedAsk, signal: AbortSignal): Promise<readonly RelatedPiece[]> {
    signal.throwIfAborted()
    const files = this.#filesOf(ask)
    const cells = cellsOf(ask)
    const budget = ask.budgetCharacters - sizeOf(cells)

    const similar = this.#similarPieces(ask, files)
    const edited = editedPieces(ask, files, similar)
    // A share is given away as a whole or not at all, so that what signatures are shown does not change with the length of the others.
    const free = (similar.length === 0 ? shares.similar : 0) + (edited.length === 0 ? shares.edited : 0)
    const signatures = await this.#signatures(ask, files, budget * (shares.signatures + free), signal)
    const left = budget - sizeOf(signatures)
    const windows = similar.map((each) => ({ ...each, kind: 'similar' as const, path: files.nameOf(each.path) }))
    const editedShown = thatFit(edited.toReversed(), left - Math.min(sizeOf(windows), budget * shares.similar)).toReversed()
    const similarShown = thatFit(windows, left - sizeOf(editedShown)).toSorted(byPlace)
    return [...cells, ...signatures, ...similarShown.map(({ kind, path, text }) => ({ kind, path, text })), ...editedShown]
  }

  /** Names that come from elsewhere without a path that leads there, used at the cursor first; 8 at most. `ask.definitions` may tell of them. */
  async unresolved(ask: RelatedAsk): Promise<readonly UnresolvedName[]> {
    const place = placeOf(ask)
    return unresolvedNames(place, await this.#imports.of(place.path, withTextBefore(place)), this.#filesOf(ask))
  }

  /** To be called when a file changed on the disk or in the editor, ignore files above all. */
  forget(path: string): void {
    this.#modules.forget(path)
    if (isRuleFile(path)) for (const files of this.#ignored.values()) files.forget()
  }

  async #signatures(ask: RelatedAsk, files: VisibleFiles, room: number, signal: AbortSignal): Promise<readonly RelatedPiece[]> {
    const found = await signaturesFor(
      { ...placeOf(ask), definitions: ask.definitions ?? [], room },
      files,
      { modules: this.#modules, imports: this.#imports },
      signal,
    )
    return found.map(({ path, text }) => ({ kind: 'signatures', path, text }))
  }

  #similarPieces(ask: RelatedAsk, files: VisibleFiles): readonly SimilarWindow[] {
    const others = ask.open.filter((file) => file.path !== ask.uriPath && files.mayShow(file))
    // Untitled documents are told apart by the name that the editor gives them.
    const path = ask.uriPath === '' ? ask.source.path : ask.uriPath
    return this.#similar.find({ path, source: ask.source, offset: ask.offset, others })
  }

  #filesOf({ open, uriPath, folder }: RelatedAsk): VisibleFiles {
    const others = open.filter(({ path }) => path !== uriPath)
    return new VisibleFiles(this.#disk, folder, others, (root) => this.#ignoredIn(root))
  }

  #ignoredIn(folder: string): IgnoredFiles {
    const known = this.#ignored.get(folder) ?? new IgnoredFiles(folder)
    this.#ignored.set(folder, known)
    return known
  }
}

function cellsOf({ notebook, budgetCharacters }: RelatedAsk): readonly RelatedPiece[] {
  return notebook === undefined ? [] : otherCells(notebook.cells, notebook.current, budgetCharacters * shares.cells)
}

function placeOf(ask: RelatedAsk): Place {
  return { path: ask.uriPath, source: ask.source, offset: ask.offset, textBefore: textBefore(ask) }
}

/** The first cells of a notebook import what all of its cells use. */
function textBefore({ source, notebook }: RelatedAsk): string {
  const cells = notebook?.cells.slice(0, notebook.current).filter(({ languageId }) => languageId === source.languageId) ?? []
  return cells.map(({ text }) => `${text}\n`).join('')
}

function editedPieces(ask: RelatedAsk, files: VisibleFiles, similar: readonly SimilarWindow[]): readonly RelatedPiece[] {
  const cursorLine = ask.source.positionAt(ask.offset).line
  const wanted = ask.edits.filter(({ path, startLine, text }) => {
    const endLine = startLine + text.split('\n').length
    const isNear = path === ask.uriPath && startLine <= cursorLine + nearbyEdit && endLine >= cursorLine - nearbyEdit
    const isShown = similar.some(
      (each) => each.path === path && startLine >= each.startLine && endLine <= each.startLine + lineCount(each),
    )
    return !isNear && !isShown && (path === ask.uriPath || files.mayShowPath(path))
  })
  return wanted.slice(-mostEdits).map(({ path, text }) => ({ kind: 'edited', path: files.nameOf(path), text }))
}

const lineCount = ({ text }: SimilarWindow) => text.split('\n').length

function byPlace(a: SimilarWindow, b: SimilarWindow): number {
  return a.path === b.path ? a.startLine - b.startLine : a.path < b.path ? -1 : 1
}
