import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readOwnText, replaceOwnFile, userDataFolder } from '../../../models/userData.ts'
import { isRecord } from '../../../protocol/record.ts'

/** What a trial found, as long as nothing of its key changes. */
export type Verdict =
  /** `device`: the names of its devices. */
  { readonly kind: 'works'; readonly device: string } | { readonly kind: 'faulty'; readonly reason: string }

/** A fault may be mended by something that no key tells of. */
const faultsLastMs = 24 * 3600_000
/** Of other versions and environments, too, so that two of them do not try in turn. */
const mostKept = 16
const mostBytes = 2 ** 18

interface Entry {
  /** ISO date and time. */
  readonly at: string
  readonly verdict: Verdict
}

/** The verdicts on the backends of this machine: backends.json among a user's data. */
export class KeptTrials {
  readonly #path: string
  readonly #now: () => number

  /** `now` in milliseconds since 1970. */
  constructor(env: NodeJS.ProcessEnv, now: () => number = Date.now) {
    this.#path = join(userDataFolder(env), 'backends.json')
    this.#now = now
  }

  /** Undefined where there is none, or an old one of a fault. */
  async verdict(key: string): Promise<Verdict | undefined> {
    const entry = (await this.#read()).get(key)
    if (entry === undefined) return undefined
    // A clock that was put back makes none last longer.
    const ageMs = Math.abs(this.#now() - Date.parse(entry.at))
    return entry.verdict.kind === 'faulty' && !(ageMs < faultsLastMs) ? undefined : entry.verdict
  }

  /** Where it cannot be written the backend is tried again the next time. */
  async keep(key: string, verdict: Verdict): Promise<void> {
    const entries = (await this.#read()).set(key, { at: new Date(this.#now()).toISOString(), verdict })
    const newest = [...entries].sort(([, a], [, b]) => b.at.localeCompare(a.at)).slice(0, mostKept)
    try {
      await mkdir(dirname(this.#path), { recursive: true })
      await replaceOwnFile(this.#path, `${JSON.stringify(Object.fromEntries(newest), undefined, 2)}\n`)
    } catch {
      // A verdict is worth some seconds, no failure.
    }
  }

  async #read(): Promise<Map<string, Entry>> {
    try {
      const told: unknown = JSON.parse((await readOwnText(this.#path, mostBytes)) || '{}')
      return new Map(Object.entries(isRecord(told) ? told : {}).filter((each): each is [string, Entry] => isEntry(each[1])))
    } catch {
      return new Map()
    }
  }
}

function isEntry(value: unknown): value is Entry {
  return isRecord(value) && typeof value.at === 'string' && isVerdict(value.verdict)
}

function isVerdict(value: unknown): value is Verdict {
  if (!isRecord(value)) return false
  if (value.kind === 'faulty') return typeof value.reason === 'string'
  return value.kind === 'works' && typeof value.device === 'string'
}
