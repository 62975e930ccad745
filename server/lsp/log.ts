import { type Connection, MessageType, ShowMessageNotification, type ShowMessageParams } from 'vscode-languageserver'
import { inLanguage } from '../protocol/findingTexts.ts'
import { oneLine } from './failure.ts'
import type { Language } from './language.ts'

/** One line, in English, for whoever looks into the log: to the editor once it listens, and to stderr where an editor may not show the former. stdout belongs to LSP. */
export class Log {
  readonly #connection: Connection
  readonly #language: Language
  /** Before the client has said `initialized` a server may not send it anything. */
  #waiting: (() => void)[] | undefined = []

  constructor(connection: Connection, language: Language) {
    this.#connection = connection
    this.#language = language
  }

  open(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    for (const send of waiting) send()
  }

  readonly line = (text: string): void => {
    // VS Code shows what comes over IPC, and would show stderr once more.
    if (process.send === undefined) process.stderr.write(`${text}\n`)
    this.#send(() => this.#connection.console.info(text))
  }

  /** Something that the user should see now, and in the log. */
  readonly warn = (text: string): void => {
    this.line(text)
    // A notification, not the request that asks for a choice: not every editor answers that one.
    this.#send(() => {
      const message: ShowMessageParams = {
        type: MessageType.Warning,
        message: `Latent: ${oneLine(inLanguage(text, this.#language()))}`,
      }
      void this.#connection.sendNotification(ShowMessageNotification.type, message)
    })
  }

  #send(send: () => void): void {
    if (this.#waiting === undefined) send()
    else this.#waiting.push(send)
  }
}
