import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ReferenceServer } from '../../referenceServer.ts'
import type { EditorText } from '../editor.ts'
import type { Hole } from '../holes/hole.ts'
import { InfillClient, PromptTooLong } from './infill.ts'
import { LinedText } from './lines.ts'
import { ContextRing } from './llamaVscodeRing.ts'
import {
  cutToLine,
  isBlank,
  isDiscarded,
  ResultCache,
  removeLeadingSpaces,
  withoutTrailingBlankLines,
} from './llamaVscodeRules.ts'
import type { Answer, Spent, System } from './system.ts'

export interface LlamaVscodeOptions {
  readonly name: string
  /** Candidates asked for at once; the extension's default is 3. */
  readonly candidates: number
  /** Wait after a key; the extension's default is 0. */
  readonly debounceMs: number
}

const prefixLines = 256
const suffixLines = 64
const longestLineSuffix = 8
const pollMs = 150
const ringMs = 1000
const sampling = { top_k: 40, top_p: 0.99, stream: false, samplers: ['top_k', 'top_p', 'infill'], cache_prompt: true }

interface Asked {
  readonly prefix: string
  readonly suffix: string
  readonly prompt: string
}

/** llama.vscode 0.0.63's requests and rules (src/completion.ts), replayed against a llama-server of its own. */
export class LlamaVscode implements System {
  readonly name: string
  readonly pid: number
  readonly #options: LlamaVscodeOptions
  readonly #server: ReferenceServer
  readonly #client: InfillClient
  readonly #cache = new ResultCache()
  readonly #ring: ContextRing
  #busy = false
  #timer: NodeJS.Timeout | undefined
  #filename = ''
  /** The document as it is now: after an answer the extension reads it again. */
  #text: EditorText = { text: '', offset: 0 }

  constructor(server: ReferenceServer, options: LlamaVscodeOptions, random: () => number) {
    this.name = options.name
    this.pid = server.pid
    this.#server = server
    this.#options = options
    this.#client = new InfillClient(server.address)
    this.#ring = new ContextRing(random, () => performance.now())
  }

  async open({ root, path, before, after }: Hole): Promise<void> {
    this.#filename = join(root, path)
    this.#text = { text: before + after, offset: 0 }
    this.#ring.opened(this.#lines, 0, this.#filename)
    this.#timer = setInterval(() => this.#updateRing(), ringMs)
  }

  async place(now: EditorText): Promise<void> {
    this.#text = now
  }

