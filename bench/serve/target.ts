import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { startReferenceServer } from '../referenceServer.ts'

/** Code around a cursor. */
export interface Gap {
  readonly prefix: string
  readonly suffix: string
}

/** A server under load. `told` is called for each piece of text. */
export interface Target {
  readonly name: string
  /** `http://HOST:PORT`. */
  readonly address: string
  complete(gap: Gap, maxTokens: number, told: () => void, signal: AbortSignal): Promise<void>
  chat(question: string, maxTokens: number, told: () => void, signal: AbortSignal): Promise<void>
  /** Resident memory of its processes; undefined where it runs elsewhere. */
  memoryBytes(): number | undefined
  stop(): Promise<void>
}

interface Started {
  readonly name: string
  readonly address: string
  readonly model: string
  readonly pid?: number
  /** How gaps are asked for: by `suffix` of completions, by llama.cpp's `/infill`, or by a model's own markers in a raw prompt. */
  readonly gaps: 'suffix' | 'infill' | readonly [prefix: string, suffix: string, middle: string]
  stop(): Promise<void>
}

/** `latent serve` as it is built. */
export async function latentTarget(modelPath: string, parallel: number, context: number): Promise<Target> {
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
    'off',
  ]
  const child = spawn(process.execPath, words, {
    env: { ...process.env, LATENT_DATA: data, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const address = await addressOf(child)
  const { data: models } = (await (await fetch(`${address}/v1/models`)).json()) as { data: readonly { id: string }[] }
  return targetOf({
    ...{ name: 'latent serve', address, model: models[0]?.id ?? '', gaps: 'suffix' },
    ...(child.pid === undefined ? {} : { pid: child.pid }),
    stop: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
      rmSync(data, { recursive: true, force: true })
    },
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

function targetOf({ name, address, model, gaps, pid, stop }: Started): Target {
  return {
    name,
    address,
    stop,
    memoryBytes: () => (pid === undefined ? undefined : residentBytes(pid)),
    complete: async ({ prefix, suffix }, maxTokens, told, signal) => {
      const shared = { model, max_tokens: maxTokens, temperature: 0, stream: true }
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
      await streamed(`${address}/v1/completions`, { ...shared, ...asked }, told, signal)
    },
    chat: (question, maxTokens, told, signal) => {
      const messages = [{ role: 'user', content: question }]
      return streamed(
        `${address}/v1/chat/completions`,
        { model, messages, max_tokens: maxTokens, temperature: 0, stream: true },
        told,
        signal,
      )
    },
  }
}

/** Rejects where the server refuses, or the stream ends without its end. */
async function streamed(url: string, body: object, told: () => void, signal: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal })
  if (!response.ok || response.body === null)
    throw new Error(`status ${response.status}: ${(await response.text()).slice(0, 200)}`)
  let isWhole = false
  for await (const line of createInterface({ input: Readable.fromWeb(response.body as never) })) {
    if (!line.startsWith('data: ')) continue
    const chunk = line.slice(6)
    if (chunk.startsWith('{"error"')) throw new Error(chunk.slice(0, 200))
    isWhole ||= chunk === '[DONE]' || chunk.includes('"stop":true')
    if (/"(?:text|content)":"[^"]/.test(chunk)) told()
  }
  if (!isWhole) throw new Error('the stream was cut')
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

/** Of a process and all that it started, as Linux tells it; undefined elsewhere. */
function residentBytes(root: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  const parents = new Map<number, number>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [, parent] = statusOf(Number(pid), 'PPid') ?? []
    if (parent !== undefined) parents.set(Number(pid), Number(parent))
  }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && pid > 1 && isBelow(parents.get(pid) ?? 0))
  return [...parents.keys()].filter(isBelow).reduce((sum, pid) => sum + 1024 * Number(statusOf(pid, 'VmRSS')?.[1] ?? 0), 0)
}

function statusOf(pid: number, field: string): RegExpExecArray | undefined {
  try {
    return new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? undefined
  } catch {
    // It ended meanwhile.
    return undefined
  }
}
