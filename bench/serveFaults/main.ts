// What people see when something goes wrong between Latent's own client and a server:
// `npm run bench -- serveFaults [--model tiny|starter|PATH] [--llama /path/to/llama-server] [--only FAULT] [--users 4]`.
// A small proxy stands between them, slows down, goes silent or answers nonsense; engines are killed and servers started again. Each fault lasts some seconds, then
// people go on until a completion has come again. Prints a table and writes out/bench/serveFaults.json.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { modelPath } from '../model.ts'
import { tinyModel } from '../serve/tinyModel.ts'
import { type FaultFigures, faultFigures, faultTable } from './figures.ts'
import { FaultyProxy, type NetworkFault } from './proxy.ts'
import { type Restartable, restartableLatent, restartableLlama } from './restartable.ts'
import { completeAlong, type Met } from './users.ts'

const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: 'tiny' },
    llama: { type: 'string' },
    only: { type: 'string' },
    users: { type: 'string', default: '4' },
  },
})

/** Something that goes wrong, and is mended by itself or by `end`. */
interface Fault {
  readonly name: string
  /** How long it lasts, in milliseconds. */
  readonly lastsMs: number
  begin(proxy: FaultyProxy, server: Restartable): Promise<void>
  end(proxy: FaultyProxy, server: Restartable): Promise<void>
}

const faults: readonly Fault[] = [
  network('slow network', { kind: 'slow', delayMs: 150, bytesPerSecond: 4000 }, 6000),
  network('half-open connections', { kind: 'silent' }, 12_000),
  network('bytes that are no HTTP', { kind: 'noise' }, 4000),
  network('nonsense for an answer', { kind: 'nonsense' }, 4000),
  network('429, Retry-After 2 s', { kind: 'status', status: 429, retryAfterSeconds: 2 }, 4000),
  network('503', { kind: 'status', status: 503 }, 4000),
  {
    name: 'engine killed',
    lastsMs: 0,
    begin: async (_proxy, server) => server.killEngine?.(),
    end: async () => undefined,
  },
  {
    name: 'server killed and started again',
    lastsMs: 3000,
    begin: async (proxy, server) => {
      await Promise.all([proxy.refuse(), server.kill()])
    },
    end: async (proxy, server) => {
      proxy.upstream = await server.start()
      await proxy.listen()
    },
  },
]
/** People type for so long before each fault. */
const beforeMs = 4000
/** Nobody waits longer for the next completion. */
const patienceMs = 60_000

const rows: FaultFigures[] = []
const text = readFileSync('server/engine/scheduler.ts', 'utf8')
mkdirSync('out/bench', { recursive: true })
const path = options.model === 'tiny' ? await tinyModel() : await modelPath(options.model)
const { llama } = options
for (const server of [restartableLatent(path), ...(llama === undefined ? [] : [restartableLlama(llama, path)])]) {
  const proxy = await FaultyProxy.start(await server.start())
  try {
    for (const fault of faults) {
      if (options.only !== undefined && options.only !== fault.name) continue
      if (fault.name === 'engine killed' && server.killEngine === undefined) continue
      rows.push(await suffered(fault, proxy, server))
      console.log(faultTable(rows.slice(-1)).split('\n').at(-1))
    }
  } finally {
    await proxy.refuse()
    await server.kill()
  }
}
console.log(`\n${faultTable(rows)}`)
writeFileSync('out/bench/serveFaults.json', `${JSON.stringify({ model: options.model, rows }, undefined, 2)}\n`)

async function suffered(fault: Fault, proxy: FaultyProxy, server: Restartable): Promise<FaultFigures> {
  const met: Met[] = []
  const leaving = new AbortController()
  const users = completeAlong(proxy.address, Number(options.users), text, (each) => met.push(each), leaving.signal)
  await wait(beforeMs)
  const from = performance.now()
  await fault.begin(proxy, server)
  await wait(fault.lastsMs)
  await fault.end(proxy, server)
  const until = performance.now()
  const isGood = () => met.some(({ outcome, endedAt }) => outcome === 'finished' && endedAt >= until)
  while (!isGood() && performance.now() - until < patienceMs) await wait(20)
  // Whoever still waits for an answer of then shows, too.
  await wait(2000)
  leaving.abort()
  await users
  return faultFigures({ system: server.name, fault: fault.name }, met, { from, until })
}

function network(name: string, fault: NetworkFault, lastsMs: number): Fault {
  return {
    name,
    lastsMs,
    begin: async (proxy) => {
      proxy.fault = fault
    },
    end: async (proxy) => {
      proxy.fault = { kind: 'none' }
    },
  }
}
