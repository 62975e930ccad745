import { join } from 'node:path'
import { addDismissal, type Dismissal, readDismissals } from '../context/dismissedFile.ts'
import { LatentError } from '../protocol/errors.ts'
import type { Finding, Fingerprint } from '../protocol/finding.ts'
import { oneLine } from './failure.ts'

/** Dismissals of this session and of `.latent/dismissed.json` in the workspace folders. */
export class Dismissals {
  readonly #log: (line: string) => void
  /** What could not be written stays dismissed until the server ends. */
  readonly #unsaved: Fingerprint[] = []
  #writing: Promise<void> = Promise.resolve()

  constructor(log: (line: string) => void) {
    this.#log = log
  }

  /** The file is read each time: a pull may have changed it. One that cannot be used is named in the log and hides nothing. */
  async of(folder: string | undefined): Promise<readonly Fingerprint[]> {
    const saved = folder === undefined ? [] : await readDismissals(folder).catch((error: unknown) => this.#refused(folder, error))
    return [...saved.map(({ fingerprint }) => fingerprint), ...this.#unsaved]
  }

  /** Keeps a dismissal; called for the user's act only. Rejects with dismissalNotKept, and it then lasts for this session. */
  async add(folder: string | undefined, { fingerprint, title }: Finding): Promise<void> {
    if (folder === undefined) return void this.#unsaved.push(fingerprint)
    // One after the other, or the second of two quick ones would overwrite the first.
    const written = this.#writing.then(() => addDismissal(folder, { fingerprint, title: oneLine(title) }))
    this.#writing = written.catch(() => {})
    try {
      await written
    } catch (error) {
      this.#unsaved.push(fingerprint)
      throw LatentError.of('dismissalNotKept', fileOf(folder), reasonOf(error))
    }
  }

  #refused(folder: string, error: unknown): readonly Dismissal[] {
    this.#log(`${fileOf(folder)} is not used: ${reasonOf(error)}.`)
    return []
  }
}

function fileOf(folder: string): string {
  return join(folder, '.latent', 'dismissed.json')
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? oneLine(error.message) : String(error)
}
