import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { startReferenceServer } from '../referenceServer.ts'
import { processMemory } from './memory.ts'

/** Code around a cursor. */
export interface Gap {
  readonly prefix: string
  readonly suffix: string
}

/** What a server told of an answer. */
export interface Answered {
  /** Prompt tokens that it had to evaluate; undefined where it does not tell. */
  readonly evaluated?: number
}

/** A server under load. `told` is called for each piece of text. */
export interface Target {
  readonly name: string
  /** `http://HOST:PORT`. */
  readonly address: string
  complete(gap: Gap, maxTokens: number, told: () => void, signal: AbortSignal): Promise<Answered>
  chat(question: string, maxTokens: number, told: () => void, signal: AbortSignal): Promise<Answered>
  /** Memory of its processes; undefined where it runs elsewhere. */
  memoryBytes(): number | undefined
  /** How soon it stopped working for those who left, so far; undefined where it does not tell. */
  stopped(): Promise<Stopped | undefined>
  /** Its process; undefined where it runs elsewhere. */
  readonly pid: number | undefined
  /** Ends it at once, without a word to its clients. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Requests whose clients left while the engine worked for them. */
export interface Stopped {
  readonly all: number
  /** Of these, where the engine had stopped within 250 ms, which is a slice of a prompt on two cores. */
  readonly inTime: number
}

interface Started {
  readonly kill?: () => Promise<void>
  readonly name: string
  readonly address: string
  readonly model: string
  readonly pid?: number
  /** How gaps are asked for: by `suffix` of completions, by llama.cpp's `/infill`, or by a model's own markers in a raw prompt. */
  readonly gaps: 'suffix' | 'infill' | readonly [prefix: string, suffix: string, middle: string]
  stop(): Promise<void>
}

/** `latent serve` as it is built. */
export async function latentTarget(modelPath: string, parallel: number, context: number, gpu = 'off'): Promise<Target> {
  const data = mkdtempSync(join(tmpdir(), 'latent-bench-'))
  const words = [
    'dist/cli.js',
    'serve',
    '--port',
    '0',
    '--model',
    modelPath,
    '--parallel',
    String(parallel),
    '--context',
    String(context),
    '--gpu',
    gpu,
  ]
  const child = spawn(process.execPath, words, {
    // Engine packs for a graphics card are in the user's own folder.
    env: { ...process.env, ...(gpu === 'off' ? { LATENT_DATA: data } : {}), LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const address = await addressOf(child)
  // What it says of failures is worth seeing beside the figures.
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (/ failed: |engine process ended/.test(line)) console.error(line)
  })
  const end = async (signal: NodeJS.Signals) => {
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
    rmSync(data, { recursive: true, force: true })
  }
  const { data: models } = (await (await fetch(`${address}/v1/models`)).json()) as { data: readonly { id: string }[] }
  return targetOf({
    ...{ name: 'latent serve', address, model: models[0]?.id ?? '', gaps: 'suffix' },
    ...(child.pid === undefined ? {} : { pid: child.pid }),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  })
}

/** llama.cpp's own server, with as many slots and as much context for each. */
export async function llamaTarget(
  command: string,
  modelPath: string,
  threads: number,
  parallel: number,
  context: number,
): Promise<Target> {
  const more = ['-c', String(context * parallel), '-np', String(parallel)]
  const { address, pid, stop } = await startReferenceServer(command, modelPath, threads, more)
  return targetOf({ name: 'llama-server', address, model: 'any', gaps: 'infill', pid, stop })
}

/** Any server of OpenAI's interface, which runs already. */
export async function urlTarget(address: string, gaps: Started['gaps']): Promise<Target> {
  const { data } = (await (await fetch(`${address}/v1/models`)).json()) as { data: readonly { id: string }[] }
  return targetOf({ name: address, address, model: data[0]?.id ?? '', gaps, stop: async () => undefined })
}

function targetOf({ name, address, model, gaps, pid, stop, kill = stop }: Started): Target {
  return {
    ...{ name, address, pid, stop, kill },
    memoryBytes: () => (pid === undefined ? undefined : processMemory(pid)),
    stopped: () => stoppedAt(address),
    complete: async ({ prefix, suffix }, maxTokens, told, signal) => {
      const shared = { model, max_tokens: maxTokens, temperature: 0, ...streaming }
      if (gaps === 'infill') {
        const asked = {
          input_prefix: prefix,
          input_suffix: suffix,
          n_predict: maxTokens,
          temperature: 0,
          stream: true,
          cache_prompt: true,
        }
        return await streamed(`${address}/infill`, asked, told, signal)
      }
      const [before, between, after] = gaps === 'suffix' ? [] : gaps
      const asked =
        before === undefined ? { prompt: prefix, suffix } : { prompt: `${before}${prefix}${between}${suffix}${after}` }
      return await streamed(`${address}/v1/completions`, { ...shared, ...asked }, told, signal)
    },
    chat: (question, maxTokens, told, signal) => {
      const messages = [{ role: 'user', content: question }]
      return streamed(
        `${address}/v1/chat/completions`,
        { model, messages, max_tokens: maxTokens, temperature: 0, ...streaming },
        told,
        signal,
      )
    },
  }
}

/** With what the prompt cost at the end. */
const streaming = { stream: true, stream_options: { include_usage: true } } as const

/** Rejects where the server refuses, or the stream ends without its end. */
async function streamed(url: string, body: object, told: () => void, signal: AbortSignal): Promise<Answered> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal })
  if (!response.ok || response.body === null)
    throw new Error(`status ${response.status}: ${(await response.text()).slice(0, 200)}`)
  let isWhole = false
  let evaluated: number | undefined
  for await (const line of createInterface({ input: Readable.fromWeb(response.body as never) })) {
    if (!line.startsWith('data: ')) continue
    const chunk = line.slice(6)
    if (chunk.startsWith('{"error"')) throw new Error(chunk.slice(0, 200))
    isWhole ||= chunk === '[DONE]' || chunk.includes('"stop":true')
    if (/"(?:text|content)":"[^"]/.test(chunk)) told()
    evaluated ??= evaluatedTokens(chunk)
  }
  if (!isWhole) throw new Error('the stream was cut')
  return evaluated === undefined ? {} : { evaluated }
}

/** What the last chunk tells: llama.cpp's own API by its timings, others by the usage. */
function evaluatedTokens(chunk: string): number | undefined {
  const [, timed] = /"prompt_n":(\d+)/.exec(chunk) ?? []
  if (timed !== undefined) return Number(timed)
  const [, prompt] = /"prompt_tokens":(\d+)/.exec(chunk) ?? []
  const [, cached] = /"cached_tokens":(\d+)/.exec(chunk) ?? []
  return prompt === undefined ? undefined : Number(prompt) - Number(cached ?? 0)
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-4000)
      const [, address] = /served at (http:\S+)\/v1/.exec(said) ?? []
      if (address !== undefined) resolve(address)
    })
    child.once('exit', (code) => reject(new Error(`latent serve ended with ${code}: ${said}`)))
  })
}

async function stoppedAt(address: string): Promise<Stopped | undefined> {
  const text = await (await fetch(`${address}/metrics`)).text().catch(() => '')
  const [, inTime] = /^latent_stopped_seconds_bucket\{le="0\.25"\} (\d+)/m.exec(text) ?? []
  const [, all] = /^latent_stopped_seconds_count (\d+)/m.exec(text) ?? []
  return all === undefined || inTime === undefined ? undefined : { all: Number(all), inTime: Number(inTime) }
}
