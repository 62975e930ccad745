import type { InlineCompletionItem, Position, Range } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'

/** One change of a text, in offsets of the text before it. */
export interface Change {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** A document as its editor has it: text, cursor and earlier texts. */
export class EditedText {
  readonly uri: string
  #document: TextDocument
  #lineEnd = '\n'
  #cursor = 0
  #past: string[] = []

  constructor(uri: string, languageId: string, text: string) {
    this.uri = uri
    this.#document = TextDocument.create(uri, languageId, 0, text)
    this.#cursor = text.length
  }

  /** The text of now, which stays as it is when this one is edited. */
  copy(): EditedText {
    const copy = new EditedText(this.uri, this.languageId, this.text)
    copy.useLineEnd(this.#lineEnd)
    copy.move(this.#cursor)
    return copy
  }

  get languageId(): string {
    return this.#document.languageId
  }

  get text(): string {
    return this.#document.getText()
  }

  get cursor(): number {
    return this.#cursor
  }

  get position(): Position {
    return this.positionAt(this.#cursor)
  }

  /** The line end that new lines get; editors keep one for the whole document. */
  get lineEnd(): string {
    return this.#lineEnd
  }

  get lineBefore(): string {
    return this.text.slice(0, this.#cursor).split(/\r?\n/).at(-1) ?? ''
  }

  get lineAfter(): string {
    return this.text.slice(this.#cursor).split(/\r?\n/)[0] ?? ''
  }

  positionAt(offset: number): Position {
    return this.#document.positionAt(offset)
  }

  offsetAt(position: Position): number {
    return this.#document.offsetAt(position)
  }

  slice({ start, end }: Range): string {
    return this.text.slice(this.offsetAt(start), this.offsetAt(end))
  }

  /** Whether the text has the place: not past the end of a line or of the text. */
  has(position: Position): boolean {
    const there = this.positionAt(this.offsetAt(position))
    return there.line === position.line && there.character === position.character
  }

  move(offset: number): void {
    this.#cursor = wholeCharacter(this.text, Math.max(0, Math.min(offset, this.text.length)))
  }

  /** The cursor goes behind what was inserted. */
  change({ from, to, text }: Change): void {
    this.#past = [...this.#past, this.text].slice(-8)
    this.#set(this.text.slice(0, from) + text + this.text.slice(to))
    this.move(from + text.length)
  }

  /** An earlier text, for an undo. */
  earlier(back: number): string | undefined {
    return this.#past.at(-back)?.replace(/\r?\n/g, this.#lineEnd)
  }

  useLineEnd(lineEnd: string): void {
    this.#lineEnd = lineEnd
  }

  /** The change that taking an item makes. */
  taking(item: InlineCompletionItem): Change {
    const range = item.range ?? { start: this.position, end: this.position }
    return { from: this.offsetAt(range.start), to: this.offsetAt(range.end), text: String(item.insertText) }
  }

  #set(text: string): void {
    this.#document = TextDocument.create(this.uri, this.languageId, 0, text)
  }
}

/** The offset, or the one before it where it stands within a line end or a surrogate pair: no cursor does. */
export function wholeCharacter(text: string, offset: number): number {
  const [before = '', after = ''] = [text[offset - 1], text[offset]]
  const inside = (before === '\r' && after === '\n') || (/[\ud800-\udbff]/.test(before) && /[\udc00-\udfff]/.test(after))
  return inside ? offset - 1 : offset
}
