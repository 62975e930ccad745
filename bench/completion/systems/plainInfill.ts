import type { ReferenceServer } from '../../referenceServer.ts'
import type { EditorText } from '../editor.ts'
import { InfillClient, PromptTooLong } from './infill.ts'
import { LinedText } from './lines.ts'
import type { Answer, Spent, System } from './system.ts'

/** The plainest client of `/infill`: one greedy answer, the older request aborted at each key, nothing remembered. */
export class PlainInfill implements System {
  readonly name = 'plain'
  readonly pid: number
  readonly #server: ReferenceServer
  readonly #client: InfillClient

  constructor(server: ReferenceServer) {
    this.pid = server.pid
    this.#server = server
    this.#client = new InfillClient(server.address)
  }

  async open(): Promise<void> {}

  async place(): Promise<void> {}

  async key(now: EditorText, signal: AbortSignal): Promise<Answer> {
    const document = new LinedText(now)
    const body = {
      id_slot: 0,
      input_prefix: [...document.prefixLines(256), document.linePrefix].join('\n'),
      input_suffix: [document.lineSuffix, ...document.suffixLines(64)].join('\n'),
      prompt: '',
      n_predict: 64,
      temperature: 0,
      cache_prompt: true,
    }
    try {
      const [answer] = await this.#client.post('interactive', body, signal)
      const text = answer?.content?.trimEnd() ?? ''
      return { text: document.lineSuffix.trim() === '' ? text : (text.split('\n', 1)[0] ?? ''), engineAsked: true }
    } catch (error) {
      if (signal.aborted || error instanceof PromptTooLong) return { engineAsked: true }
      throw error
    }
  }

  close(): Promise<void> {
    return this.#client.idle()
  }

  async spent(): Promise<Spent> {
    return this.#client.spent
  }

  stop(): Promise<void> {
    return this.#server.stop()
  }
}
