import {
  type Connection,
  type ProgressToken,
  ProgressType,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageserver'
import { inLanguage, placeInLanguage } from '../protocol/findingTexts.ts'
import type { Language } from './language.ts'

/** Progress of one request, told in English and shown in the user's language. Nothing is sent where the client gave no token and takes none of ours. */
export interface Progress {
  report(percentage: number, message: string): void
  /** Must be called, however the work ended. */
  end(message?: string): void
}

const unseen: Progress = { report() {}, end() {} }

/** Work-done progress by tokens of the client or our own. A cancel by either reaches the work. */
export class ProgressReporter {
  readonly #connection: Connection
  readonly #canCreate: boolean
  readonly #language: Language
  readonly #cancels = new Map<ProgressToken, () => void>()
  #created = 0

  /** `canCreate`: the client declared `window.workDoneProgress`. */
  constructor(connection: Connection, canCreate: boolean, language: Language) {
    this.#connection = connection
    this.#canCreate = canCreate
    this.#language = language
    connection.onNotification(WorkDoneProgressCancelNotification.type, ({ token }) => this.#cancels.get(token)?.())
  }

  /** Under the client's token. Without one nothing is shown: the client did not ask for it. */
  begin(title: string, token: ProgressToken | undefined, cancel: () => void): Progress {
    return token === undefined ? unseen : this.#begin(title, token, cancel)
  }

  /** Under a token of our own where the client gave none, for work that it does not know to be long. */
  async beginShown(title: string, token: ProgressToken | undefined, cancel: () => void): Promise<Progress> {
    return this.begin(title, token ?? (await this.#create()), cancel)
  }

  #begin(title: string, used: ProgressToken, cancel: () => void): Progress {
    this.#cancels.set(used, cancel)
    const send = (value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd) =>
      void this.#connection.sendProgress(WorkDoneProgress.type, used, value)
    const say = (text: string) => inLanguage(text, this.#language())
    send({ kind: 'begin', title: say(title), cancellable: true, percentage: 0 })
    let shown = 0
    return {
      report: (percentage, message) => {
        // Percentages are whole numbers and must not fall, by the protocol.
        shown = Math.max(shown, Math.min(100, Math.floor(percentage)))
        send({ kind: 'report', percentage: shown, message: placeInLanguage(message, this.#language()), cancellable: true })
      },
      end: (message) => {
        this.#cancels.delete(used)
        send({ kind: 'end', ...(message === undefined ? {} : { message: say(message) }) })
      },
    }
  }

  async #create(): Promise<ProgressToken | undefined> {
    if (!this.#canCreate) return undefined
    const token = `latent-${++this.#created}`
    try {
      await this.#connection.sendRequest(WorkDoneProgressCreateRequest.type, { token })
      return token
    } catch {
      // A client may refuse a token; the work goes on unseen.
      return undefined
    }
  }
}

/** Streams parts of a result, where the client gave a token for it. */
export function partialResults<Part>(connection: Connection, token: ProgressToken | undefined): (part: Part) => void {
  if (token === undefined) return () => {}
  const type = new ProgressType<Part>()
  return (part) => void connection.sendProgress(type, token, part as never)
}
