import { join } from 'node:path'
import { changeDismissals, readDismissals } from '../context/dismissedFile.ts'
import { dismissalId } from '../features/review/dismissed.ts'
import type { Dismissal } from '../protocol/dismissal.ts'
import { LatentError } from '../protocol/errors.ts'
import { oneLine } from './failure.ts'

/** A dismissal with the folder it is kept in; one that could not be written lasts until the server ends. */
export interface KeptDismissal {
  readonly folder: string | undefined
  readonly unsaved: boolean
  readonly dismissal: Dismissal
}

interface Read {
  readonly saved: readonly Dismissal[]
  /** Why the file is not used, as one line. */
  readonly problem?: string
}

/** Dismissals of this session and of `.latent/dismissed.json` in the workspace folders. */
export class Dismissals {
  readonly #log: (line: string) => void
  #unsaved: readonly Pick<KeptDismissal, 'folder' | 'dismissal'>[] = []
  #changing: Promise<void> = Promise.resolve()

  constructor(log: (line: string) => void) {
    this.#log = log
  }

  /** The file is read each time: a pull may have changed it. One that cannot be used is named in the log and hides nothing. */
  async of(folder: string | undefined): Promise<readonly Dismissal[]> {
    const { saved, problem } = await this.#read(folder)
    if (problem !== undefined) this.#log(problem)
    return [...saved, ...this.#unsavedOf(folder)]
  }

  /** Those of a folder, or of documents outside of every one, to be listed and undone. */
  async list(folder: string | undefined): Promise<{ readonly kept: readonly KeptDismissal[]; readonly problem?: string }> {
    const { saved, problem } = await this.#read(folder)
    const kept = [
      ...saved.map((dismissal) => ({ folder, dismissal, unsaved: false })),
      ...this.#unsavedOf(folder).map((dismissal) => ({ folder, dismissal, unsaved: true })),
    ]
    return { kept, ...(problem === undefined ? {} : { problem }) }
  }

  /** Keeps a dismissal; called for the user's act only. Rejects with dismissalNotKept, and it then lasts for this session. */
  async add(folder: string | undefined, added: Dismissal): Promise<void> {
    const id = dismissalId(added)
    const keep = () => {
      this.#forgetUnsaved(folder, id)
      this.#unsaved = [...this.#unsaved, { folder, dismissal: added }]
    }
    if (folder === undefined) return keep()
    try {
      await this.#change(folder, (before) => [...before.filter((each) => dismissalId(each) !== id), added])
      this.#forgetUnsaved(folder, id)
    } catch (error) {
      keep()
      throw LatentError.of('dismissalNotKept', fileOf(folder), reasonOf(error))
    }
  }

  /** Takes a dismissal back; gives it, or undefined where there is none of this id. Rejects with dismissalNotUndone. */
  async undo(folder: string | undefined, id: string): Promise<Dismissal | undefined> {
    let undone = this.#unsavedOf(folder).find((each) => dismissalId(each) === id)
    this.#forgetUnsaved(folder, id)
    if (folder === undefined) return undone
    try {
      await this.#change(folder, (before) => {
        const found = before.find((each) => dismissalId(each) === id)
        undone ??= found
        return found === undefined ? before : before.filter((each) => dismissalId(each) !== id)
      })
    } catch (error) {
      if (undone === undefined) throw LatentError.of('dismissalNotUndone', fileOf(folder), reasonOf(error))
    }
    return undone
  }

  /** One after the other, or the second of two quick ones would overwrite the first. */
  #change(folder: string, change: (before: readonly Dismissal[]) => readonly Dismissal[]): Promise<void> {
    const changed = this.#changing.then(() => changeDismissals(folder, change))
    this.#changing = changed.catch(() => {})
    return changed
  }

  async #read(folder: string | undefined): Promise<Read> {
    if (folder === undefined) return { saved: [] }
    try {
      return { saved: await readDismissals(folder) }
    } catch (error) {
      return { saved: [], problem: `${fileOf(folder)} is not used: ${reasonOf(error)}.` }
    }
  }

  #unsavedOf(folder: string | undefined): readonly Dismissal[] {
    return this.#unsaved.filter((each) => each.folder === folder).map(({ dismissal }) => dismissal)
  }

  #forgetUnsaved(folder: string | undefined, id: string): void {
    this.#unsaved = this.#unsaved.filter((each) => each.folder !== folder || dismissalId(each.dismissal) !== id)
  }
}

function fileOf(folder: string): string {
  return join(folder, '.latent', 'dismissed.json')
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? oneLine(error.message) : String(error)
}
