// Latent's own engine beside its engine for servers, at the same requests: `npm run bench -- parity --url http://127.0.0.1:8014`.
// For a fair comparison the server has the same weights (bench/servers/vllm.sh weights). 40 cut lines are completed, and of 40 lines with a
// fault both engines say how much likelier the right line is. Prints both with their intervals and writes them to --out. Ends with 1 where a case has
// no answer or the difference is more than chance: `--resume` asks again what was not answered.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import type { Engine } from '../../server/engine/engine.ts'
import { RemoteEngine } from '../../server/engine/remote/remoteEngine.ts'
import { copyCorpus, fetchCorpus } from '../completion/corpus.ts'
import { engineWith } from '../model.ts'
import { type Estimate, median } from '../review/intervals.ts'
import { answerTo, type Completed, completed, type NoAnswer, type Preferred, preferred } from './answers.ts'
import { cutCases, faultCases } from './cases.ts'
import { compared, goneOnWith, isAnswer, isEqual, type Pair } from './results.ts'

const { values: options } = parseArgs({
  options: {
    url: { type: 'string' },
    model: { type: 'string', default: 'starter' },
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '30' },
    out: { type: 'string', default: 'out/bench/parity.json' },
    resume: { type: 'boolean', default: false },
  },
})
if (options.url === undefined) throw new Error('--url names the server.')
const [count, seed] = [Number(options.count), Number(options.seed)]
const until = Date.now() + Number(options.minutes) * 60_000
const files = copyCorpus(fetchCorpus('heldOut', '.cache/bench-corpus'), '.cache/bench-corpus', 'out/bench/parity-corpus')
const own = await engineWith(options.model, process.env.LATENT_DEV_ENGINE ?? 'dist/engine.js', 'off')
// A server beside other programs takes its time; how fast it is is another bench's question.
const server = new RemoteEngine({ urls: [options.url], model: '', limits: { connectMs: 30_000, stallMs: 300_000 } })
const servers = await server.examine(AbortSignal.timeout(300_000))
console.log(JSON.stringify(servers, undefined, 1))
const start = { model: options.model, count, seed, servers, cuts: [], faults: [] }
const soFar = options.resume ? goneOnWith(options.out, start) : start
const cuts: Pair<Completed>[] = [...soFar.cuts]
const faults: Pair<Preferred>[] = [...soFar.faults]
const cutQueue = cutCases(files, count, seed)
const faultQueue = await faultCases(files, count, seed)
// In turn, so that a run that is out of time has some of each.
for (let index = 0; index < count && Date.now() < until; index++) {
  await answeredByBoth(cuts, cutQueue[index], completed)
  await answeredByBoth(faults, faultQueue[index], preferred)
  mkdirSync(dirname(options.out), { recursive: true })
  writeFileSync(options.out, JSON.stringify({ ...start, cuts, faults }, undefined, 1))
}
await own.dispose()
await server.dispose()

async function answeredByBoth<C extends { readonly id: string }, T>(
  pairs: Pair<T>[],
  each: C | undefined,
  ask: Parameters<typeof answerTo<C, T>>[0],
): Promise<void> {
  if (each === undefined) return
  const at = pairs.findIndex(({ id }) => id === each.id)
  const earlier = pairs[at]
  if (earlier !== undefined && isAnswer(earlier.own) && isAnswer(earlier.server)) return
  const answer = async (engine: Engine, before: T | NoAnswer | undefined) =>
    isAnswer<T>(before) ? before : await answerTo(ask, engine, each)
  const pair = { id: each.id, own: await answer(own, earlier?.own), server: await answer(server, earlier?.server) }
  pairs.splice(earlier === undefined ? pairs.length : at, 1, pair)
  console.error(JSON.stringify(pair))
}

const figures = {
  'completions: line right': compared(
    cuts,
    ({ isRight }) => isRight,
    (one, other) => one.text === other.text,
  ),
  'review: right line likelier': compared(
    faults,
    ({ nats }) => nats > 0,
    (one, other) => one.nats > 0 === other.nats > 0,
  ),
}
const percent = ({ value, low, high }: Estimate) =>
  `${Math.round(100 * value)} % (${Math.round(100 * low)} to ${Math.round(100 * high)})`
const rows = Object.entries(figures).map(([name, row]) => {
  const shares = { own: row.own, server: row.server, difference: row.difference, alike: row.alike }
  const shown = Object.entries(shares).map(([column, estimate]) => [column, percent(estimate)])
  return [name, { cases: row.cases, ...Object.fromEntries(shown) }] as const
})
console.table(Object.fromEntries(rows))
const apart = faults.flatMap(({ own: one, server: other }) =>
  'nats' in one && 'nats' in other ? [Math.abs(one.nats - other.nats)] : [],
)
console.log(
  `Log-odds of the lines differ by ${median(apart).toFixed(2)} nats in the middle, ${Math.max(...apart).toFixed(2)} at most.`,
)
const holes = [...cuts, ...faults].flatMap(({ id, own: one, server: other }) =>
  [one, other].flatMap((answer) => ('failed' in answer ? [`${id}: ${answer.failed}`] : [])),
)
if (holes.length > 0) console.log(`Not answered:\n${holes.join('\n')}`)
if (!Object.values(figures).every((row) => isEqual(row, count))) process.exitCode = 1
writeFileSync(options.out, JSON.stringify({ ...start, figures, cuts, faults }, undefined, 1))
