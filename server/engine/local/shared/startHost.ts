import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { engineEnvironment } from '../engineLink.ts'

/** A process that was started to host the engine. It may find another one there, and end. */
export interface StartedHost {
  readonly hasEnded: boolean
  /** Why it ended, in words, once it has; undefined when it does not within a moment. */
  endedBecause(): Promise<string | undefined>
}

/** What a process prints is a few lines, the last ones before it died. */
const mostLogBytes = 2 ** 18
const lastLines = 5
/** A socket closes before the process that held it is known to be gone. */
const exitComesWithinMs = 500

/**
 * Starts dist/engine.js as a process that outlives this one, to host the engine of this user at `folder`. `logFile` takes what native
 * code prints.
 */
export function startHost(programPath: string, folder: string, logFile: string): StartedHost {
  const log = openLog(logFile)
  const child = spawn(process.execPath, [programPath, folder], {
    // Electron is Node only when it is told so.
    env: {
      ...process.env,
      ...engineEnvironment,
      ...(process.versions.electron === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' }),
    },
    // No folder of the user's is kept from being removed or unmounted.
    cwd: dirname(programPath),
    detached: true,
    stdio: ['ignore', log, log],
    windowsHide: true,
  })
  closeSync(log)
  child.unref()
  return new Watched(child)
}

/** The last lines that a host printed: what native code says before it ends its process. */
export function lastWords(logFile: string): readonly string[] {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lastLines)
  } catch {
    return []
  }
}

class Watched implements StartedHost {
  #why: string | undefined
  readonly #ended: Promise<void>

  constructor(child: ChildProcess) {
    this.#ended = new Promise((resolve) => {
      const end = (why: string) => {
        this.#why ??= why
        resolve()
      }
      child.on('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`))
      child.on('error', (error) => end(error.message))
    })
  }

  get hasEnded(): boolean {
    return this.#why !== undefined
  }

  async endedBecause(): Promise<string | undefined> {
    await Promise.race([this.#ended, new Promise((resolve) => setTimeout(resolve, exitComesWithinMs))])
    return this.#why
  }
}

function openLog(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > mostLogBytes) rmSync(path, { force: true })
  return openSync(path, 'a', 0o600)
}
