import type { SourceText } from '../../context/source.ts'
import type { Engine, FimPrompt } from '../../engine/engine.ts'
import type { Position, Range } from '../../protocol/text.ts'
import { type Anchor, anchoredPrompt, type PromptBudget } from './anchor.ts'
import { type Given, typedAlong } from './recall.ts'
import { type Situation, situationAt } from './situation.ts'
import { trimCompletion } from './trim.ts'

export interface CompletionAsk {
  readonly source: SourceText
  readonly position: Position
  readonly trigger: 'automatic' | 'invoked'
  /** Longest completion, in lines. */
  readonly maxLines: number
  /** What the suggest widget would insert at the cursor; completions begin with it. */
  readonly selectedText?: string
}

/** `text` replaces `range`, which is empty at the cursor. */
export interface Completion {
  readonly range: Range
  readonly text: string
}

/** On a processor a prompt costs seconds (280 tokens/s measured on two cores), on a GPU next to nothing. */
const budgets: Readonly<Record<'processor' | 'accelerator', PromptBudget>> = {
  processor: { prefix: 3000, suffix: 1000 },
  accelerator: { prefix: 9000, suffix: 3000 },
}
/** A character of code has at least a third of a token. */
const charactersPerToken = 3
const tokensPerLine = 16
/** Answers offered when asked by hand. */
const invokedVariants = 3

interface Session {
  readonly anchor: Anchor
  readonly given: Given
  /** `given` holds all the different answers that a request by hand offers. */
  readonly invoked: boolean
}

/** Completes code. Keeps, for each document, the anchor of its prompt and what was given last. */
export class Completer {
  readonly #engine: Engine
  readonly #sessions = new Map<string, Session>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /**
   * What may follow the cursor, the likeliest first; empty when there is nothing worth showing. Rejects with a LatentError, or with the
   * signal's reason once it is aborted.
   */
  async complete(ask: CompletionAsk, signal: AbortSignal): Promise<readonly Completion[]> {
    const situation = situationAt(ask.source, ask.position, ask.selectedText)
    const session = this.#sessions.get(ask.source.path)
    const known = session === undefined ? [] : typedAlong(session.given, situation)
    if (known.length > 0 && (ask.trigger === 'automatic' || session?.invoked)) return toCompletions(known, ask)

    const { prompt, anchor } = anchoredPrompt(situation, session?.anchor, await this.#budget())
    const texts = await this.#write(prompt, situation, ask, signal)
    signal.throwIfAborted()
    this.#sessions.set(ask.source.path, {
      anchor,
      invoked: ask.trigger === 'invoked',
      given: { before: situation.before, after: situation.after, texts },
    })
    return toCompletions(texts, ask)
  }

  /** Forgets a document that was closed. */
  close(path: string): void {
    this.#sessions.delete(path)
  }

  async #write(prompt: FimPrompt, situation: Situation, ask: CompletionAsk, signal: AbortSignal): Promise<readonly string[]> {
    const texts = new Set<string>()
    for (let variant = 0; variant < (ask.trigger === 'invoked' ? invokedVariants : 1); variant += 1) {
      const text = await this.#writeOne(prompt, variant, situation, ask, signal)
      if (text.trim() !== '') texts.add(text)
    }
    return [...texts]
  }

  /** Reads what the model writes and leaves as soon as the completion is complete. */
  async #writeOne(
    prompt: FimPrompt,
    variant: number,
    situation: Situation,
    ask: CompletionAsk,
    signal: AbortSignal,
  ): Promise<string> {
    const options = { maxLines: ask.maxLines, generous: ask.trigger === 'invoked' }
    const maxTokens = tokensPerLine * (situation.lineAfter.trim() === '' ? ask.maxLines : 2)
    let written = ''
    for await (const delta of this.#engine.complete(
      { lane: 'interactive', sequence: 'completion', prompt, maxTokens, variant },
      signal,
    )) {
      if (delta.kind === 'text') written += delta.text
      const trimmed = trimCompletion(written, situation, options, delta.kind === 'end')
      if (trimmed.complete || delta.kind === 'end') return trimmed.text
    }
    return ''
  }

  async #budget(): Promise<PromptBudget> {
    const { backend, contextSize } = await this.#engine.info()
    const wanted = budgets[backend === 'cpu' ? 'processor' : 'accelerator']
    // A third of the context stays free for what is typed and written.
    const room = (contextSize * charactersPerToken * 2) / 3
    const share = Math.min(1, room / (wanted.prefix + wanted.suffix))
    return { prefix: Math.floor(wanted.prefix * share), suffix: Math.floor(wanted.suffix * share) }
  }
}

function toCompletions(texts: readonly string[], { source, position, selectedText = '' }: CompletionAsk): readonly Completion[] {
  const cursor = source.positionAt(source.offsetAt(position))
  return texts.map((text) => ({
    range: { start: cursor, end: cursor },
    text: (selectedText + text).replaceAll('\n', source.lineEnd),
  }))
}
