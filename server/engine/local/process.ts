// The engine process: hosts models and answers requests, of the program that started it over IPC, or of all programs of a user over a
// socket. It is a process of its own because a driver fault or a broken model file ends the process that holds it, and because it must run
// with UV_THREADPOOL_SIZE=1 (each libuv thread that decodes keeps OpenMP threads of its own that spin: measured 1.3 times the decode
// speed with one).
import { Scheduler } from '../scheduler.ts'
import { collectGarbage } from './collectGarbage.ts'
import type { FromEngine, ToEngine } from './messages.ts'
import { ModelPool } from './modelPool.ts'
import { Session } from './session.ts'
import { hostEngine } from './shared/hostEngine.ts'

/** Other programs come and go while a long request runs. */
const adaptEveryMs = 500
/** Between requests too, so that the next one does not go by what was used on average of a long pause. */
const adaptIdleEveryMs = 5000

const sessions = new Set<Session>()
const scheduler = new Scheduler()
const logs = new Set<(line: string) => void>()
const pool = new ModelPool((line) => {
  for (const log of logs) log(line)
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
else await hostEngine(folder, join)

/** A client from now on; the returned function ends it. */
function join(send: (message: FromEngine) => void): { take(message: ToEngine): void; leave(keepMs: number): Promise<void> } {
  const session = new Session({ pool, scheduler, client: String(clients++), send })
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
