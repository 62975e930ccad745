import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { KnownFinding } from '../features/review/known.ts'
import { reasonOf } from '../models/reason.ts'
import { replaceOwnFile, userDataFolder } from '../models/userData.ts'
import type { Findings } from './findings.ts'
import { formatKnown, parseKnown } from './knownFindingsFormat.ts'

const mostBytes = 1_000_000
/** A finding has some 250 bytes. */
const mostFindings = 1_000
/** Documents that were not reviewed for longer than others are forgotten beyond that. */
const mostFiles = 2_000
/** What changed within this time before the process is killed is lost. */
const saveAfterMs = 500

/**
 * Findings of former sessions, one small file a document in the folder of the user's data, so that ids outlive the server. The name of a file
 * is a hash of the document's; what is in it are hashes, too.
 */
export class KnownFindings {
  readonly #folder: string
  readonly #findings: Findings
  readonly #log: (line: string) => void
  readonly #changed = new Set<string>()
  #waiting: NodeJS.Timeout | undefined
  #last: Promise<void> = Promise.resolve()
  #told = false

  constructor(folder: string, findings: Findings, log: (line: string) => void) {
    this.#folder = folder
    this.#findings = findings
    this.#log = log
    findings.onChange((uri) => {
      this.#changed.add(uri)
      this.#waiting ??= setTimeout(() => void this.save(), saveAfterMs).unref()
    })
  }

  /** What is known of a document that this session has not reviewed yet. What cannot be read is as good as nothing. */
  async of(uri: string): Promise<readonly KnownFinding[]> {
    if (this.#findings.has(uri)) return []
    try {
      const file = this.#fileOf(uri)
      return (await stat(file)).size > mostBytes ? [] : parseKnown(await readFile(file, 'utf8'))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#tell(error)
      return []
    }
  }

  /** Writes what has changed. Nobody waits for the disk: a failure is in the log, once. */
  save(): Promise<void> {
    clearTimeout(this.#waiting)
    this.#waiting = undefined
    const uris = [...this.#changed]
    this.#changed.clear()
    this.#last = this.#last.then(async () => {
      try {
        for (const uri of uris) await this.#write(uri)
        if (uris.length > 0) await this.#forgetOldest()
      } catch (error) {
        this.#tell(error)
      }
    })
    return this.#last
  }

  async #write(uri: string): Promise<void> {
    const file = this.#fileOf(uri)
    const known = this.#findings.known(uri).slice(0, mostFindings)
    if (known.length === 0) return await rm(file, { force: true })
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    await replaceOwnFile(file, formatKnown(known))
  }

  async #forgetOldest(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => [])
    if (names.length <= mostFiles) return
    const files = await Promise.all(names.map(async (name) => ({ name, ms: (await stat(join(this.#folder, name))).mtimeMs })))
    const oldest = files.toSorted((a, b) => a.ms - b.ms).slice(0, names.length - mostFiles)
    for (const { name } of oldest) await rm(join(this.#folder, name), { force: true })
  }

  #fileOf(uri: string): string {
    const name = createHash('sha256').update(uri).digest('hex').slice(0, 32)
    return join(this.#folder, `${name}.json`)
  }

  #tell(error: unknown): void {
    if (!this.#told) this.#log(`Ids of findings are not kept for the next session: ${reasonOf(error)}.`)
    this.#told = true
  }
}

/** Beside the user's statistics. */
export function keepKnownFindings(findings: Findings, log: (line: string) => void): KnownFindings {
  return new KnownFindings(join(userDataFolder(process.env), 'findings'), findings, log)
}
