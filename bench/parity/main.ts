// Latent's own engine beside its engine for servers, at the same requests: `npm run bench -- parity --url http://127.0.0.1:8014`.
// For a fair comparison the server has the same weights (bench/servers/vllm.sh weights). 40 cut lines are completed, and of 40 lines with a
// fault both engines say how much likelier the right line is. Prints both with their intervals; writes out/bench/parity.json.
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Engine } from '../../server/engine/engine.ts'
import { RemoteEngine } from '../../server/engine/remote/remoteEngine.ts'
import { copyCorpus, fetchCorpus } from '../completion/corpus.ts'
import { engineWith } from '../model.ts'
import { bootstrapped, type Estimate, share } from '../review/intervals.ts'
import { type CutCase, cutCases, type FaultCase, faultCases } from './cases.ts'

const { values: options } = parseArgs({
  options: {
    url: { type: 'string' },
    model: { type: 'string', default: 'starter' },
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '30' },
  },
})
if (options.url === undefined) throw new Error('--url names the server.')
const [count, seed] = [Number(options.count), Number(options.seed)]
const until = Date.now() + Number(options.minutes) * 60_000
const files = copyCorpus(fetchCorpus('heldOut', '.cache/bench-corpus'), '.cache/bench-corpus', 'out/bench/parity-corpus')
const local = await engineWith(options.model, process.env.LATENT_DEV_ENGINE ?? 'dist/engine.js', 'off')
const remote = new RemoteEngine({ urls: [options.url], model: '' })
console.log(JSON.stringify(await remote.examine(AbortSignal.timeout(120_000)), undefined, 1))

/** What both engines made of a case. */
interface Pair<T> {
  readonly id: string
  readonly local: T
  readonly remote: T
}

type Completed = { readonly text: string; readonly isRight: boolean }

const cuts: Pair<Completed>[] = []
const faults: Pair<number>[] = []
const cutQueue = cutCases(files, count, seed)
const faultQueue = await faultCases(files, count, seed)
// In turn, so that a run that is out of time has some of each.
for (let index = 0; index < count && Date.now() < until; index++) {
  const [cut, fault] = [cutQueue[index], faultQueue[index]]
  if (cut !== undefined) cuts.push(await both(cut, completed))
  if (fault !== undefined) faults.push(await both(fault, preferred))
  console.error(JSON.stringify([cuts.at(-1), faults.at(-1)]))
}
await local.dispose()
await remote.dispose()

async function both<C extends { readonly id: string }, T>(
  each: C,
  ask: (engine: Engine, each: C) => Promise<T>,
): Promise<Pair<T>> {
  return { id: each.id, local: await ask(local, each), remote: await ask(remote, each) }
}

async function completed(engine: Engine, { prompt, rest }: CutCase): Promise<Completed> {
  let text = ''
  const request = { lane: 'interactive', sequence: 'completion', prompt, maxTokens: 24, stop: ['\n'] } as const
  for await (const delta of engine.complete(request, AbortSignal.timeout(180_000))) if (delta.kind === 'text') text += delta.text
  return { text, isRight: text.trimEnd() === rest }
}

/** By how many nats the right line is likelier. */
async function preferred(engine: Engine, { prompt, wrong, right }: FaultCase): Promise<number> {
  const request = { lane: 'user', sequence: 'review', prompt, continuations: [`${wrong}\n`, `${right}\n`] } as const
  const scored = await engine.score?.(request, AbortSignal.timeout(180_000))
  const [ofWrong = Number.NaN, ofRight = Number.NaN] = (scored ?? []).map(({ logPs }) =>
    logPs.reduce((sum, logP) => sum + logP, 0),
  )
  return ofRight - ofWrong
}

const percent = ({ value, low, high }: Estimate) =>
  `${Math.round(100 * value)} % (${Math.round(100 * low)} to ${Math.round(100 * high)})`
const shareOf = <T>(pairs: readonly T[], holds: (pair: T) => boolean) => share(pairs.filter(holds).length, pairs.length)
const points = <T>(pairs: readonly T[], local: (pair: T) => boolean, remote: (pair: T) => boolean) =>
  bootstrapped(pairs, (drawn) => drawn.reduce((sum, pair) => sum + Number(remote(pair)) - Number(local(pair)), 0) / drawn.length)

const figures = {
  'completions: line right': {
    cases: cuts.length,
    own: percent(shareOf(cuts, (pair) => pair.local.isRight)),
    server: percent(shareOf(cuts, (pair) => pair.remote.isRight)),
    difference: percent(
      points(
        cuts,
        (pair) => pair.local.isRight,
        (pair) => pair.remote.isRight,
      ),
    ),
    alike: percent(shareOf(cuts, (pair) => pair.local.text === pair.remote.text)),
  },
  'review: right line likelier': {
    cases: faults.length,
    own: percent(shareOf(faults, (pair) => pair.local > 0)),
    server: percent(shareOf(faults, (pair) => pair.remote > 0)),
    difference: percent(
      points(
        faults,
        (pair) => pair.local > 0,
        (pair) => pair.remote > 0,
      ),
    ),
    alike: percent(shareOf(faults, (pair) => pair.local > 0 === pair.remote > 0)),
  },
}
console.table(figures)
const apart = faults.map(({ local, remote }) => Math.abs(local - remote)).toSorted((a, b) => a - b)
console.log(
  `Log-odds of the lines differ by ${apart[Math.floor(apart.length / 2)]?.toFixed(2)} nats in the middle, ${apart.at(-1)?.toFixed(2)} at most.`,
)
mkdirSync('out/bench', { recursive: true })
writeFileSync('out/bench/parity.json', JSON.stringify({ ...options, figures, cuts, faults }, undefined, 1))
