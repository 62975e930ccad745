import { setTimeout as wait } from 'node:timers/promises'
import { type InlineCompletionItem, type InlineCompletionParams, InlineCompletionTriggerKind } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { looksSecret } from '../context/secretFiles.ts'
import type { SourceText } from '../context/source.ts'
import type { Completion, CompletionAnswer } from '../features/completion/answer.ts'
import type { Completer, CompletionAsk } from '../features/completion/completer.ts'
import type { ShowDelay } from '../features/completion/showDelay.ts'
import type { CursorParams, LastCompletion, NothingReason } from '../protocol/requests.ts'
import type { Settings } from '../protocol/settings.ts'
import type { Position } from '../protocol/text.ts'
import type { Acceptance } from './acceptance.ts'
import type { Documents } from './documents.ts'
import type { EngineHost } from './engineHost.ts'
import { insertedBy, type Selected, toItem } from './inlineItem.ts'
import type { Notebooks } from './notebooks.ts'
import type { SettingsStore } from './settings.ts'
import type { Snooze } from './snooze.ts'
import type { StatsCounter } from './stats.ts'
import type { Status } from './status.ts'

export interface CompletionDeps {
  readonly documents: Documents
  readonly notebooks: Notebooks
  readonly completer: Completer
  readonly engine: Pick<EngineHost, 'state' | 'completionsAsked'>
  readonly settings: SettingsStore
  readonly status: Status
  readonly snooze: Snooze
  readonly stats: StatsCounter
  readonly acceptance: Acceptance
  readonly delay: ShowDelay
  /** Whether the machine runs on its battery. */
  readonly onBattery: () => boolean
  readonly now: () => number
}

/** Completions for a place in an open document. A newer request of a document ends the older one: only the newest place counts. */
export class InlineCompletions {
  readonly #deps: CompletionDeps
  readonly #running = new Map<string, AbortController>()
  #last: LastCompletion | undefined

  constructor(deps: CompletionDeps) {
    this.#deps = deps
  }

  /** What became of the newest request. */
  get last(): LastCompletion | undefined {
    return this.#last
  }

  async answer(params: InlineCompletionParams, signal: AbortSignal): Promise<InlineCompletionItem[]> {
    const { textDocument, position, context } = params
    const automatic = context.triggerKind === InlineCompletionTriggerKind.Automatic
    const selected = context.selectedCompletionInfo
    const answer = await this.complete(textDocument.uri, position, automatic, selected, signal)
    if (answer === undefined) return []
    return answer.completions.map((each) => toItem(each, answer.source, selected)).filter((item) => item !== undefined)
  }

