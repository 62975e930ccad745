import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { withLock } from '../models/pullLock.ts'
import { reasonOf } from '../models/reason.ts'
import { readOwnText, replaceOwnFile, userDataFolder } from '../models/userData.ts'
import { LatentError } from '../protocol/errors.ts'
import { addContents, emptyContent, recentDays, type StatisticsContent } from './statisticsContent.ts'
import { formatContent, parseContent } from './statisticsFormat.ts'

/** A file of ours has some ten thousand bytes. */
const mostBytes = 2_000_000
/** Whoever holds the lock has it for milliseconds. An editor that closes all its windows waits 2 s for their servers. */
const lockTimeoutMs = 1_500
const lockPollMs = 10

/**
 * The user's statistics on disk. Several servers may write at once: each adds what it has to what is there at that moment, so that
 * nothing is lost, and replaces the file as a whole, so that no reader sees half of it.
 */
export class StatisticsFile {
  readonly #path: string
  readonly #today: () => string

  constructor(path: string, today: () => string) {
    this.#path = path
    this.#today = today
  }

  /** In the folder of the user's data. */
  static defaultPath(env: NodeJS.ProcessEnv): string {
    return join(userDataFolder(env), 'statistics.json')
  }

  /** What the file holds; what is no file of ours is put aside, where its owner finds it. Rejects where it cannot be read. */
  async read(): Promise<StatisticsContent> {
    const text = await readOwnText(this.#path, mostBytes)
    if (text === undefined) return emptyContent(this.#today())
    const content = parseContent(text)
    if (content !== undefined) return recentDays(content, this.#today())
    await rename(this.#path, `${this.#path}.broken`)
    return emptyContent(this.#today())
  }

  /** Adds to the file and resolves with all that it holds then. Rejects with statisticsNotWritable. */
  async add(added: StatisticsContent): Promise<StatisticsContent> {
    return await this.#replace(async () => addContents(await this.read(), added))
  }

  /** Forgets everything. Resolves with what is left, nothing. Rejects with statisticsNotWritable. */
  async reset(): Promise<StatisticsContent> {
    return await this.#replace(async () => emptyContent(this.#today()))
  }

  async #replace(next: () => Promise<StatisticsContent>): Promise<StatisticsContent> {
    const patience = AbortSignal.timeout(lockTimeoutMs)
    const work = async () => {
      const content = recentDays(await next(), this.#today())
      await replaceOwnFile(this.#path, formatContent(content))
      return content
    }
    try {
      await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 })
      return await withLock(`${this.#path}.lock`, () => {}, patience, work, lockPollMs)
    } catch (error) {
      throw LatentError.of(
        'statisticsNotWritable',
        this.#path,
        patience.aborted ? 'another window is writing them' : reasonOf(error),
      )
    }
  }
}
