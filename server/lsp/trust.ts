import { LatentError } from '../protocol/errors.ts'
import { isRecord } from '../protocol/record.ts'

/** Whether the user trusts the workspace. Only VS Code asks its user; for every other client it is taken as trusted. */
export class Trust {
  #trusted: boolean

  constructor(trusted: boolean) {
    this.#trusted = trusted
  }

  get trusted(): boolean {
    return this.#trusted
  }

  /** It cannot be taken back: a window that is restricted again starts a new server. */
  grant(): void {
    this.#trusted = true
  }

  /** Throws `untrusted` where the workspace is not trusted; `what` begins the sentence. */
  require(what: string): void {
    if (!this.#trusted) throw LatentError.of('untrusted', what)
  }
}

/** `trusted` out of `initializationOptions`; anything but an explicit false counts as trusted. */
export function trustedAtStart(initializationOptions: unknown): boolean {
  return !(isRecord(initializationOptions) && initializationOptions.trusted === false)
}

/** `definitions` out of `initializationOptions`: whether the client can be asked for `latent/definitions`. */
export function answersDefinitions(initializationOptions: unknown): boolean {
  return isRecord(initializationOptions) && initializationOptions.definitions === true
}
