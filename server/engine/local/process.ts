// The engine process: hosts models and answers requests, of the program that started it over IPC, or of all programs of a user over a
// socket. It is a process of its own because a driver fault or a broken model file ends the process that holds it, and because it must run
// with UV_THREADPOOL_SIZE=1 (each libuv thread that decodes keeps OpenMP threads of its own that spin: measured 1.3 times the decode
// speed with one).
import { setTimeout as sleep } from 'node:timers/promises'
import { Scheduler } from '../scheduler.ts'
import { collectGarbage } from './collectGarbage.ts'
import { KeptStates } from './keptStates.ts'
import type { FromEngine, ToEngine } from './messages.ts'
import { ModelPool } from './modelPool.ts'
import { Session } from './session.ts'
import { hostEngine } from './shared/hostEngine.ts'

/** Other programs come and go while a long request runs. */
const adaptEveryMs = 500
/** Between requests too, so that the next one does not go by what was used on average of a long pause. */
const adaptIdleEveryMs = 5000

/** States of 512 MB on a slow disk take a few seconds. */
const longestFinishMs = 20_000

const sessions = new Set<Session>()
const scheduler = new Scheduler()
const logs = new Set<(line: string) => void>()
const tellAll = (line: string) => {
  for (const log of logs) log(line)
  // Whoever wants to know finds it beside what native code prints.
  if (logs.size === 0) console.error(line)
}
const states = new KeptStates(tellAll)
const pool = new ModelPool({
  log: tellAll,
  beforeClose: (loaded) => states.save(loaded),
  onTrying: (backend) => {
    for (const session of sessions) session.tell({ kind: 'trying', ...(backend === undefined ? {} : { backend }) })
  },
})
let clients = 0
// Once whoever gave the model back has let go of it.
pool.onFreed(() => setImmediate(collectGarbage))

setInterval(() => {
  for (const { working } of sessions) working?.adaptThreads()
}, adaptEveryMs)
setInterval(() => {
  for (const { loaded } of sessions) loaded?.adaptThreads()
}, adaptIdleEveryMs)

const [, , folder] = process.argv
if (folder === undefined) answerParent()
else {
  // What the system sends at the end of a session. A second one ends it at once.
  process.once('SIGTERM', () => void finish().finally(() => process.exit(0)))
  await hostEngine(folder, join, finish)
}

/** Gives all models back, with what is saved before, within a time that nobody minds. */
async function finish(): Promise<void> {
  const closed = Promise.all([...sessions].map((session) => session.close(0))).then(() => pool.close())
  await Promise.race([closed, sleep(longestFinishMs)])
}

/** A client from now on; the returned function ends it. */
function join(send: (message: FromEngine) => void): { take(message: ToEngine): void; leave(keepMs: number): Promise<void> } {
  const session = new Session({ pool, scheduler, states, client: String(clients++), send })
  const log = (line: string) => send({ kind: 'log', line })
  sessions.add(session)
  logs.add(log)
  return {
    take: (message) => session.take(message),
    leave: async (keepMs) => {
      logs.delete(log)
      await session.close(keepMs)
      sessions.delete(session)
    },
  }
}

/** Serves the one program that started this process, and ends with it. */
function answerParent(): void {
  const client = join((message) => process.send?.(message))
  process.on('message', (message: ToEngine) => client.take(message))
  process.on('disconnect', () => process.exit(0))
  // It may have gone while this program was still being read.
  if (!process.connected) process.exit(0)
}
