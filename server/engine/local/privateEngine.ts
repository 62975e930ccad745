import { type ChildProcess, fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import { atMost, type EngineLink, type EngineLinkEvents, engineEnvironment } from './engineLink.ts'
import type { FromEngine } from './messages.ts'

/** Starts dist/engine.js as a process of this program's own: it ends with it. */
export function startPrivateEngine(path: string, events: EngineLinkEvents): EngineLink {
  const child = fork(path, [], {
    env: { ...process.env, ...engineEnvironment },
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
  const kill = () => {
    ended = true
    child.kill('SIGKILL')
    return atMost(gone)
  }
  return {
    pid: child.pid,
    send: (message) => {
      // A message to a process that has just died is lost; its exit is reported by `onExit`.
      if (child.connected) child.send(message, () => undefined)
    },
    release: kill,
    kill,
    leave: () => void kill(),
  }
}

/** What native code prints goes to the log; the server's own standard output belongs to the protocol. */
function logLines(child: ChildProcess, events: EngineLinkEvents): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => events.log(line))
  }
}
