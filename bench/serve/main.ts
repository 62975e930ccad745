// Simulated developers who type, with each key asking anew, and now and then ask a chat, against servers of the same model:
// `npm run bench -- serve [--model starter|tiny|PATH] [--llama /path/to/llama-server] [--url http://host:port] [--markers P,S,M]
// [--users 1,2,4,8,16,32] [--seconds 30] [--parallel 4] [--context 2048] [--window 1200] [--gpu off|auto|cuda|vulkan]`,
// the window in characters before the cursor, the graphics card for `latent serve`.
// `tiny` is a random model of a few megabytes, which costs next to nothing: what is left is the server. `--markers` are a model's own words for filling a gap
// where the server of `--url` knows no suffix. Prints a table and writes out/bench/serve.json.
import { setMaxListeners } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { getLlama } from 'node-llama-cpp'
import { modelPath } from '../model.ts'
import { type Asked, develop } from './developer.ts'
import { type LoadFigures, loadFigures, loadTable } from './figures.ts'
import { type MemorySample, memoryTrail } from './memory.ts'
import { latentTarget, llamaTarget, type Target, urlTarget } from './target.ts'
import { tinyModel } from './tinyModel.ts'
import { type LongWait, longWaits } from './waits.ts'

const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: 'starter' },
    llama: { type: 'string' },
    url: { type: 'string' },
    markers: { type: 'string' },
    only: { type: 'string' },
    users: { type: 'string', default: '1,2,4,8,16,32' },
    seconds: { type: 'string', default: '30' },
    parallel: { type: 'string', default: '4' },
    context: { type: 'string', default: '2048' },
    window: { type: 'string', default: '1200' },
    gpu: { type: 'string', default: 'off' },
  },
})
const [parallel, context, seconds, window] = [options.parallel, options.context, options.seconds, options.window].map(Number) as [
  number,
  number,
  number,
  number,
]
const texts = sources('server/features/review')
const rows: LoadFigures[] = []
const waits: { readonly system: string; readonly users: number; readonly waits: readonly LongWait[] }[] = []
/** How often the memory is looked at. */
const memoryEveryMs = 10_000
mkdirSync('out/bench', { recursive: true })
const path = options.model === 'tiny' ? await tinyModel() : await modelPath(options.model)
for (const start of await starts()) {
  const target = await start()
  try {
    for (const users of options.users.split(',').map(Number)) {
      rows.push(await load(target, users))
      console.log(loadTable(rows.slice(-1)).split('\n').at(-1))
    }
  } finally {
    await target.stop()
  }
}
console.log(`\n${loadTable(rows)}`)
writeFileSync(
  'out/bench/serve.json',
  `${JSON.stringify({ model: options.model, parallel, context, rows, waits }, undefined, 2)}\n`,
)

/** One server after the other, so that none takes time from another. */
async function starts(): Promise<readonly (() => Promise<Target>)[]> {
  const { llama, url, markers, only } = options
  const [prefix, suffix, middle] = markers?.split(',') ?? []
  const gaps =
    prefix !== undefined && suffix !== undefined && middle !== undefined ? ([prefix, suffix, middle] as const) : 'suffix'
  const { cpuMathCores: threads } = await getLlama({ gpu: false, build: 'never', skipDownload: true })
  return [
    ...(only === 'others' ? [] : [() => latentTarget(path, parallel, context, options.gpu)]),
    ...(llama === undefined ? [] : [() => llamaTarget(llama, path, threads, parallel, context)]),
    ...(url === undefined ? [] : [() => urlTarget(url, gaps)]),
  ]
}

async function load(target: Target, users: number): Promise<LoadFigures> {
  const asked: Asked[] = []
  // Before, the model's pages may not be read yet.
  await probe(target)
  const stoppedBefore = await target.stopped()
  const cameAt = performance.now()
  const samples: MemorySample[] = []
  const look = () => {
    const bytes = target.memoryBytes()
    if (bytes !== undefined) samples.push({ seconds: (performance.now() - cameAt) / 1000, mebibytes: bytes / 2 ** 20 })
  }
  look()
  const looking = setInterval(look, memoryEveryMs)
  const leaving = new AbortController()
  // Each request under way listens to it.
  setMaxListeners(0, leaving.signal)
  const ended = Promise.all(
    Array.from({ length: users }, (_, user) =>
      develop({ user, text: texts[user % texts.length] ?? '', window }, target, (each) => asked.push(each), leaving.signal),
    ),
  )
  await wait(seconds * 1000)
  leaving.abort()
  const leftAt = performance.now()
  await probe(target)
  const freeAgainMs = performance.now() - leftAt
  await ended
  clearInterval(looking)
  look()
  const stopped = await target.stopped()
  const all = (stopped?.all ?? 0) - (stoppedBefore?.all ?? 0)
  for (const why of new Set(asked.flatMap((each) => each.why ?? []))) console.error(`failed: ${why}`)
  const run = { system: target.name, users, seconds, cameAt }
  waits.push({ system: target.name, users, waits: longWaits(asked, cameAt) })
  return loadFigures(run, asked, {
    freeAgainMs,
    memory: memoryTrail(samples),
    stoppedInTime: all === 0 ? undefined : ((stopped?.inTime ?? 0) - (stoppedBefore?.inTime ?? 0)) / all,
  })
}

/** One short completion, until its first text. */
async function probe(target: Target): Promise<void> {
  await target.complete({ prefix: 'const a = ', suffix: '\n' }, 1, () => undefined, AbortSignal.timeout(120_000))
}

/** Texts that are long enough to type along. */
function sources(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((text) => text.length > 2500)
}
