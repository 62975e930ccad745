import type { NotebookParams } from '../protocol/requests.ts'

interface Notebook {
  readonly uri: string
  readonly cells: readonly string[]
}

/** The open notebooks: a cell is a document of its own, and what the cells above define is its context. */
export class Notebooks {
  readonly #byCell = new Map<string, Notebook>()
  readonly #byUri = new Map<string, Notebook>()

  /** Takes the notebook's cells in as they are now; none when it was closed. */
  set({ notebook, cells }: NotebookParams): void {
    for (const cell of this.#byUri.get(notebook)?.cells ?? []) this.#byCell.delete(cell)
    this.#byUri.delete(notebook)
    if (cells.length === 0) return
    const known: Notebook = { uri: notebook, cells: cells.map(({ uri }) => uri) }
    this.#byUri.set(notebook, known)
    for (const cell of known.cells) this.#byCell.set(cell, known)
  }

  /** URIs of the code cells, in order, of the notebook that a cell stands in, itself included; none for other documents. */
  cellsOf(uri: string): readonly string[] {
    return this.#byCell.get(uri)?.cells ?? []
  }

  /** The notebook's own URI: it tells the folder and whether the file is ignored or secret. Undefined for other documents. */
  notebookOf(uri: string): string | undefined {
    return this.#byCell.get(uri)?.uri
  }
}
