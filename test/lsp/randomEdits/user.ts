import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { InlineCompletionItem } from 'vscode-languageserver/node'
import type { SnoozeParams } from '../../../server/protocol/requests.ts'
import type { TestClient } from '../client.ts'
import { Asking, type Question } from './asking.ts'
import type { Counts } from './counts.ts'
import type { EditedText } from './editedText.ts'
import { Editor, type EditStep } from './editor.ts'
import { checkItem } from './itemChecks.ts'
import type { Overtaking, Selected, Step, Trigger } from './steps.ts'

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
  readonly #editor: Editor
  readonly #asking: Asking
  readonly #model: string
  #settings: Record<string, unknown> = usualSettings
  #ghost: Ghost | undefined

  constructor(client: TestClient, model: string, counts: Counts) {
    this.#client = client
    this.#model = model
    this.#counts = counts
    this.#editor = new Editor(client)
    this.#asking = new Asking(client)
  }

  /** Opens all documents in a folder of their own. */
  async begin(folder: string): Promise<void> {
    await this.#configure({})
    await this.#editor.open(folder)
  }

  async end(): Promise<void> {
    await this.#editor.close()
  }

  /** What the user sees, for a message. */
  get view(): string {
    const { text, cursor, uri } = this.#text
    return `${uri.split('/').at(-1)} ${JSON.stringify(`${text.slice(0, cursor)}⎸${text.slice(cursor)}`)}, ghost ${JSON.stringify(this.#ghost?.text)}`
  }

  async do(step: Step): Promise<void> {
    switch (step.kind) {
      case 'ask':
        return await this.#ask(step.trigger, step.selected)
      case 'overtake':
        return await this.#overtake(step.by, step.trigger)
      case 'typeAlong':
        return await this.#typeAlong(step.characters, step.autoClose)
      case 'accept':
        return await this.#accept(step.part)
      case 'settings':
        this.#ghost = undefined
        return await this.#configure(step.change)
      case 'off':
        return await this.#whileOff(step.by)
      case 'rest':
        await this.#edit({ kind: 'lineEnd', at: step.at })
        await wait(step.ms)
        return await this.#ask('automatic')
      default:
        return await this.#edit(step)
    }
  }

  get #text(): EditedText {
    return this.#editor.text
  }

  /** What was shown goes away, even where the edit is what it says: only #takeFromGhost keeps its rest. */
  async #edit(step: EditStep): Promise<void> {
    this.#ghost = undefined
    await this.#editor.do(step)
  }

  async #configure(change: Readonly<Record<string, unknown>>): Promise<void> {
    this.#settings = { ...this.#settings, ...change }
    await this.#client.configure({ model: this.#model, completion: { ...this.#settings, languages: { '*': true } } })
  }

  async #whileOff(by: 'snooze' | 'setting'): Promise<void> {
    await (by === 'snooze' ? this.#snooze({ untilMs: Date.now() + longestSnoozeMs }) : this.#configure({ enabled: false }))
    this.#ghost = undefined
    await this.#editor.insert('a')
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
      const key = firstKey(this.#ghost.text)
      const pair = autoClose && /^[\s)\]}]*$/.test(this.#text.lineAfter) ? openers[key] : undefined
      await this.#takeFromGhost(key, pair)
    }
    if (this.#ghost !== undefined) await this.#ask('automatic')
  }

  /** Inserts the ghost's beginning, with the bracket that the editor closes after it where it does. */
  async #takeFromGhost(part: string, pair?: string): Promise<void> {
    const ghost = this.#ghost
    if (ghost === undefined) return
    await (pair === undefined ? this.#editor.insert(part) : this.#editor.insertPair(pair))
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
    this.#ghost = undefined
    await this.#editor.change(change)
    expect(text.text.slice(text.cursor), 'what stood right of the cursor still does').toBe(after)
  }

  /** Something happens before the answer: it may come before the server knew, but not after. */
  async #overtake(by: Overtaking, trigger: Trigger): Promise<void> {
    this.#counts.overtaken += 1
    // What was asked for by hand may show more, and takes the place of what was shown.
    if (trigger === 'invoked') this.#ghost = undefined
    const question = this.#question(trigger)
    const { items, cancel } = this.#asking.ask(question)
    const doing = this.#overtaking(by, cancel)
    const known = this.#asking.serverKnows()
    const answer = await items
    for (const item of answer) checkItem(item, question.text, undefined)
    if (by !== 'cancel' && known.yet) expect(answer, 'an overtaken request shows nothing').toEqual([])
    await known.promise
    await doing
  }

  /** The key that types what is shown, where something is. */
  async #key(): Promise<void> {
    if (this.#ghost === undefined || this.#ghost.selected) await this.#edit({ kind: 'type', text: 'x' })
    else await this.#takeFromGhost(firstKey(this.#ghost.text))
  }

  async #overtaking(by: Overtaking, cancel: () => void): Promise<void> {
    switch (by) {
      case 'key':
        return await this.#key()
      case 'ask':
        return await this.#ask('automatic')
      case 'cancel':
        return cancel()
      case 'close':
        return await this.#edit({ kind: 'reopen', earlier: true })
      case 'undo':
        return await this.#edit(this.#text.earlier(1) === undefined ? { kind: 'type', text: 'x' } : { kind: 'undo', back: 1 })
    }
  }
}

function firstKey(text: string): string {
  return /^(?:\r\n|[\s\S])/u.exec(text)?.[0] ?? ''
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
