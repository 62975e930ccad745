import type { Connection } from 'vscode-languageserver'
import { oneLine } from './failure.ts'

/** One line for whoever looks into the log: to the editor once it listens, and to stderr always. stdout belongs to LSP. */
export class Log {
  readonly #connection: Connection
  #open = false

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Before the client has said `initialized` a server may not send it anything. */
  open(): void {
    this.#open = true
  }

  readonly line = (text: string): void => {
    process.stderr.write(`${text}\n`)
    if (this.#open) this.#connection.console.info(text)
  }

  /** Something that the user should see, now and in the log. */
  readonly warn = (text: string): void => {
    process.stderr.write(`${text}\n`)
    if (this.#open) void this.#connection.window.showWarningMessage(`Latent: ${oneLine(text)}`)
  }
}
