import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { InlineCompletionItem } from 'vscode-languageserver/node'
import type { SnoozeParams } from '../../../server/protocol/requests.ts'
import type { TestClient } from '../client.ts'
import { Asking, type Question } from './asking.ts'
import type { Counts } from './counts.ts'
import { type Change, EditedText, wholeCharacter } from './editedText.ts'
import { checkItem } from './itemChecks.ts'
import { documents, type Selected, type Step, type Trigger } from './steps.ts'

/** Ghost text as the user sees it. */
interface Ghost {
  /** What is left of it right of the cursor. */
  text: string
  readonly item: InlineCompletionItem
  /** Nothing of it was typed yet. */
  fresh: boolean
  /** The editor closed a bracket since, so that it may end sooner. */
  cut: boolean
  /** It was shown together with the suggest widget, and goes with it. */
  readonly selected: boolean
}

const usualSettings = { multiline: 'auto', maxLines: 2, minimumConfidence: 0, ahead: true, enabled: true }
const openers: Readonly<Record<string, string>> = { '(': '()', '[': '[]', '{': '{}' }
const word = /^(?:\s*[\p{L}\p{N}_]+|\s*[^\p{L}\p{N}_\s]+|\s+)/u
const longestSnoozeMs = 3_600_000

/** A user with an editor: does steps, keeps what the documents must look like, and checks what is shown against it. */
export class User {
  readonly #client: TestClient
  readonly #counts: Counts
  readonly #asking: Asking
  readonly #texts: EditedText[] = []
  readonly #model: string
  #settings: Record<string, unknown> = usualSettings
  #current = 0
  #ghost: Ghost | undefined

  constructor(client: TestClient, model: string, counts: Counts) {
    this.#client = client
    this.#model = model
    this.#counts = counts
    this.#asking = new Asking(client)
  }

  /** Opens all documents in a folder of their own. */
  async begin(folder: string): Promise<void> {
    await this.#configure({})
    for (const { name, languageId, text } of documents) {
      const uri = await this.#client.open(`${folder}/${name}`, text, languageId)
      this.#texts.push(new EditedText(uri, languageId, text))
    }
  }

  async end(): Promise<void> {
    for (const { uri } of this.#texts) await this.#client.close(uri)
  }

  /** What the user sees, for a message. */
  get view(): string {
    const { text, cursor, uri } = this.#text
    return `${uri.split('/').at(-1)} ${JSON.stringify(`${text.slice(0, cursor)}⎸${text.slice(cursor)}`)}, ghost ${JSON.stringify(this.#ghost?.text)}`
  }

  async do(step: Step): Promise<void> {
    const text = this.#text
    switch (step.kind) {
      case 'type':
        for (const character of step.text) await this.#insert(character)
        return
      case 'enter':
        return await this.#insert(text.lineEnd + (/^[ \t]*/.exec(text.lineBefore)?.[0] ?? ''))
      case 'openBracket':
        return await this.#insertPair(step.pair)
      case 'overtype':
        if (/^[)\]}"]/.test(text.lineAfter)) {
          await this.#change({ from: text.cursor, to: text.cursor + 1, text: text.lineAfter.charAt(0) })
        }
        return
      case 'backspace':
        return await this.#delete(wholeCharacter(text.text, text.cursor - 1), text.cursor)
      case 'delete': {
        const from = this.#offsetOf(step.at)
        return await this.#delete(from, from + step.characters)
      }
      case 'paste':
        return await this.#insert(step.lines.join(text.lineEnd))
      case 'replaceAll':
        return await this.#change({ from: 0, to: text.text.length, text: step.text.replaceAll('\n', text.lineEnd) })
      case 'undo':
        return await this.#undo(step.back)
      case 'lineEnds':
        return await this.#otherLineEnds()
      case 'move':
        return await this.#move(this.#offsetOf(step.at))
      case 'lineEnd':
        text.move(this.#offsetOf(step.at))
        return await this.#move(text.cursor + text.lineAfter.length)
      case 'ask':
        return await this.#ask(step.trigger, step.selected)
      case 'overtake':
        return await this.#overtake(step.by)
      case 'typeAlong':
        return await this.#typeAlong(step.characters, step.autoClose)
      case 'accept':
        return await this.#accept(step.part)
      case 'switch':
        this.#current = step.document
        this.#ghost = undefined
        return await this.#moved()
      case 'reopen':
        return await this.#reopen()
      case 'settings':
        this.#ghost = undefined
        return await this.#configure(step.change)
      case 'off':
        return await this.#whileOff(step.by)
      case 'rest':
        await this.do({ kind: 'lineEnd', at: step.at })
        await wait(step.ms)
        return await this.#ask('automatic')
    }
  }

