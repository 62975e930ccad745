import {
  type Connection,
  type Disposable,
  Emitter,
  type TextDocumentContentChangeEvent,
  TextDocuments,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { languageIdOfDocument } from '../context/languages.ts'
import { SourceText } from '../context/source.ts'
import { type Edit, editBetween } from './edits.ts'

/** An edit that was made: `document` has the text after it. */
export interface EditMade {
  readonly document: TextDocument
  readonly edit: Edit
}

/** What a document is called in fingerprints and messages. */
export type NameOf = (uri: string) => string

/** The open documents, and each single edit of them in offsets, which is what findings and acceptance follow. */
export class Documents {
  readonly #nameOf: NameOf
  readonly #sources = new WeakMap<TextDocument, { readonly version: number; readonly source: SourceText }>()
  readonly #editMade = new Emitter<EditMade>()
  readonly #edited = new Emitter<TextDocument>()
  readonly #documents = new TextDocuments<TextDocument>({
    create: (uri, languageId, version, content) =>
      TextDocument.create(uri, languageIdOfDocument(languageId, uri), version, content),
    update: (document, changes, version) => this.#update(document, changes, version),
  })

  /** Fires for each edit in turn; several may come with one version. */
  readonly onEdit = this.#editMade.event
  /** Fires once when all edits of a new version are made. */
  readonly onEdited = this.#edited.event
  readonly onOpen = this.#documents.onDidOpen
  readonly onClose = this.#documents.onDidClose
  readonly onSave = this.#documents.onDidSave

  constructor(nameOf: NameOf) {
    this.#nameOf = nameOf
  }

  listen(connection: Connection): Disposable {
    return this.#documents.listen(connection)
  }

  get(uri: string): TextDocument | undefined {
    return this.#documents.get(uri)
  }

  all(): readonly TextDocument[] {
    return this.#documents.all()
  }

  /** The document's text of now, read into lines once for each version. */
  source(document: TextDocument): SourceText {
    const known = this.#sources.get(document)
    if (known?.version === document.version) return known.source
    const source = new SourceText(this.#nameOf(document.uri), document.languageId, document.getText())
    this.#sources.set(document, { version: document.version, source })
    return source
  }

  #update(document: TextDocument, changes: readonly TextDocumentContentChangeEvent[], version: number): TextDocument {
    for (const change of changes) {
      const edit = editOf(document, change)
      TextDocument.update(document, [change], version)
      if (edit !== undefined) this.#editMade.fire({ document, edit })
    }
    this.#edited.fire(document)
    return document
  }
}

/** Clients that send whole texts are served alike: what they changed is found by comparison. */
function editOf(document: TextDocument, change: TextDocumentContentChangeEvent): Edit | undefined {
  if (!('range' in change)) return editBetween(document.getText(), change.text)
  const { start, end } = change.range
  const [from, to] = [document.offsetAt(start), document.offsetAt(end)]
  return { start: Math.min(from, to), end: Math.max(from, to), text: change.text }
}
