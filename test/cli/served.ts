import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import { onTestFinished } from 'vitest'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { folderWith, program } from './latent.ts'

/** A `latent serve` that runs. */
export interface Served {
  /** `http://127.0.0.1:PORT`. */
  readonly address: string
  readonly port: number
  readonly child: ChildProcess
  /** What it said on standard error until now. */
  said(): string
}

interface ServedOptions {
  /** Folder of Latent's data, with the keys. Default: an empty one. */
  readonly data?: string
  readonly cwd?: string
}

/** Starts `latent serve` on any free port and waits until it listens. Call `stop` at the end. */
export async function startServe(words: readonly string[], { data, cwd }: ServedOptions = {}): Promise<Served> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', ...words], {
    cwd,
    env: { ...process.env, LC_ALL: 'en_US.UTF-8', LATENT_DATA: data ?? mkdtempSync(join(tmpdir(), 'latent-data-')) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  const listening = new Promise<string>((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const [, address] = /served at (http:\S+)\/v1/.exec(said) ?? []
      if (address !== undefined) resolve(address)
    })
    child.once('exit', (code) => reject(new Error(`latent serve ended with ${code}: ${said}`)))
  })
  const address = await listening
  return { address, port: Number(new URL(address).port), child, said: () => said }
}

/** A server of the starter model for two users. Call `stop` at the end. */
export function starterServer(): Promise<Served> {
  return startServe(['--model', 'starter', '--parallel', '2', '--context', '2048'])
}

/** OpenAI's own client of a server. It asks once, so that each refusal is seen. */
export function openAiClient({ address }: Served): OpenAI {
  return new OpenAI({ baseURL: `${address}/v1`, apiKey: 'none', maxRetries: 0 })
}

/** Ends it at once and waits until it is gone. */
export async function stop({ child }: Served): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** A server of the tiny random model, ended with the test. */
export async function tinyServer(words: readonly string[] = [], options: ServedOptions = {}): Promise<Served> {
  const served = await startServe(['--model', await tinyModel(), '--context', '1024', ...words], options)
  onTestFinished(() => stop(served))
  return served
}

let written: Promise<string> | undefined

/** The tiny model's file, written once. */
export function tinyModel(): Promise<string> {
  written ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'latent-tiny-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    const path = join(folder, 'tiny.gguf')
    await writeDeepseek2(path)
    return path
  })()
  return written
}

/** A folder for Latent's data, gone when the test ends. */
export function dataFolder(): string {
  return folderWith({})
}
