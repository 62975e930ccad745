import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { withLock } from '../models/pullLock.ts'
import { reasonOf } from '../models/reason.ts'
import { ModelStore } from '../models/store.ts'
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

  /** LATENT_DATA, else the folder of the user's data where the models are by default; a chosen folder of models may be shared. */
  static defaultPath(env: NodeJS.ProcessEnv): string {
    const usual = dirname(ModelStore.defaultFolder({ ...env, LATENT_MODELS: undefined }))
    return resolve(env.LATENT_DATA || usual, 'statistics.json')
  }

  /** What the file holds; what is no file of ours is put aside, where its owner finds it. Rejects where it cannot be read. */
  async read(): Promise<StatisticsContent> {
    const text = await readText(this.#path)
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
      await writeWhole(this.#path, formatContent(content))
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

/** Undefined where there is no file; an empty text for what is too large to be ours. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return (await stat(path)).size > mostBytes ? '' : await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** For this user alone to read. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(text)
      // Else a power cut may leave the new name with an empty file.
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
