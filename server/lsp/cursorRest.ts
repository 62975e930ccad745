import type { CursorParams } from '../protocol/requests.ts'
import { forLog } from './failure.ts'
import type { InlineCompletions } from './inlineCompletion.ts'

/** Who moves the cursor on within this time only passes by: reading a prompt keeps a processor busy for seconds. VS Code's client has waited already. */
const restsAfterMs = 100

/** Has the model get ready where the cursor rests, for the newest place only. */
export class CursorRest {
  readonly #completions: Pick<InlineCompletions, 'rest'>
  readonly #log: (line: string) => void
  #timer: NodeJS.Timeout | undefined
  #uri: string | undefined

  constructor(completions: Pick<InlineCompletions, 'rest'>, log: (line: string) => void) {
    this.#completions = completions
    this.#log = log
  }

  moved(params: CursorParams): void {
    clearTimeout(this.#timer)
    this.#uri = params.textDocument.uri
    this.#timer = setTimeout(() => this.#rest(params), restsAfterMs)
  }

  /** The user types there: the place is another one now, and what the model writes for it must not be ended for the old one. */
  typed(uri: string): void {
    if (this.#uri === uri) clearTimeout(this.#timer)
  }

  /** Nobody waits for this, so what hinders it goes to the log. */
  async #rest(params: CursorParams): Promise<void> {
    await this.#completions.rest(params).catch((error: unknown) => this.#log(forLog(error)))
  }
}
