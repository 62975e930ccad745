import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Decode steps done, and the time they took. */
export interface DecodeRun {
  readonly tokens: number
  readonly ms: number
}

export interface ReferenceServer {
  /** `http://127.0.0.1:PORT`. */
  readonly address: string
  readonly pid: number
  /** What the server says of its own build. */
  readonly build: string
  /** Generates greedily, past the end of text too, with the prompt's cache kept. */
  decode(prompt: string, tokens: number): Promise<DecodeRun>
  stop(): Promise<void>
}

/** The program that `node scripts/referenceServer.mjs` installs; undefined where it was not run. */
export function installedReferenceServer(): string | undefined {
  const script = fileURLToPath(new URL('../scripts/referenceServer.mjs', import.meta.url))
  return execFileSync(process.execPath, [script, '--installed'], { encoding: 'utf8' }).trim() || undefined
}

const startWithinMs = 60_000

/**
 * Starts llama.cpp's HTTP server on the processor alone; `more` are its arguments on slots, batches and context. Rejects when it ends, or
 * is not ready within a minute.
 */
export async function startReferenceServer(
  command: string,
  modelPath: string,
  threads: number,
  more: readonly string[] = ['-c', '4096', '-np', '1'],
): Promise<ReferenceServer> {
  const port = await freePort()
  const count = String(threads)
  const args = ['-m', modelPath, '-t', count, '-tb', count, ...more, '--host', '127.0.0.1', '--port', String(port)]
  // No layer and no operation on a GPU, also where the build has a backend for one.
  const server = spawn(command, [...args, '-ngl', '0', '--device', 'none'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let lastWords = ''
  server.stderr.on('data', (chunk) => {
    lastWords = `${lastWords}${chunk}`.slice(-2000)
  })
  const ended = once(server, 'exit')
  const stop = async () => {
    server.kill()
    await ended
  }
  const failed = ended.then(([code]) => {
    throw new Error(`The reference server ended with ${code}:\n${lastWords}`)
  })
  // Handled where it matters, in the race below; after that the server's end is expected.
  failed.catch(() => undefined)

  const address = `http://127.0.0.1:${port}`
  try {
    await Promise.race([failed, untilReady(`${address}/health`)])
    const { build_info: build } = (await (await fetch(`${address}/props`)).json()) as { build_info: string }
    return {
      address,
      pid: server.pid ?? 0,
      build,
      stop,
      decode: (prompt, tokens) => decode(`${address}/completion`, prompt, tokens),
    }
  } catch (error) {
    if (server.exitCode === null) await stop()
    throw error
  }
}

async function decode(url: string, prompt: string, tokens: number): Promise<DecodeRun> {
  const body = JSON.stringify({ prompt, n_predict: tokens, temperature: 0, ignore_eos: true, cache_prompt: true })
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  if (!response.ok) throw new Error(`The reference server answered ${response.status}: ${await response.text()}`)
  const { timings } = (await response.json()) as { timings: { predicted_n: number; predicted_ms: number } }
  // Its clock starts when the first token is there: one step fewer than tokens.
  return { tokens: timings.predicted_n - 1, ms: timings.predicted_ms }
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + startWithinMs
  while (Date.now() < deadline) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
    await wait(250)
  }
  throw new Error(`The reference server was not ready within ${startWithinMs / 1000} s.`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port was found.')
  return address.port
}
