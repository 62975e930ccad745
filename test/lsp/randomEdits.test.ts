import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { TestClient } from './client.ts'
import { type Counts, noCounts } from './randomEdits/counts.ts'
import { type Memory, memoryOf } from './randomEdits/memory.ts'
import { type Step, session } from './randomEdits/steps.ts'
import { User } from './randomEdits/user.ts'

// LATENT_SEED and LATENT_PATH show again what a failure printed; LATENT_STEPS takes fewer steps, or more.
const { LATENT_STEPS = '10000', LATENT_SEED = '5', LATENT_PATH } = process.env
const steps = Number(LATENT_STEPS)
const longestSession = 200
/** With busy processors and a failure that is made smaller; a run takes about a minute. */
const longestMs = 600_000
/** After a fifth of the steps everything is loaded and every cache is full. */
const measuredAt = [0.2, 0.6, 1].map((part) => Math.floor(part * steps))
const mostGrowthMb = 60

let folder: string
let model: string
let client: TestClient

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-random-'))
  model = join(folder, 'random.gguf')
  // What a model doubts is shown with a delay, and one that ends no line writes long: neither would show more.
  await writeDeepseek2(model, { logitDeviation: 30, lineBreaks: 3 })
  client = await TestClient.start({ settings: { model } })
  await client.ready()
})
afterAll(async () => {
  await client?.stop()
  await rm(folder, { recursive: true, force: true })
})

it(
  `${steps} random edits, cursor moves and requests: no exception, no stale ghost text, memory flat`,
  async () => {
    const counts = noCounts()
    const memory: Memory[] = []
    let failed = false
    const property = fc.asyncProperty(session(longestSession), async (all) => {
      // Only what made the property fail is looked at further.
      if (counts.steps >= steps && !failed && LATENT_PATH === undefined) return
      try {
        await run(all, counts, () => {
          if (counts.steps === measuredAt[memory.length]) memory.push(memoryOf(client.process.pid))
        })
      } catch (error) {
        failed = true
        throw error
      }
    })
    await fc.assert(property, {
      seed: Number(LATENT_SEED),
      ...(LATENT_PATH === undefined ? {} : { path: LATENT_PATH }),
      // Enough sessions, however short they are.
      numRuns: steps,
      interruptAfterTimeLimit: longestMs,
      markInterruptAsFailure: true,
    })
    console.log(JSON.stringify({ ...counts, memory }))
    if (LATENT_PATH !== undefined) return
    checkWorth(counts)
    checkMemory(memory)
    expect(client.messages, 'nothing to tell the user of').toEqual([])
  },
  1.5 * longestMs,
)

/** One session with documents of its own. */
async function run(all: readonly Step[], counts: Counts, afterStep: () => void): Promise<void> {
  const user = new User(client, model, counts)
  counts.sessions += 1
  await user.begin(`session${counts.sessions}`)
  for (const [index, step] of all.entries()) {
    const { view } = user
    try {
      await user.do(step)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      throw new Error(`Step ${index}, ${JSON.stringify(step)}, at ${view}: ${message}`, { cause: error })
    }
    counts.steps += 1
    afterStep()
  }
  await user.end()
}

/** A server that shows nothing makes no mistakes. */
function checkWorth(counts: Counts): void {
  expect(counts.steps).toBeGreaterThanOrEqual(steps)
  expect(counts.shown).toBeGreaterThan(steps / 20)
  expect(counts.along).toBeGreaterThan(steps / 60)
  expect(counts.taken).toBeGreaterThan(steps / 100)
}

function checkMemory([first, ...later]: readonly Memory[]): void {
  expect(later).toHaveLength(measuredAt.length - 1)
  for (const { server, engine } of later) {
    expect(server - (first?.server ?? 0), 'growth of the server in MB').toBeLessThan(mostGrowthMb)
    expect(engine - (first?.engine ?? 0), 'growth of the engine process in MB').toBeLessThan(mostGrowthMb)
  }
}
