import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { SourceText } from '../../server/context/source.ts'
import type { LanguageClient } from '../completion/systems/languageClient.ts'
import type { Scene } from './scene.ts'

/** Times in milliseconds. */
export interface SessionRecord {
  readonly scene: string
  readonly lines: number
  readonly functions: number
  readonly faults: number
  /** Of the review that nothing disturbed. */
  readonly totalMs: number
  readonly findings: number
  /** Absent: nothing was found. */
  readonly firstFindingMs?: number
  /** From the request to cancel to the answer of the review; absent: not measured. */
  readonly cancelMs?: number
  /** From a key to the answer for it, without a review and beside one; empty: not measured. */
  readonly aloneMs: readonly number[]
  readonly besideMs: readonly number[]
}

/** Typed at a key in 160 ms, as in the bench of completions. */
const keyEveryMs = 160
const cancelAfterMs = 4000
const typed = {
  before: 'export function total(prices: readonly number[]): number {\n  let sum = 0\n  ',
  text: 'for (const price of prices) sum += price\n  return sum',
  after: '\n}\n',
}

/** Reviews a file, cancels a review of it, and types beside a third: each in a server of its own, because results are kept by their text. */
export async function measureSession(
  start: () => Promise<LanguageClient>,
  scene: Scene,
  withTyping: boolean,
): Promise<SessionRecord> {
  const { name, lines, functions, faults } = scene
  const whole = await using(start, (client) => reviewed(client, scene, new AbortController().signal))
  const read = { ...{ scene: name, lines, functions, faults }, ...whole }
  if (!withTyping) return { ...read, aloneMs: [], besideMs: [] }
  const cancelMs = await using(start, (client) => cancelled(client, scene))
  const { aloneMs, besideMs } = await using(start, async (client) => {
    const alone = await typing(client, scene.root, 'alone')
    const stop = new AbortController()
    const running = reviewed(client, scene, stop.signal)
    await wait(cancelAfterMs)
    const beside = await typing(client, scene.root, 'beside')
    stop.abort()
    await running
    return { aloneMs: alone, besideMs: beside }
  })
  return { ...read, cancelMs, aloneMs, besideMs }
}

async function using<T>(start: () => Promise<LanguageClient>, work: (client: LanguageClient) => Promise<T>): Promise<T> {
  const client = await start()
  try {
    return await work(client)
  } finally {
    await client.stop()
  }
}

async function reviewed(
  client: LanguageClient,
  { root, path, languageId, text }: Scene,
  signal: AbortSignal,
): Promise<Pick<SessionRecord, 'totalMs' | 'findings' | 'firstFindingMs'>> {
  const uri = pathToFileURL(join(root, path)).href
  await client.open(root, uri, languageId, text)
  const started = performance.now()
  let firstFindingMs: number | undefined
  const findings = await client.review(uri, signal, () => {
    firstFindingMs ??= performance.now() - started
  })
  const totalMs = performance.now() - started
  await client.close(uri)
  return { totalMs, findings, ...(firstFindingMs !== undefined && { firstFindingMs }) }
}

async function cancelled(client: LanguageClient, scene: Scene): Promise<number> {
  const stop = new AbortController()
  let stoppedAt = 0
  setTimeout(() => {
    stoppedAt = performance.now()
    stop.abort()
  }, cancelAfterMs)
  await reviewed(client, scene, stop.signal)
  return performance.now() - stoppedAt
}

async function typing(client: LanguageClient, folder: string, name: string): Promise<readonly number[]> {
  const uri = pathToFileURL(join(folder, `${name}.ts`)).href
  await client.open(folder, uri, 'typescript', typed.before + typed.after)
  const source = new SourceText(`${name}.ts`, 'typescript', typed.before)
  await client.cursor(uri, source.positionAt(typed.before.length))
  await wait(2000)
  const times: number[] = []
  for (const [index, key] of [...typed.text].entries()) {
    const started = performance.now()
    const before = new SourceText(`${name}.ts`, 'typescript', typed.before + typed.text.slice(0, index))
    const at = before.positionAt(before.text.length)
    await client.change(uri, index + 2, at, at, key)
    const after = new SourceText(`${name}.ts`, 'typescript', before.text + key)
    await client.complete(uri, after.positionAt(after.text.length), new AbortController().signal)
    const took = performance.now() - started
    times.push(took)
    await wait(Math.max(0, keyEveryMs - took))
  }
  await client.close(uri)
  return times
}