  #offsetOf(thousandths: number): number {
    return Math.floor((thousandths * this.#text.text.length) / 1000)
  }

  get #text(): EditedText {
    const text = this.#texts[this.#current]
    if (text === undefined) throw new Error('no document is open')
    return text
  }

  async #change(change: Change): Promise<void> {
    const text = this.#text
    const [start, end] = [text.positionAt(change.from), text.positionAt(change.to)]
    text.change(change)
    this.#ghost = undefined
    await this.#client.edit(text.uri, [start.line, start.character], [end.line, end.character], change.text)
  }

  #insert(inserted: string): Promise<void> {
    const { cursor } = this.#text
    return this.#change({ from: cursor, to: cursor, text: inserted })
  }

  async #insertPair(pair: string): Promise<void> {
    const text = this.#text
    const inserted = this.#insert(pair)
    text.move(text.cursor - 1)
    await inserted
  }

  async #delete(from: number, to: number): Promise<void> {
    const { text } = this.#text
    const [start, end] = [from, to].map((each) => wholeCharacter(text, Math.max(0, Math.min(each, text.length))))
    if (start !== undefined && end !== undefined && start < end) await this.#change({ from: start, to: end, text: '' })
  }

  async #undo(back: number): Promise<void> {
    const text = this.#text
    const earlier = text.earlier(back)
    if (earlier !== undefined) await this.#change({ from: 0, to: text.text.length, text: earlier })
  }

  async #otherLineEnds(): Promise<void> {
    const text = this.#text
    const lineEnd = text.lineEnd === '\n' ? '\r\n' : '\n'
    const converted = (part: string) => part.replace(/\r?\n/g, lineEnd)
    const cursor = converted(text.text.slice(0, text.cursor)).length
    text.useLineEnd(lineEnd)
    const whole = converted(text.text)
    text.change({ from: 0, to: text.text.length, text: whole })
    text.move(cursor)
    this.#ghost = undefined
    await this.#client.replaceAll(text.uri, whole)
  }

  async #move(offset: number): Promise<void> {
    this.#text.move(offset)
    this.#ghost = undefined
    await this.#moved()
  }

  async #moved(): Promise<void> {
    const { uri, position } = this.#text
    const visible = [uri, ...this.#texts.slice(0, 2).map((each) => each.uri)]
    await this.#client.connection.sendNotification('latent/cursor', { textDocument: { uri }, position, visible })
  }

  async #reopen(): Promise<void> {
    const text = this.#text
    this.#ghost = undefined
    await this.#client.close(text.uri)
    await this.#client.open(text.uri, text.text, text.languageId)
  }

  async #configure(change: Readonly<Record<string, unknown>>): Promise<void> {
    this.#settings = { ...this.#settings, ...change }
    await this.#client.configure({ model: this.#model, completion: { ...this.#settings, languages: { '*': true } } })
  }

  async #whileOff(by: 'snooze' | 'setting'): Promise<void> {
    await (by === 'snooze' ? this.#snooze({ untilMs: Date.now() + longestSnoozeMs }) : this.#configure({ enabled: false }))
    this.#ghost = undefined
    await this.#insert('a')
    const question = this.#question('automatic')
    const items = await this.#asking.ask(question).items
    // The server asks for changed settings first, and may answer meanwhile.
    if (by === 'snooze') expect(items, 'nothing is shown while snoozed').toEqual([])
    await (by === 'snooze' ? this.#snooze({}) : this.#configure({ enabled: true }))
  }

  async #snooze(params: SnoozeParams): Promise<void> {
    await this.#client.connection.sendNotification('latent/snooze', params)
  }

  async #ask(trigger: Trigger, selected?: Selected): Promise<void> {
    const question = this.#question(trigger, selected)
    this.#show(question, await this.#asking.ask(question).items)
  }

  #question(trigger: Trigger, selected?: Selected): Question {
    const asked = this.#text.copy()
    return { text: asked, trigger, ...(selected === undefined ? {} : { selected: selectedAt(asked, selected) }) }
  }

  /** The answer to a question about the text as it still is. */
  #show(question: Question, items: readonly InlineCompletionItem[]): void {
    const { text, selected, trigger } = question
    this.#counts.answers += 1
    for (const item of items) checkItem(item, text, selected)
    expect(new Set(items.map(({ insertText }) => insertText)).size, 'each text is shown once').toBe(items.length)
    const [item] = items
    if (trigger === 'automatic' && selected === undefined) this.#checkKept(item)
    if (item !== undefined) this.#counts.shown += 1
    if (item === undefined && trigger === 'invoked') return
    this.#ghost = item && { text: addedBy(item, question), item, fresh: true, cut: false, selected: selected !== undefined }
  }

  /** What was shown stays as it is, though a part of it was typed or taken meanwhile. */
  #checkKept(item: InlineCompletionItem | undefined): void {
    const ghost = this.#ghost
    if (ghost === undefined || ghost.selected) return
    if (ghost.cut) {
      if (item !== undefined) expect(ghost.text.startsWith(String(item.insertText)), 'the ghost was only cut').toBe(true)
      return
    }
    expect(item?.insertText, 'the ghost stays').toBe(ghost.text)
    this.#counts.kept += 1
    if (!ghost.fresh) this.#counts.along += 1
  }

  async #typeAlong(characters: number, autoClose: boolean): Promise<void> {
    if (this.#ghost === undefined) await this.#ask('automatic')
    if (this.#ghost === undefined || this.#ghost.selected) return
    for (let typed = 0; typed < characters && this.#ghost !== undefined; typed += 1) {
      const key = /^(?:\r\n|[\s\S])/u.exec(this.#ghost.text)?.[0] ?? ''
      const pair = autoClose && /^[\s)\]}]*$/.test(this.#text.lineAfter) ? openers[key] : undefined
      await this.#takeFromGhost(key, pair)
    }
    if (this.#ghost !== undefined) await this.#ask('automatic')
  }

  /** Inserts the ghost's beginning, with the bracket that the editor closes after it where it does. */
  async #takeFromGhost(part: string, pair?: string): Promise<void> {
    const ghost = this.#ghost
    if (ghost === undefined) return
    await (pair === undefined ? this.#insert(part) : this.#insertPair(pair))
    const rest = ghost.text.slice(part.length)
    this.#ghost = rest === '' ? undefined : { ...ghost, text: rest, fresh: false, cut: ghost.cut || pair !== undefined }
  }

  async #accept(part: 'whole' | 'word' | 'line'): Promise<void> {
    if (this.#ghost === undefined) await this.#ask('automatic')
    const ghost = this.#ghost
    if (ghost === undefined) return
    this.#counts.taken += 1
    if (ghost.selected || (ghost.fresh && part === 'whole')) return await this.#acceptItem(ghost.item)
    const pattern = { whole: /^[\s\S]*/, word, line: /^[^\r\n]*(?:\r?\n)?/ }[part]
    await this.#takeFromGhost(pattern.exec(ghost.text)?.[0] ?? '')
    if (this.#ghost !== undefined) await this.#ask('automatic')
  }

  async #acceptItem(item: InlineCompletionItem): Promise<void> {
    const text = this.#text
    const change = text.taking(item)
    const after = text.text.slice(text.cursor)
    await this.#change(change)
    expect(text.text.slice(text.cursor), 'what stood right of the cursor still does').toBe(after)
  }

  /** Something happens before the answer: it may come before the server knew, but not after. */
  async #overtake(by: 'key' | 'ask' | 'cancel' | 'close' | 'undo'): Promise<void> {
    this.#counts.overtaken += 1
    const question = this.#question('automatic')
    const { items, cancel } = this.#asking.ask(question)
    const doing = this.#overtaking(by, cancel)
    const known = this.#asking.serverKnows()
    const answer = await items
    for (const item of answer) checkItem(item, question.text, undefined)
    if (by !== 'cancel' && known.yet) expect(answer, 'an overtaken request shows nothing').toEqual([])
    await known.promise
    await doing
  }

  async #overtaking(by: 'key' | 'ask' | 'cancel' | 'close' | 'undo', cancel: () => void): Promise<void> {
    switch (by) {
      case 'key':
        return await (this.#ghost === undefined || this.#ghost.selected
          ? this.#insert('x')
          : this.#takeFromGhost(
              [...this.#ghost.text.replace(/^\r\n/, '\n')][0] === '\n' ? this.#text.lineEnd : ([...this.#ghost.text][0] ?? ''),
            ))
      case 'ask':
        return await this.#ask('automatic')
      case 'cancel':
        return cancel()
      case 'close':
        return await this.#reopen()
      case 'undo':
        return await (this.#text.earlier(1) === undefined ? this.#insert('x') : this.#undo(1))
    }
  }
}

/** What the item shows right of the cursor. */
function addedBy(item: InlineCompletionItem, { text }: Question): string {
  const start = item.range?.start ?? text.position
  return String(item.insertText).slice(text.slice({ start, end: text.position }).length)
}

function selectedAt(text: EditedText, { end, replacesWord }: Selected) {
  const typed = /[\p{L}\p{N}_]*$/u.exec(text.lineBefore)?.[0] ?? ''
  const range = { start: text.positionAt(text.cursor - typed.length), end: text.position }
  return { range, text: replacesWord ? `other${end}` : `${typed}${end}` }
}
