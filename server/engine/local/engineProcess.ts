import { type ChildProcess, fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { FromEngine, ToEngine } from './messages.ts'

/** One run of the engine process. */
export interface EngineProcess {
  readonly pid: number | undefined
  send(message: ToEngine): void
  /** Ends it; `onExit` is not called any more. Resolves when it is gone and its memory free. */
  kill(): Promise<void>
}

export interface EngineProcessEvents {
  onMessage(message: FromEngine): void
  /** `why` in words: the signal or exit code. */
  onExit(why: string): void
  log(line: string): void
}

/** A process that hangs in a driver may not end even now; nobody waits for it longer than this. */
const longestEndMs = 5000

/** Starts dist/engine.js with the environment that it needs. */
export function startEngineProcess(path: string, events: EngineProcessEvents): EngineProcess {
  const child = fork(path, [], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let ended = false
  const end = (why: string) => {
    if (ended) return
    ended = true
    events.onExit(why)
  }
  child.on('message', (message) => {
    if (!ended) events.onMessage(message as FromEngine)
  })
  child.on('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`))
  child.on('error', (error) => end(error.message))
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  logLines(child, events)
  return {
    pid: child.pid,
    send: (message) => {
      // A message to a process that has just died is lost; its exit is reported by `onExit`.
      if (child.connected) child.send(message, () => undefined)
    },
    kill: () => {
      ended = true
      child.kill('SIGKILL')
      return Promise.race([gone, new Promise<void>((resolve) => setTimeout(resolve, longestEndMs).unref())])
    },
  }
}

/** What native code prints goes to the log; the server's own standard output belongs to the protocol. */
function logLines(child: ChildProcess, events: EngineProcessEvents): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => events.log(line))
  }
}
