import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isRecord } from '../protocol/record.ts'
import type { Licence } from './catalogueEntry.ts'
import { readOwnText, replaceOwnFile, userDataFolder } from './userData.ts'

const schemaVersion = 1
const mostBytes = 2 ** 18

/** The licences that the user accepted, by where their text stands: editor and command line ask once for all models under one. */
export class AcceptedLicences {
  readonly #path: string

  constructor(env: NodeJS.ProcessEnv) {
    this.#path = join(userDataFolder(env), 'licences.json')
  }

  /** Whether nothing has to be asked before a download: licences that restrict no use are only shown. */
  async isSettled(licence: Licence): Promise<boolean> {
    return !licence.restrictsUse || (await this.#accepted()).includes(licence.url)
  }

  /** Rejects with what the disk says. */
  async accept(licence: Licence): Promise<void> {
    const accepted = [...new Set([...(await this.#accepted()), licence.url])]
    await mkdir(dirname(this.#path), { recursive: true })
    await replaceOwnFile(this.#path, `${JSON.stringify({ schemaVersion, accepted }, null, 2)}\n`)
  }

  async #accepted(): Promise<readonly string[]> {
    try {
      const value: unknown = JSON.parse((await readOwnText(this.#path, mostBytes)) ?? '{}')
      const accepted = isRecord(value) && Array.isArray(value.accepted) ? value.accepted : []
      return accepted.filter((url) => typeof url === 'string')
    } catch {
      // Asked again, which harms nobody.
      return []
    }
  }
}
