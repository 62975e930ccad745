import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const folder = 'out/bench/router'
/** vLLM compiles at its first start, on a processor for minutes. */
const startWithinMs = 420_000

/** A server that this bench started. */
export class StartedServer {
  readonly address: string
  readonly metrics: string
  readonly #process: ChildProcess
  readonly #ended: Promise<unknown>

  constructor(process: ChildProcess, address: string, metrics = `${address}/metrics`) {
    this.#process = process
    this.#ended = once(process, 'exit')
    this.address = address
    this.metrics = metrics
  }

  /** Rejects where it ends, or does not answer in time. */
  async ready(path: string): Promise<void> {
    const deadline = Date.now() + startWithinMs
    while (Date.now() < deadline) {
      if (this.#process.exitCode !== null) throw new Error(`The server at ${this.address} ended; ${folder} has its last words.`)
      const response = await fetch(this.address + path).catch(() => undefined)
      if (response?.ok) return
      await wait(250)
    }
    throw new Error(`The server at ${this.address} was not ready within ${startWithinMs / 1000} s.`)
  }

  /** As a crash does: at once, all of its processes. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    process.kill(-(this.#process.pid ?? 0), signal)
    await this.#ended
  }
}

export interface ReplicaOptions {
  /** A Python environment made by `bench/servers/vllm.sh install`. */
  readonly venv: string
  /** A folder made by `bench/servers/vllm.sh weights`. */
  readonly model: string
  /** Blocks of 128 tokens that its KV cache holds. */
  readonly cacheBlocks: number
  readonly contextTokens: number
}

/** Starts a vLLM on the processor. */
export function startReplica({ venv, model, cacheBlocks, contextTokens }: ReplicaOptions, port: number): StartedServer {
  const more = [`--num-gpu-blocks-override=${cacheBlocks}`, '--enforce-eager', '--block-size=128', '--enable-scale-out']
  const env = { ...process.env, KV_GIB: '1', CONTEXT: String(contextTokens) }
  const words = ['bench/servers/vllm.sh', 'serve', venv, model, String(port), ...more]
  return new StartedServer(started('bash', words, `replica-${port}`, env), `http://127.0.0.1:${port}`)
}

export type Policy = 'round_robin' | 'cache_aware'

/** Starts vLLM's router in front of replicas, as the files of deploy/ do. */
export function startRouter(venv: string, policy: Policy, replicas: readonly StartedServer[], port: number): StartedServer {
  const words = [
    ...['--port', String(port), '--prometheus-port', String(port + 1), '--policy', policy],
    ...['--worker-urls', ...replicas.map(({ address }) => address)],
    ...['--health-check-interval-secs', '5', '--health-failure-threshold', '2', '--health-check-timeout-secs', '3'],
    ...[
      '--balance-abs-threshold',
      '8',
      '--retry-max-retries',
      '5',
      '--cb-failure-threshold',
      '3',
      '--cb-timeout-duration-secs',
      '15',
    ],
    ...['--worker-startup-check-interval', '1', '--log-level', 'warning'],
  ]
  const address = `http://127.0.0.1:${port}`
  return new StartedServer(
    started(`${venv}/bin/vllm-router`, words, `router-${policy}`),
    address,
    `http://127.0.0.1:${port + 1}/metrics`,
  )
}

function started(command: string, words: readonly string[], name: string, env: NodeJS.ProcessEnv = process.env): ChildProcess {
  mkdirSync(folder, { recursive: true })
  const log = openSync(`${folder}/${name}.log`, 'w')
  // A group of its own, so that all of its processes can be ended together.
  return spawn(command, words, { stdio: ['ignore', log, log], env, detached: true })
}
