import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { InlineCompletionItem } from 'vscode-languageserver/node'
import { SourceText } from '../../../server/context/source.ts'
import type { LaneFigures } from '../../../server/protocol/figures.ts'
import type { EditorText } from '../editor.ts'
import type { Hole } from '../holes/hole.ts'
import { insertedText, LanguageClient } from './languageClient.ts'
import { type Answer, addWork, type Spent, type System, type Work } from './system.ts'

interface OpenDocument {
  readonly uri: string
  readonly languageId: string
  source: SourceText
  version: number
}

/** Latent's language server, driven as VS Code drives it. */
export class Latent implements System {
  readonly name: string
  readonly pid: number
  readonly #client: LanguageClient
  #document: OpenDocument | undefined
  #fromMemory = 0

  private constructor(name: string, client: LanguageClient) {
    this.name = name
    this.pid = client.process.pid ?? 0
    this.#client = client
  }

  /** `server` is the bundled language server; `settings` have their names as keys. */
  static async start(name: string, server: string, settings: Readonly<Record<string, unknown>>): Promise<Latent> {
    return new Latent(name, await LanguageClient.start(server, settings))
  }

  async open({ root, path, languageId, before, after }: Hole): Promise<void> {
    const uri = pathToFileURL(join(root, path)).href
    this.#document = { uri, languageId, source: new SourceText(path, languageId, before + after), version: 1 }
    await this.#client.open(root, uri, languageId, before + after)
  }

  async place({ offset }: EditorText): Promise<void> {
    const { uri, source } = this.#opened
    await this.#client.cursor(uri, source.positionAt(offset))
  }

  async key(now: EditorText, signal: AbortSignal): Promise<Answer> {
    const document = this.#opened
    await this.#change(document, now.text)
    const { source, uri } = document
    const items = await this.#client.complete(uri, source.positionAt(now.offset), signal)
    if (items === undefined) return { engineAsked: true }
    // Read after each answer, so that the difference belongs to this one.
    const { answeredWithoutEngine } = (await this.#client.stats()).lanes.interactive
    const engineAsked = answeredWithoutEngine === this.#fromMemory
    this.#fromMemory = answeredWithoutEngine
    const [first] = items
    return { text: first === undefined ? '' : ghostText(first, source, now.offset), engineAsked }
  }

  async close(): Promise<void> {
    await this.#client.close(this.#opened.uri)
    this.#document = undefined
  }

  async spent(): Promise<Spent> {
    const { lanes } = await this.#client.stats()
    return { interactive: addWork(work(lanes.interactive), work(lanes.user)), idle: addWork(work(lanes.ahead), work(lanes.idle)) }
  }

  stop(): Promise<void> {
    return this.#client.stop()
  }

  get #opened(): OpenDocument {
    if (this.#document === undefined) throw new Error('No document is open.')
    return this.#document
  }

  /** Sends what differs, as one change. */
  async #change(document: OpenDocument, text: string): Promise<void> {
    const before = document.source
    if (text === before.text) return
    const { start, end, inserted } = difference(before.text, text)
    document.source = new SourceText(before.path, document.languageId, text)
    document.version += 1
    await this.#client.change(document.uri, document.version, before.positionAt(start), before.positionAt(end), inserted)
  }
}

export function difference(before: string, after: string): { start: number; end: number; inserted: string } {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let tail = 0
  const most = Math.min(before.length, after.length) - start
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  return { start, end: before.length - tail, inserted: after.slice(start, after.length - tail) }
}

/** What an item shows at the cursor: what it repeats of the text that it replaces on either side is no ghost text. */
export function ghostText(item: InlineCompletionItem, source: SourceText, offset: number): string {
  const text = insertedText(item).replaceAll('\r\n', '\n')
  if (item.range === undefined) return text
  const left = source.text.slice(source.offsetAt(item.range.start), offset)
  const right = source.text.slice(offset, source.offsetAt(item.range.end))
  const own = text.startsWith(left) ? text.slice(left.length) : text
  return right !== '' && own.endsWith(right) ? own.slice(0, own.length - right.length) : own
}

function work({ requests, answeredWithoutEngine, promptTokens, cachedTokens, generatedTokens }: LaneFigures): Work {
  return { requests: requests - answeredWithoutEngine, promptTokens: promptTokens - cachedTokens, generatedTokens }
}