  async key(now: EditorText, signal: AbortSignal): Promise<Answer> {
    this.#text = now
    if (this.#options.debounceMs > 0) {
      await wait(this.#options.debounceMs)
      if (signal.aborted) return { engineAsked: false }
    }
    while (this.#busy) {
      await wait(pollMs)
      if (signal.aborted) return { engineAsked: false }
    }
    this.#busy = true
    try {
      this.#ring.completionBegan()
      return await this.#complete(now, signal)
    } catch (error) {
      // Where a rule reads past the document's end, or its prompt is too long for the server, the extension shows nothing.
      if (!(error instanceof RangeError) && !(error instanceof PromptTooLong)) throw error
      return { text: '', engineAsked: true }
    } finally {
      this.#busy = false
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#client.idle()
    // What follows an answer is sent in a turn of its own.
    await wait(1)
    await this.#client.idle()
  }

  async spent(): Promise<Spent> {
    return this.#client.spent
  }

  stop(): Promise<void> {
    return this.#server.stop()
  }

  async #complete(now: EditorText, signal: AbortSignal): Promise<Answer> {
    const document = new LinedText(now)
    if (document.lineSuffix.length > longestLineSuffix) return { text: '', engineAsked: false }
    const blank = isBlank(document.linePrefix)
    const asked: Asked = {
      prefix: `${document.prefixLines(prefixLines).join('\n')}\n`,
      suffix: `${document.lineSuffix}\n${document.suffixLines(suffixLines).join('\n')}\n`,
      prompt: blank ? '' : document.linePrefix,
    }
    const indentation = document.lineText.length - document.lineText.trimStart().length
    const known = this.#cache.find(asked.prefix, asked.suffix, asked.prompt)
    if (known === undefined && signal.aborted) return { engineAsked: false }
    const answers = known ?? (await this.#ask(asked, indentation))
    const engineAsked = known === undefined

    const shown: string[] = []
    let firstLines: readonly string[] = []
    for (const answer of answers) {
      const lines = withoutTrailingBlankLines(answer.split(/\r?\n/))
      // The rules read the document of this moment, but the cursor of the request.
      const { line, linePrefix, lineSuffix } = document
      if (isDiscarded(lines, { lines: this.#lines, line, linePrefix, lineSuffix })) continue
      shown.push(cutToLine(lines, document.lineSuffix))
      if (firstLines.length === 0) firstLines = lines
    }
    const [first] = shown
    if (first === undefined) return { text: '', engineAsked }
    if (engineAsked) this.#cache.put(asked.prefix, asked.suffix, asked.prompt, shown)
    // The extension leaves failures of what it does ahead unhandled.
    setTimeout(() => void this.#afterAnswer(asked, firstLines, document, signal).catch(() => undefined), 0)
    return { text: removeLeadingSpaces(first, blank ? document.linePrefix.length : 0), engineAsked }
  }

  get #lines(): readonly string[] {
    return new LinedText(this.#text).lines
  }

  async #afterAnswer(asked: Asked, lines: readonly string[], document: LinedText, signal: AbortSignal): Promise<void> {
    if (!signal.aborted && document.lineSuffix.trim() === '') {
      await this.#askAhead(asked, lines)
      this.#rememberLines(asked, lines)
    }
    if (!signal.aborted) this.#ring.answered(this.#lines, document.line, this.#filename)
  }

  /** `cacheFutureSuggestion`: the same question with the first candidate accepted. */
  async #askAhead({ prefix, suffix, prompt }: Asked, lines: readonly string[]): Promise<void> {
    let future: Asked = { prefix, suffix, prompt: prompt + (lines[0] ?? '') }
    if (lines.length > 1) {
      const above = `${prefix + prompt + lines.slice(0, -1).join('\n')}`.split(/\r?\n/)
      future = { prefix: `${above.slice(-prefixLines).join('\n')}\n`, suffix, prompt: lines.at(-1) ?? '' }
    }
    if (this.#cache.get(future.prefix, future.suffix, future.prompt) !== undefined) return
    const answers = await this.#ask(future, prompt.length - prompt.trimStart().length)
    // With several candidates the answer is a list, whose own content is not looked at: nothing is remembered.
    if (this.#options.candidates > 1 || answers[0]?.trim() === '') return
    const trimmed = answers.map((answer) => withoutTrailingBlankLines(answer.split(/\r?\n/)).join('\n'))
    this.#cache.put(future.prefix, future.suffix, future.prompt, trimmed)
  }

  /** `cacheFutureAcceptLineSuggestion`: what is shown after the first line was accepted. */
  #rememberLines({ prefix, suffix, prompt }: Asked, lines: readonly string[]): void {
    if (lines.length < 2) return
    const next = `${prefix + prompt + (lines[0] ?? '')}\n`
    if (this.#cache.get(next, suffix, '') === undefined) this.#cache.put(next, suffix, '', [lines.slice(1).join('\n')])
  }

  async #ask({ prefix, suffix, prompt }: Asked, indentation: number): Promise<readonly string[]> {
    const answers = await this.#client.post('interactive', {
      id_slot: 0,
      input_prefix: prefix,
      input_suffix: suffix,
      input_extra: this.#ring.chunks,
      prompt,
      n_predict: 128,
      n_cmpl: this.#options.candidates,
      ...sampling,
      ...(indentation > 0 && { n_indent: indentation }),
      t_max_prompt_ms: 500,
      t_max_predict_ms: 500,
    })
    return [...new Set(answers.map(({ content }) => content ?? ''))]
  }

  #updateRing(): void {
    if (!this.#ring.tick()) return
    const chunks = this.#ring.chunks
    const rest = { n_predict: 0, samplers: [], cache_prompt: true, t_max_prompt_ms: 500, t_max_predict_ms: 1 }
    const body = { id_slot: 0, input_prefix: '', input_suffix: '', input_extra: chunks, prompt: '', ...rest }
    // The extension only logs a failure of this request.
    this.#client.post('idle', body).catch(() => undefined)
  }
}
