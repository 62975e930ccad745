import { type InlineCompletionItem, type InlineCompletionParams, InlineCompletionTriggerKind } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { looksSecret } from '../context/secretFiles.ts'
import type { SourceText } from '../context/source.ts'
import type { Completer, Completion, CompletionAsk } from '../features/completion/completer.ts'
import type { Settings } from '../protocol/settings.ts'
import type { Position, Range } from '../protocol/text.ts'
import type { Acceptance } from './acceptance.ts'
import type { Documents } from './documents.ts'
import type { EngineHost } from './engineHost.ts'
import type { SettingsStore } from './settings.ts'
import type { StatsCounter } from './stats.ts'
import type { Status } from './status.ts'

export interface CompletionDeps {
  readonly documents: Documents
  readonly completer: Completer
  readonly engine: EngineHost
  readonly settings: SettingsStore
  readonly status: Status
  readonly stats: StatsCounter
  readonly acceptance: Acceptance
  readonly now: () => number
}

/** What the suggest widget has selected: this text would replace that range. */
interface Selected {
  readonly range: Range
  readonly text: string
}

/** Completions for a place in an open document. A newer request of a document ends the older one: only the newest place counts. */
export class InlineCompletions {
  readonly #deps: CompletionDeps
  readonly #running = new Map<string, AbortController>()

  constructor(deps: CompletionDeps) {
    this.#deps = deps
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
      const wanted = selectedText !== undefined && this.#wanted(document, settings, automatic)
      if (controller.signal.aborted || !wanted) return { source, completions: [] }
      const ask: CompletionAsk = {
        source,
        position,
        trigger: automatic ? 'automatic' : 'invoked',
        maxLines: settings['completion.maxLines'],
        ...(selectedText === '' ? {} : { selectedText }),
      }
      const completions = await this.#ask(ask, AbortSignal.any([signal, controller.signal]))
      const current = this.#deps.documents.get(uri)?.version === version && !controller.signal.aborted
      if (current) this.#offered(uri, source, completions)
      return { source, completions: current ? completions : [] }
    } finally {
      if (this.#running.get(uri) === controller) this.#running.delete(uri)
    }
  }

  #wanted({ uri, languageId }: TextDocument, settings: Settings, automatic: boolean): boolean {
    if (this.#deps.status.paused || looksSecret(uri)) return false
    if (!automatic) return true
    // Without a model every key would fail; the status says why already.
    const { kind } = this.#deps.engine.state
    if (kind === 'noModel' || kind === 'failed') return false
    const languages = settings['completion.languages']
    return settings['completion.enabled'] && (languages[languageId] ?? languages['*'] ?? true)
  }

  async #ask(ask: CompletionAsk, signal: AbortSignal): Promise<readonly Completion[]> {
    const { completer, engine, stats, status, now } = this.#deps
    const startedAt = now()
    const asked = engine.completionsAsked
    try {
      const completions = await status.during(() => completer.complete(ask, signal))
      if (engine.completionsAsked === asked) stats.answeredWithoutEngine('interactive')
      stats.completed(Math.round(now() - startedAt))
      return completions
    } catch (error) {
      // Overtaken by the user's next key: nobody waits for this answer.
      if (signal.aborted) return []
      throw error
    } finally {
      status.update()
    }
  }

  #offered(uri: string, source: SourceText, completions: readonly Completion[]): void {
    const suggestions = completions.map(({ range, text }) => ({
      start: source.offsetAt(range.start),
      end: source.offsetAt(range.end),
      text,
    }))
    this.#deps.acceptance.suggested(uri, suggestions, this.#deps.now())
  }
}

/** What the suggest widget would add at the cursor; undefined where it would change what was typed, so that nothing can be added. */
function insertedBy({ range, text }: Selected, source: SourceText, position: Position): string | undefined {
  const typed = source.slice({ start: range.start, end: position })
  return text.startsWith(typed) ? text.slice(typed.length) : undefined
}

/**
 * A completion as an item. With the suggest widget open the item has to begin with the selected suggestion and replace what that
 * replaces, or the editor would not show it; one that does not fit is left out.
 */
export function toItem(
  completion: Completion,
  source: SourceText,
  selected: Selected | undefined,
): InlineCompletionItem | undefined {
  const start = selected === undefined ? completion.range.start : selected.range.start
  const range = { start, end: completion.range.end }
  if (range.start.line !== range.end.line) return undefined
  const text = source.slice({ start, end: completion.range.start }) + completion.text
  const insertText = selected === undefined ? completion.text : text
  if (selected !== undefined && !insertText.startsWith(selected.text)) return undefined
  const filterText = filterTextFor(insertText, source.slice(range))
  return { insertText, range, ...(filterText === undefined ? {} : { filterText }) }
}

/** Editors hide an item whose replaced text is no subsequence of the new one, unless they are told what to compare with. */
function filterTextFor(insertText: string, replaced: string): string | undefined {
  let found = -1
  for (const character of replaced) {
    found = insertText.indexOf(character, found + 1)
    if (found < 0) return replaced
  }
  return undefined
}
