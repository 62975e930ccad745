import type { TestClient } from '../client.ts'
import { type Change, EditedText, wholeCharacter } from './editedText.ts'
import { documents, type Step } from './steps.ts'

/** Steps that change a text or move the cursor. */
export type EditStep = Extract<
  Step,
  {
    kind:
      | 'type'
      | 'enter'
      | 'openBracket'
      | 'overtype'
      | 'backspace'
      | 'delete'
      | 'paste'
      | 'replaceAll'
      | 'undo'
      | 'lineEnds'
      | 'move'
      | 'lineEnd'
      | 'switch'
      | 'reopen'
  }
>

/** An editor with some documents: changes them and tells the server, as editors do. */
export class Editor {
  readonly #client: TestClient
  readonly #texts: EditedText[] = []
  #current = 0

  constructor(client: TestClient) {
    this.#client = client
  }

  /** Opens all documents in a folder of their own. */
  async open(folder: string): Promise<void> {
    for (const { name, languageId, text } of documents) {
      const uri = await this.#client.open(`${folder}/${name}`, text, languageId)
      this.#texts.push(new EditedText(uri, languageId, text))
    }
  }

  async close(): Promise<void> {
    for (const { uri } of this.#texts) await this.#client.close(uri)
  }

  /** The document with the cursor. */
  get text(): EditedText {
    const text = this.#texts[this.#current]
    if (text === undefined) throw new Error('no document is open')
    return text
  }

  async do(step: EditStep): Promise<void> {
    const { text } = this
    switch (step.kind) {
      case 'type':
        for (const character of step.text) await this.insert(character)
        return
      case 'enter':
        return await this.insert(text.lineEnd + (/^[ \t]*/.exec(text.lineBefore)?.[0] ?? ''))
      case 'openBracket':
        return await this.insertPair(step.pair)
      case 'overtype':
        if (!/^[)\]}"]/.test(text.lineAfter)) return
        return await this.change({ from: text.cursor, to: text.cursor + 1, text: text.lineAfter.charAt(0) })
      case 'backspace':
        return await this.#delete(text.cursor - 1, text.cursor)
      case 'delete':
        return await this.#delete(this.#offsetOf(step.at), this.#offsetOf(step.at) + step.characters)
      case 'paste':
        return await this.insert(step.lines.join(text.lineEnd))
      case 'replaceAll':
        return await this.change({ from: 0, to: text.text.length, text: step.text.replaceAll('\n', text.lineEnd) })
      case 'undo':
        return await this.#undo(step.back)
      case 'lineEnds':
        return await this.#otherLineEnds()
      case 'move':
        return await this.#move(this.#offsetOf(step.at))
      case 'lineEnd':
        text.move(this.#offsetOf(step.at))
        return await this.#move(text.cursor + text.lineAfter.length)
      case 'switch':
        this.#current = step.document
        return await this.#moved()
      case 'reopen':
        await this.#client.close(text.uri)
        if (step.earlier) text.change({ from: 0, to: text.text.length, text: text.earlier(1) ?? text.text })
        return void (await this.#client.open(text.uri, text.text, text.languageId))
    }
  }

  async change(change: Change): Promise<void> {
    const { text } = this
    const [start, end] = [text.positionAt(change.from), text.positionAt(change.to)]
    text.change(change)
    await this.#client.edit(text.uri, [start.line, start.character], [end.line, end.character], change.text)
  }

  insert(inserted: string): Promise<void> {
    const { cursor } = this.text
    return this.change({ from: cursor, to: cursor, text: inserted })
  }

  /** The cursor goes between the two. */
  async insertPair(pair: string): Promise<void> {
    const inserted = this.insert(pair)
    this.text.move(this.text.cursor - 1)
    await inserted
  }

  #offsetOf(thousandths: number): number {
    return Math.floor((thousandths * this.text.text.length) / 1000)
  }

  async #delete(from: number, to: number): Promise<void> {
    const { text } = this.text
    const [start, end] = [from, to].map((each) => wholeCharacter(text, Math.max(0, Math.min(each, text.length))))
    if (start !== undefined && end !== undefined && start < end) await this.change({ from: start, to: end, text: '' })
  }

  async #undo(back: number): Promise<void> {
    const { text } = this
    const earlier = text.earlier(back)
    if (earlier !== undefined) await this.change({ from: 0, to: text.text.length, text: earlier })
  }

  async #otherLineEnds(): Promise<void> {
    const { text } = this
    const lineEnd = text.lineEnd === '\n' ? '\r\n' : '\n'
    const converted = (part: string) => part.replace(/\r?\n/g, lineEnd)
    const cursor = converted(text.text.slice(0, text.cursor)).length
    text.useLineEnd(lineEnd)
    const whole = converted(text.text)
    text.change({ from: 0, to: text.text.length, text: whole })
    text.move(cursor)
    await this.#client.replaceAll(text.uri, whole)
  }

  async #move(offset: number): Promise<void> {
    this.text.move(offset)
    await this.#moved()
  }

  async #moved(): Promise<void> {
    const { uri, position } = this.text
    const visible = [uri, ...this.#texts.slice(0, 2).map((each) => each.uri)]
    await this.#client.connection.sendNotification('latent/cursor', { textDocument: { uri }, position, visible })
  }
}
