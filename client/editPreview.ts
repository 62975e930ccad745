import { type Hunk, hunksOf } from './editHunks.ts'
import { difference, edited, type OffsetEdit } from './fixText.ts'

/** A text of the document, and the part of it that was asked about. */
export interface EditBase {
  readonly text: string
  readonly startOffset: number
  readonly endOffset: number
}

/** What a document would become, and from which texts. */
export interface EditPreview {
  /** The text that was asked about, and what became of it with each hunk that was made; the newest last. */
  readonly bases: readonly EditBase[]
  /** What the document becomes when all that is left is accepted. */
  readonly text: string
}

/** The preview of edits that do not overlap. Their lines end as those of the text do. */
export function previewOf(base: EditBase, edits: readonly OffsetEdit[]): EditPreview {
  const lineEnd = base.text.includes('\r\n') ? '\r\n' : '\n'
  const fitting = edits.map((edit) => ({ ...edit, newText: edit.newText.replace(/\r?\n/g, lineEnd) }))
  return { bases: [base], text: edited(base.text, fitting) }
}

/** What is left to accept or to reject in the document as it is; undefined where that has a text that the preview was not made for. */
export function hunksLeft({ bases, text }: EditPreview, documentText: string): readonly Hunk[] | undefined {
  // An undo brings back an earlier base, which fits as well.
  return bases.some((base) => base.text === documentText) ? hunksOf(documentText, text) : undefined
}

/** The preview after the document got another text by an accepted hunk. */
export function withDocument(preview: EditPreview, documentText: string): EditPreview {
  return { ...preview, bases: [...preview.bases, baseIn(preview, documentText)] }
}

/** The preview without a hunk. */
export function without(preview: EditPreview, { unmaking }: Hunk): EditPreview {
  return { ...preview, text: edited(preview.text, [unmaking]) }
}

/** Where the part that was asked about lies in the document as it is, whatever was edited since. */
export function baseIn({ bases }: EditPreview, documentText: string): EditBase {
  const base = bases.findLast(({ text }) => text === documentText) ?? bases.at(-1)
  if (base === undefined) return { text: documentText, startOffset: 0, endOffset: documentText.length }
  const change = difference(base.text, documentText)
  if (change === undefined) return base
  return { text: documentText, startOffset: movedStart(base.startOffset, change), endOffset: movedEnd(base.endOffset, change) }
}

/** What is inserted right at the start of the part belongs to it. */
function movedStart(offset: number, edit: OffsetEdit): number {
  if (edit.startOffset >= offset) return offset
  return edit.endOffset <= offset ? offset + growth(edit) : edit.startOffset
}

/** What is inserted right at the end of the part belongs to it. */
function movedEnd(offset: number, edit: OffsetEdit): number {
  if (edit.endOffset <= offset) return offset + growth(edit)
  return edit.startOffset >= offset ? offset : edit.startOffset + edit.newText.length
}

function growth({ startOffset, endOffset, newText }: OffsetEdit): number {
  return newText.length - (endOffset - startOffset)
}