  /** None where completions are off or the text changed while the answer was made; undefined for a document that is not open. */
  async complete(
    uri: string,
    position: Position,
    automatic: boolean,
    selected: Selected | undefined,
    signal: AbortSignal,
  ): Promise<{ source: SourceText; completions: readonly Completion[] } | undefined> {
    const document = this.#deps.documents.get(uri)
    if (document === undefined) return undefined
    const source = this.#deps.documents.source(document)
    const { version } = document
    this.#running.get(uri)?.abort()
    const controller = new AbortController()
    this.#running.set(uri, controller)
    try {
      const settings = await this.#deps.settings.of(uri)
      const selectedText = selected === undefined ? '' : insertedBy(selected, source, position)
      if (controller.signal.aborted || selectedText === undefined) return { source, completions: [] }
      const unwanted = this.#unwanted(document, settings, automatic)
      if (unwanted !== undefined) return { source, completions: this.#nothing(unwanted) }
      const ask = { ...this.#askAt(document, position, settings), trigger: automatic ? 'automatic' : 'invoked' } as const
      const both = AbortSignal.any([signal, controller.signal])
      const completions = await this.#ask(selectedText === '' ? ask : { ...ask, selectedText }, both)
      // Versions begin anew when a document is opened again.
      const same = this.#deps.documents.get(uri) === document && document.version === version
      const current = same && !controller.signal.aborted
      if (current) this.#offered(uri, source, completions)
      return { source, completions: current ? completions : [] }
    } finally {
      if (this.#running.get(uri) === controller) this.#running.delete(uri)
    }
  }

  /** The cursor rests in a document: the model may get ready for it. */
  async rest({ textDocument: { uri }, position }: CursorParams): Promise<void> {
    const document = this.#deps.documents.get(uri)
    if (document === undefined || this.#deps.engine.state.kind !== 'ready') return
    const settings = await this.#deps.settings.of(uri)
    const ask = this.#askAt(document, position, settings)
    if (ask.ahead && this.#unwanted(document, settings, true) === undefined) await this.#deps.completer.rest(ask)
  }

  #askAt(document: TextDocument, position: Position, settings: Settings): CompletionAsk & { readonly ahead: boolean } {
    const source = this.#deps.documents.source(document)
    const ahead = settings['completion.ahead'] && !this.#deps.onBattery()
    return { document: document.uri, source, position, trigger: 'automatic', settings, ahead }
  }

  #unwanted({ uri, languageId }: TextDocument, settings: Settings, automatic: boolean): NothingReason | undefined {
    const { status, snooze, notebooks, engine } = this.#deps
    if (status.paused) return 'paused'
    if (looksSecret(notebooks.notebookOf(uri) ?? uri)) return 'secretFile'
    if (!automatic) return undefined
    if (snooze.active(Date.now())) return 'snoozed'
    if (!settings['completion.enabled']) return 'off'
    const languages = settings['completion.languages']
    if (!(languages[languageId] ?? languages['*'] ?? true)) return 'languageOff'
    // Without a model every key would fail; the status says why already.
    return engine.state.kind === 'noModel' || engine.state.kind === 'failed' ? 'noModel' : undefined
  }

  async #ask(ask: CompletionAsk, signal: AbortSignal): Promise<readonly Completion[]> {
    const { completer, engine, stats, status, now } = this.#deps
    const startedAt = now()
    const asked = engine.completionsAsked
    try {
      const answer = await status.during(() => completer.complete(ask, signal))
      const ms = Math.round(now() - startedAt)
      const waited = answer.kind === 'shown' && !answer.fromMemory
      const withEngine = waited || engine.completionsAsked !== asked
      if (!withEngine) stats.answeredWithoutEngine('interactive')
      stats.completed(ms)
      if (answer.kind === 'nothing') return this.#nothing(answer.reason, { ...answer, ...(withEngine ? { ms } : {}) })
      if (withEngine && ask.trigger === 'automatic') await this.#delayed(answer, ms, signal)
      this.#last = { outcome: 'shown', ...(withEngine ? { ms } : {}) }
      return answer.completions
    } catch (error) {
      // Overtaken by the user's next key: nobody waits for this answer.
      if (signal.aborted) return []
      throw error
    } finally {
      status.update()
    }
  }

  /** Shows a new text no sooner than the user likes; it was computed at once all the same. */
  async #delayed({ completions }: CompletionAnswer & { kind: 'shown' }, ms: number, signal: AbortSignal): Promise<void> {
    const { delay, now } = this.#deps
    const left = delay.delayMs(now(), completions[0]?.confidence) - ms
    if (left > 0) await wait(left, undefined, { signal })
  }

  #nothing(reason: NothingReason, { ms, confidence }: Pick<LastCompletion, 'ms' | 'confidence'> = {}): readonly [] {
    this.#last = {
      outcome: 'nothing',
      reason,
      ...(ms === undefined ? {} : { ms }),
      ...(confidence === undefined ? {} : { confidence }),
    }
    this.#deps.status.update()
    return []
  }

  #offered(uri: string, source: SourceText, completions: readonly Completion[]): void {
    const suggestions = completions.map(({ range, text, confidence }) => ({
      start: source.offsetAt(range.start),
      end: source.offsetAt(range.end),
      text,
      confidence,
    }))
    this.#deps.acceptance.suggested(uri, suggestions, this.#deps.now())
  }
}
