import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { LatentError } from '../protocol/errors.ts'
import { requireOwn } from './ownPath.ts'
import { sha256Of } from './partFile.ts'
import { reasonOf } from './reason.ts'
import { parseStateHead, type StateHead, type StateKey } from './stateHead.ts'
import { readOwnText, replaceOwnFile } from './userData.ts'

/** A state on the disk. */
export interface SavedState extends StateHead {
  readonly id: string
  readonly path: string
}

/** All states together: with prompts of 2,000 tokens 21 files of the starter (12 KiB a token), 8 of DeepSeek-Coder-V2-Lite (30 KiB). */
const mostBytes = 512 * 2 ** 20
/** Whoever comes back to a file after a week has changed what stands around it. */
const longestAgeMs = 7 * 24 * 60 * 60 * 1000
/** A head names its tokens: some 7 bytes each, and no context of ours has more than 163,840. */
const mostHeadBytes = 2 * 2 ** 20
/** Nobody is longer than this between writing a state and writing its head. */
const longestWriteMs = 10 * 60 * 1000

const leaveName = 'about.txt'
const leaveText = `States of the model of Latent, kept across restarts because latent.engine.keepState is on.
The text of files can be reconstructed from them. Turning the setting off deletes them.
`

const never = new AbortController().signal

const ownName = /^([0-9a-f]{32})\.(state|json)(\.[0-9a-f-]{36}\.tmp)?$/

/**
 * The folder with states of the engine's KV cache, for this user alone to read: the text of prompts can be told from them. A file in it is the user's
 * leave to save there, so that no engine that is told later than another saves what was to be deleted.
 */
export class StateStore {
  readonly folder: string
  readonly #now: () => number
  readonly #mostBytes: number

  constructor(folder: string, now: () => number = Date.now, most = mostBytes) {
    this.folder = folder
    this.#now = now
    this.#mostBytes = most
  }

  /** The one in `defaultFolder`. */
  static ofUser(env: NodeJS.ProcessEnv): StateStore {
    return new StateStore(StateStore.defaultFolder(env))
  }

