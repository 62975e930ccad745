import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LatentError } from '../protocol/errors.ts'
import { reasonOf } from './reason.ts'

/** Whoever holds a lock says so this often, by the time of its file. */
const heartbeatMs = 5_000
/** A lock that nobody spoke for in this time is left over: its process died on another machine that shares the folder. */
const abandonedMs = 60_000

/** Tokens of the locks that this process holds now. */
const held = new Set<string>()

interface Holder {
  readonly pid: number
  readonly host: string
  readonly token: string
}

/**
 * Runs `work` while no other process runs any under the same lock file. `onWait` is called again and again until it is this one's
 * turn, every `pollMs`. A lock whose process has died is taken over. Rejects with folderNotWritable, or when the signal is aborted.
 */
export async function withLock<T>(
  path: string,
  onWait: () => void,
  signal: AbortSignal,
  work: () => Promise<T>,
  pollMs = 250,
): Promise<T> {
  const holder: Holder = { pid: process.pid, host: hostname(), token: randomUUID() }
  while (!(await tryLock(path, holder))) {
    onWait()
    await sleep(pollMs, undefined, { signal })
  }
  held.add(holder.token)
  const heartbeat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), heartbeatMs)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    held.delete(holder.token)
    if ((await holderOf(path))?.token === holder.token) await rm(path, { force: true })
  }
}

async function tryLock(path: string, holder: Holder): Promise<boolean> {
  if (await create(path, holder)) return true
  const abandoned = await abandonedLock(path)
  if (abandoned === undefined) return false
  const aside = `${path}.${holder.token}`
  try {
    await rename(path, aside)
    if ((await readFile(aside, 'utf8')) !== abandoned) {
      // Another waiting process took over in between, and this is its lock.
      await rename(aside, path)
      return false
    }
    await rm(aside)
  } catch {
    return false
  }
  return await create(path, holder)
}

async function create(path: string, holder: Holder): Promise<boolean> {
  try {
    const file = await open(path, 'wx')
    await file.writeFile(JSON.stringify(holder)).finally(() => file.close())
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw LatentError.of('folderNotWritable', dirname(path), reasonOf(error))
  }
}

/** The text of a lock whose process is gone; undefined while it may live. */
async function abandonedLock(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8')
    if (Date.now() - (await stat(path)).mtimeMs > abandonedMs) return text
    const { host, pid, token } = JSON.parse(text) as Holder
    if (host !== hostname()) return undefined
    // Of this process, but not held any more: its folder was moved before it could be given back.
    const isLeft = pid === process.pid ? !held.has(token) : !isAlive(pid)
    return isLeft ? text : undefined
  } catch {
    // It has just been released, or is not written to its end yet.
    return undefined
  }
}

/** Undefined where the file is gone, or not written to its end yet. */
async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user is alive, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
