import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ResponseError } from 'vscode-languageserver/node'
import { failureCode } from '../../server/protocol/requests.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { TestClient } from './client.ts'
import { enginesAt } from './engineProcesses.ts'

const switches = 20
/** A request that takes longer hangs: on two cores none of these takes more than some seconds, on a busy machine ten times as long. */
const longestAnswerMs = 240_000

const add = 'export function add(left: number, right: number): number {\n  return le\n}\n'
const functions = Array.from(
  { length: 4 },
  (_, index) => `export function area${index}(a: number, b: number) {\n  return a * a + b - ${index}\n}\n`,
).join('\n')

let folder: string
let client: TestClient
let models: readonly [starter: string, small: string]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latent-switching-'))
  models = ['starter', join(folder, 'small.gguf')]
  await writeDeepseek2(models[1])
  // What the plan gives a model depends on the memory that is free just then.
  client = await TestClient.start({
    env: { LATENT_RUNTIME: join(folder, 'run') },
    settings: { model: 'starter', engine: { contextSize: 2048 } },
  })
})
afterEach(async () => {
  await client.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** How a request ended: with an answer, or with the line that the user is shown. */
type Ending = { readonly kind: 'answered' } | { readonly kind: 'told'; readonly line: string }

async function endOf(request: Promise<unknown>): Promise<Ending> {
  let late: NodeJS.Timeout | undefined
  const hung = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error('a request has no end')), longestAnswerMs)
  })
  try {
    await Promise.race([request, hung])
    return { kind: 'answered' }
  } catch (error) {
    if (error instanceof ResponseError && error.code === failureCode) return { kind: 'told', line: error.message }
    throw error
  } finally {
    clearTimeout(late)
  }
}

/** What the server and its engine have in memory, in megabytes. */
function megabytes(): number {
  return engineMegabytes() + residentOf(client.process.pid as number)
}

function engineMegabytes(): number {
  const [engine] = enginesAt(join(folder, 'run'))
  return engine?.megabytes ?? 0
}

function residentOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

async function use(model: string): Promise<void> {
  await client.configure({ model, engine: { contextSize: 2048 } })
  const name = model === models[1] ? 'small' : model
  await client.until(
    name,
    () => ['ready', 'busy'].includes(client.statuses.at(-1)?.state ?? '') && client.statuses.at(-1)?.model === name,
  )
}

describe.runIf(process.platform === 'linux')(`${switches} changes of the model while completions and reviews run`, () => {
  it('leave the memory as it was, and every request is answered or told why not', async () => {
    const uris = [await client.open('a.ts', add), await client.open('b.ts', add)]
    const long = await client.open('long.ts', functions)
    const work = () => [...uris.map((uri) => client.complete(uri, 1, 11)), client.review(long)].map(endOf)

    for (const model of models) {
      await use(model)
      expect(await Promise.all(work())).toEqual(Array(3).fill({ kind: 'answered' }))
    }
    await use('starter')
    const first = megabytes()

    const endings: Promise<Ending>[] = []
    const withSmall: number[] = []
    for (let change = 0; change < switches; change++) {
      endings.push(...work())
      // Some are at work when the model is taken from them, some have not begun.
      if (change % 2 === 0)
        await client.until('work', () => client.statuses.at(-1)?.state === 'busy', 2000).catch(() => undefined)
      await use(models[change % 2] as string)
      if (change % 2 === 1) withSmall.push(engineMegabytes())
    }
    const told = (await Promise.all(endings)).flatMap((ending) => (ending.kind === 'told' ? [ending.line] : []))
    for (const line of told) expect(line).toMatch(/^The model was unloaded or exchanged before it had answered\./)
    expect(told.length).toBeLessThan(endings.length)

    await use('starter')
    expect(await lowest(first * 1.05)).toBeLessThan(first * 1.05)
    // Of a model of some megabytes it is what llama.cpp and Node keep for the next one, which stops growing.
    const [middle, last] = [Math.min(...withSmall.slice(2, 5)), Math.min(...withSmall.slice(-3))]
    expect(last, withSmall.join()).toBeLessThan(middle * 1.05)
    expect(client.statuses.at(-1)?.state).toBe('ready')
  }, 900_000)
})

/** The memory once it is below the limit, or after as long as the garbage collector may take. */
async function lowest(limit: number): Promise<number> {
  const end = Date.now() + 30_000
  while (megabytes() >= limit && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 500))
  return megabytes()
}