  /** LATENT_STATES, else where the platform keeps what can be made again, which back-ups leave out. */
  static defaultFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform, home = homedir()): string {
    const { LATENT_STATES: chosen, XDG_CACHE_HOME: xdg, LOCALAPPDATA: windowsData } = env
    if (chosen) return resolve(chosen)
    if (platform === 'darwin') return join(home, 'Library', 'Caches', 'latent', 'states')
    if (platform === 'win32') return join(windowsData || join(home, 'AppData', 'Local'), 'latent', 'states')
    return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.cache'), 'latent', 'states')
  }

  /** From now on states are saved. Rejects with folderNotWritable. */
  async allow(): Promise<void> {
    await this.#changing(async () => {
      await mkdir(this.folder, { recursive: true, mode: 0o700 })
      await requireOwn(this.folder, 'folder')
      await replaceOwnFile(join(this.folder, leaveName), leaveText)
    })
  }

  /** Deletes all states; none is saved any more. Does nothing where that is so. Rejects with folderNotWritable. */
  async forbid(): Promise<void> {
    await this.#changing(() => rm(join(this.folder, leaveName), { force: true }))
    await this.removeAll()
    // What somebody else put there stays.
    await rmdir(this.folder).catch(() => {})
  }

  /** Rejects with an Error where others could have put something there. */
  async isAllowed(): Promise<boolean> {
    if ((await stat(join(this.folder, leaveName)).catch(() => undefined)) === undefined) return false
    await requireOwn(this.folder, 'folder')
    return true
  }

  /** Bytes of all states. */
  async bytes(): Promise<number> {
    return (await this.#files()).reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Deletes all states; new ones are saved as before. Resolves with the bytes freed. Rejects with folderNotWritable. */
  async removeAll(): Promise<number> {
    const files = await this.#files()
    await this.#changing(async () => {
      for (const { path } of files) await rm(path, { force: true })
    })
    return files.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** The states that are valid for this key, as far as their heads tell; none where states are not allowed. Rejects like `isAllowed`. */
  async find({ engine, context }: StateKey): Promise<readonly SavedState[]> {
    if (!(await this.isAllowed())) return []
    return (await this.#states()).filter((each) => each.engine === engine && each.context === context && !this.#isOld(each))
  }

  /** Whether a state's file is what was saved, byte for byte. */
  async isWhole({ path, bytes, digest }: SavedState): Promise<boolean> {
    const found = await stat(path).catch(() => undefined)
    return found?.size === bytes && (await sha256Of(path, never).catch(() => '')) === digest
  }

  async remove({ id }: Pick<SavedState, 'id'>): Promise<void> {
    for (const path of [this.#headPath(id), this.#statePath(id)]) await rm(path, { force: true })
  }

  /**
   * Saves what `write` puts into the file that it is given, whose length it tells, under this id, a digest of 32 hexadecimal digits. Resolves with
   * the length. Rejects with what the disk says; nothing half is left then. The folder has to be allowed.
   */
  async save(
    id: string,
    head: Omit<StateHead, 'bytes' | 'digest' | 'savedAt'>,
    write: (path: string) => Promise<number>,
  ): Promise<number> {
    const draft = `${this.#statePath(id)}.${randomUUID()}.tmp`
    try {
      // Made here, so that nobody else can read what the engine writes into it.
      await (await open(draft, 'wx', 0o600)).close()
      const bytes = await write(draft)
      // llama.cpp does not notice when a full disk takes less than it wrote last.
      if ((await stat(draft)).size !== bytes) throw new Error('the disk did not take all of it')
      const digest = await sha256Of(draft, never)
      await rename(draft, this.#statePath(id))
      const { engine, context, tokens } = head
      const whole: StateHead = { engine, context, savedAt: this.#now(), bytes, digest, tokens }
      await replaceOwnFile(this.#headPath(id), JSON.stringify(whole))
      return bytes
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {})
      throw error
    }
  }

  /** Deletes what is broken, too old or of another version of the engine, and the oldest ones where all are too large together. */
  async tidy(engine?: string): Promise<void> {
    const states = await this.#states()
    const isGood = (state: SavedState) => !this.#isOld(state) && (engine === undefined || state.engine === engine)
    const good = new Set(states.filter(isGood).map(({ id }) => id))
    for (const { id, path, changedAt } of await this.#files()) {
      const isDraft = path.endsWith('.tmp')
      const isBeingWritten = this.#now() - changedAt < longestWriteMs && (isDraft || !states.some((state) => state.id === id))
      if (!isBeingWritten && (isDraft || !good.has(id))) await rm(path, { force: true })
    }
    let bytes = 0
    for (const state of states.filter(isGood).toSorted((a, b) => b.savedAt - a.savedAt)) {
      bytes += state.bytes
      if (bytes > this.#mostBytes) await this.remove(state)
    }
  }

  async #changing(change: () => Promise<void>): Promise<void> {
    try {
      await change()
    } catch (error) {
      throw LatentError.of('folderNotWritable', this.folder, reasonOf(error))
    }
  }

  #isOld({ savedAt }: StateHead): boolean {
    return Math.abs(this.#now() - savedAt) > longestAgeMs
  }

  /** The states whose heads are of ours and whose files have the length that these tell. */
  async #states(): Promise<readonly SavedState[]> {
    const files = await this.#files()
    const found = files.map(async ({ id, path, bytes }): Promise<readonly SavedState[]> => {
      if (path !== this.#statePath(id)) return []
      const head = parseStateHead((await readOwnText(this.#headPath(id), mostHeadBytes).catch(() => '')) ?? '')
      return head === undefined || head.bytes !== bytes ? [] : [{ ...head, id, path }]
    })
    return (await Promise.all(found)).flat()
  }

  async #files(): Promise<readonly { id: string; path: string; bytes: number; changedAt: number }[]> {
    const names = await readdir(this.folder).catch(() => [])
    const files = names.map(async (name) => {
      const [, id] = ownName.exec(name) ?? []
      const path = join(this.folder, name)
      const found = id === undefined ? undefined : await stat(path).catch(() => undefined)
      return id === undefined || !found?.isFile() ? [] : [{ id, path, bytes: found.size, changedAt: found.mtimeMs }]
    })
    return (await Promise.all(files)).flat()
  }

  #statePath(id: string): string {
    return join(this.folder, `${id}.state`)
  }

  #headPath(id: string): string {
    return join(this.folder, `${id}.json`)
  }
}
