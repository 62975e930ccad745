import type { TextDocument } from 'vscode-languageserver-textdocument'
import { generatedReason } from '../context/generated.ts'
import { IgnoredFiles } from '../context/ignoredFiles.ts'
import { looksSecret } from '../context/secretFiles.ts'
import { changeKey, type NextEdit, nextEdit } from '../features/nextEdit/nextEdit.ts'
import { TouchedPlaces } from '../features/nextEdit/touchedPlaces.ts'
import type { NextEditDoneParams, NextEditParams } from '../protocol/nextEdit.ts'
import type { Documents } from './documents.ts'
import type { Edit } from './edits.ts'
import type { EngineHost } from './engineHost.ts'
import { forLog } from './failure.ts'
import type { ReviewTools } from './reviewTools.ts'
import type { SettingsStore } from './settings.ts'
import type { Snooze } from './snooze.ts'
import type { Status } from './status.ts'
import type { Trust } from './trust.ts'
import { filePath, type WorkspaceFolders } from './workspaceFolders.ts'

export interface NextEditsDeps {
  readonly documents: Documents
  readonly settings: SettingsStore
  readonly folders: WorkspaceFolders
  readonly trust: Trust
  readonly status: Status
  readonly snooze: Snooze
  readonly engine: EngineHost
  readonly tools: ReviewTools
  readonly now: () => number
  readonly send: (params: NextEditParams) => void
  readonly log: (line: string) => void
}

/** A change has settled when nothing was typed for so long. */
const pauseMs = 600
/** In a longer text, following every key and parsing after it would cost more than a rename is worth. UTF-16 code units. */
const longestText = 300_000

/** What is followed in an open document. */
interface Followed {
  readonly touched: TouchedPlaces
  /** Where the last edit ended: the search goes on from there. */
  cursor: number
  offer?: NextEdit
  /** The change of the last offer that was taken. */
  taken?: string
  /** The change that the user does not want carried on. */
  refused?: string
  timer?: NodeJS.Timeout
  running?: AbortController
}

/** Offers the user's last change at the next place of the document, one place at a time, and takes the offer back with the next edit. */
export class NextEdits {
  readonly #deps: NextEditsDeps
  readonly #followed = new Map<string, Followed>()

  constructor(deps: NextEditsDeps) {
    this.#deps = deps
  }

  opened(document: TextDocument): void {
    const text = document.getText()
    if (text.length <= longestText) this.#followed.set(document.uri, { touched: new TouchedPlaces(text), cursor: 0 })
  }

  closed(uri: string): void {
    const followed = this.#followed.get(uri)
    if (followed !== undefined) stop(followed)
    this.#followed.delete(uri)
  }

  /** One edit of possibly several of a new version; `document` has the text after it. */
  edited(document: TextDocument, edit: Edit): void {
    const followed = this.#followed.get(document.uri)
    if (followed === undefined) return
    const text = document.getText()
    const offered = followed.offer !== undefined && isTaken(followed.offer, text)
    const takenBefore = takenIn(followed)
    followed.touched.edited(edit, text, { version: document.version, now: this.#deps.now(), offered })
    // Who takes back what was offered does not want it offered again.
    if (takenIn(followed) < takenBefore && followed.taken !== undefined) followed.refused = followed.taken
    if (offered && followed.offer !== undefined) followed.taken = changeKey(followed.offer.change)
    followed.cursor = edit.start + edit.text.length
  }

  /** All edits of a new version are made: what was offered is over, and the search begins when the user pauses. */
  settling(document: TextDocument): void {
    const followed = this.#followed.get(document.uri)
    if (followed === undefined) return
    const taken = followed.offer !== undefined && isTaken(followed.offer, document.getText())
    this.#withdraw(document, followed)
    this.#searchIn(taken ? 0 : pauseMs, document.uri, followed)
  }

  /** The client took the offer, which its edit tells too, or does not want this change anywhere else. */
  done({ textDocument: { uri }, accepted }: NextEditDoneParams): void {
    const followed = this.#followed.get(uri)
    if (followed?.offer === undefined || accepted) return
    stop(followed)
    followed.refused = changeKey(followed.offer.change)
    delete followed.offer
  }

  #withdraw(document: TextDocument, followed: Followed): void {
    stop(followed)
    if (followed.offer === undefined) return
    delete followed.offer
    this.#deps.send({ textDocument: { uri: document.uri }, version: document.version })
  }

  #searchIn(ms: number, uri: string, followed: Followed): void {
    const running = new AbortController()
    followed.running = running
    followed.timer = setTimeout(() => {
      this.#search(uri, followed, running.signal).catch((error: unknown) => {
        // Nobody asked, so what hinders it goes to the log.
        if (!running.signal.aborted) this.#deps.log(forLog(error))
      })
    }, ms)
  }

  async #search(uri: string, followed: Followed, signal: AbortSignal): Promise<void> {
    const { documents, tools, engine, now, send } = this.#deps
    const document = documents.get(uri)
    if (document === undefined || followed.touched.places.length === 0 || !(await this.#wanted(uri))) return
    const { version } = document
    const ask = {
      source: documents.source(document),
      places: followed.touched.places,
      cursor: followed.cursor,
      now: now(),
      refused: followed.refused,
    }
    const parser = await tools.parser()
    if (signal.aborted) return
    const found = await nextEdit(ask, { parser, engine }, signal)
    if (found === undefined || signal.aborted || documents.get(uri)?.version !== version) return
    followed.offer = found
    const { edit, label } = found
    const range = ask.source.rangeBetween(edit.start, edit.end)
    send({ textDocument: { uri }, version, edit: { range, newText: edit.text, label } })
  }

  async #wanted(uri: string): Promise<boolean> {
    const { trust, status, snooze, engine, settings } = this.#deps
    if (!trust.trusted || status.paused || snooze.active(Date.now()) || engine.state.kind !== 'ready' || this.#isLeftAlone(uri))
      return false
    const { 'completion.enabled': enabled, 'completion.nextEdit': wanted } = await settings.of(uri)
    return enabled && wanted
  }

  /** Files that hold secrets, were generated, or are ignored: nobody renames in them by hand for long. */
  #isLeftAlone(uri: string): boolean {
    const { documents, folders } = this.#deps
    const document = documents.get(uri)
    if (document === undefined || looksSecret(uri) || generatedReason(documents.source(document)) !== undefined) return true
    const [path, folder] = [filePath(uri), folders.folderOf(uri)]
    return path !== undefined && folder !== undefined && new IgnoredFiles(folder).isIgnored(path)
  }
}

/** How many places are as an offer made them. */
function takenIn({ touched }: Followed): number {
  return touched.places.filter(({ offered }) => offered).length
}

function stop(followed: Followed): void {
  clearTimeout(followed.timer)
  followed.running?.abort()
}

/** Whether a text is what taking the offer makes of the text before. */
function isTaken({ edit, textBefore }: NextEdit, text: string): boolean {
  return text === textBefore.slice(0, edit.start) + edit.text + textBefore.slice(edit.end)
}
