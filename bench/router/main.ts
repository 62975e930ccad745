// vLLM's router in front of two real vLLM on this machine's processor, asked through Latent's own engine for servers:
// `npm run bench -- router --venv VENV --model FOLDER` (both made by bench/servers/vllm.sh; 8 GB of memory, some ten minutes).
// Prints how many prompt tokens came out of the caches with and without routing by prefix, and what users saw of a replica's sudden end;
// writes out/bench/router.json.
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { RemoteEngine } from '../../server/engine/remote/remoteEngine.ts'
import { type Asked, placesOf, write } from './developers.ts'
import { exportedBy, grown } from './exported.ts'
import { type Policy, type StartedServer, startReplica, startRouter } from './servers.ts'

const { values: options } = parseArgs({
  options: {
    venv: { type: 'string' },
    model: { type: 'string' },
    places: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '6' },
    developers: { type: 'string', default: '4' },
    blocks: { type: 'string', default: '36' },
    port: { type: 'string', default: '8750' },
    seed: { type: 'string', default: '1' },
  },
})
if (options.venv === undefined || options.model === undefined)
  throw new Error('--venv and --model name what bench/servers/vllm.sh made.')
const { venv, model } = options
const port = Number(options.port)
const load = { developers: Number(options.developers), rounds: Number(options.rounds), maxTokens: 8 }
const places = (mark: string) => placesOf(Number(options.places), Number(options.seed), mark)

const replicas = [0, 1].map((index) =>
  startReplica({ venv, model, cacheBlocks: Number(options.blocks), contextTokens: 2048 }, port + index),
)
const running: StartedServer[] = [...replicas]
try {
  await Promise.all(replicas.map((replica) => replica.ready('/health')))
  console.error('Both replicas answer.')
  const policies: PolicyRun[] = []
  for (const policy of ['round_robin', 'cache_aware'] as const) policies.push(await measurePolicy(policy))
  const away = await measureKill()
  report(policies, away)
} finally {
  await Promise.all(running.map((server) => server.kill()))
}

interface PolicyRun {
  readonly policy: Policy
  readonly requests: number
  readonly failed: number
  readonly promptTokens: number
  readonly cachedTokens: number
  readonly seconds: number
  readonly firstTextMs: { readonly p50: number; readonly p95: number }
}

/** The same writing through a router with a policy. */
async function measurePolicy(policy: Policy): Promise<PolicyRun> {
  const { router, engine } = await routed(policy)
  const before = await Promise.all(replicas.map(({ metrics }) => exportedBy(metrics)))
  const asked: Asked[] = []
  const started = performance.now()
  await write(engine, places(policy), load, (each) => asked.push(each))
  const seconds = (performance.now() - started) / 1000
  const after = await Promise.all(replicas.map(({ metrics }) => exportedBy(metrics)))
  await engine.dispose()
  await router.kill()
  const sum = (name: string) => before.reduce((total, earlier, index) => total + grown(earlier, after[index] ?? earlier, name), 0)
  const waits = asked.flatMap(({ firstTextMs, startedMs }) => (firstTextMs === undefined ? [] : [firstTextMs - startedMs]))
  return {
    policy,
    requests: asked.length,
    failed: asked.filter(({ failure }) => failure !== undefined).length,
    promptTokens: sum('vllm:prefix_cache_queries_total'),
    cachedTokens: sum('vllm:prefix_cache_hits_total'),
    seconds,
    firstTextMs: { p50: quantile(waits, 0.5), p95: quantile(waits, 0.95) },
  }
}

interface KillRun {
  readonly before: number
  /** Under way when the replica ended. */
  readonly inFlight: { readonly all: number; readonly failed: number }
  readonly after: { readonly all: number; readonly failed: number }
  readonly routerRetries: number
  readonly failures: readonly string[]
  /** From the end of the replica to the end of the first completion that was asked for after it. */
  readonly firstAfterMs: number
}

/** A replica ends without a word while all write. */
async function measureKill(): Promise<KillRun> {
  const { router, engine } = await routed('cache_aware')
  const asked: Asked[] = []
  const [, victim] = replicas
  let killedMs = Number.POSITIVE_INFINITY
  const killAfter = Math.floor((Number(options.places) * load.rounds) / 3)
  await write(engine, places('away'), load, (each) => {
    asked.push(each)
    if (asked.length !== killAfter) return
    killedMs = performance.now()
    victim?.kill()
  })
  const exported = await exportedBy(router.metrics)
  await engine.dispose()
  await router.kill()
  const count = (some: readonly Asked[]) => ({
    all: some.length,
    failed: some.filter(({ failure }) => failure !== undefined).length,
  })
  const inFlight = asked.filter(({ startedMs, endedMs }) => startedMs < killedMs && endedMs > killedMs)
  const after = asked.filter(({ startedMs }) => startedMs >= killedMs)
  return {
    before: asked.filter(({ endedMs }) => endedMs <= killedMs).length,
    inFlight: count(inFlight),
    after: count(after),
    routerRetries: exported.get('vllm_router_retries_total') ?? 0,
    failures: asked.flatMap(({ failure }) => (failure === undefined ? [] : [failure])),
    firstAfterMs: Math.min(...after.filter(({ failure }) => failure === undefined).map(({ endedMs }) => endedMs)) - killedMs,
  }
}

async function routed(policy: Policy): Promise<{ readonly router: StartedServer; readonly engine: RemoteEngine }> {
  const router = startRouter(venv ?? '', policy, replicas, port + 10)
  running.push(router)
  await router.ready('/readiness')
  const engine = new RemoteEngine({ urls: [router.address], model: '' })
  const { model: answering, backend } = await engine.info()
  console.error(`${policy}: ${backend} with ${answering}`)
  return { router, engine }
}

function report(policies: readonly PolicyRun[], away: KillRun): void {
  console.table(
    Object.fromEntries(
      policies.map((run) => [
        run.policy,
        {
          requests: run.requests,
          failed: run.failed,
          'prompt tokens': run.promptTokens,
          'from the cache': `${((100 * run.cachedTokens) / run.promptTokens).toFixed(1)} %`,
          'first text p50 ms': Math.round(run.firstTextMs.p50),
          'p95 ms': Math.round(run.firstTextMs.p95),
          seconds: Math.round(run.seconds),
        },
      ]),
    ),
  )
  console.table({
    'ended before': { completions: away.before, failed: 0 },
    'under way when a replica was killed': { completions: away.inFlight.all, failed: away.inFlight.failed },
    'asked for after it': { completions: away.after.all, failed: away.after.failed },
  })
  console.log(
    `First completion after the end: ${Math.round(away.firstAfterMs)} ms; the router asked again ${away.routerRetries} times.`,
  )
  for (const failure of away.failures) console.log(failure)
  mkdirSync('out/bench', { recursive: true })
  writeFileSync('out/bench/router.json', JSON.stringify({ ...options, policies, away }, undefined, 1))
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
