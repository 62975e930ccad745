import { expect, test, vi } from 'vitest'
import type { EngineInfo } from '../../../server/engine/engine.ts'
import type { EngineLinkEvents } from '../../../server/engine/local/engineLink.ts'
import { LocalEngine } from '../../../server/engine/local/localEngine.ts'
import { EngineHost } from '../../../server/lsp/engineHost.ts'
import { LatentError } from '../../../server/protocol/errors.ts'
import { defaultSettings, type Settings } from '../../../server/protocol/settings.ts'

vi.setConfig({ testTimeout: 20_000 })

/** An engine process of which only what goes over the link is real. Keeps what it was told, in order. */
class Process {
  readonly did: string[] = []
  /** Models that are found only when they are let. */
  readonly #held = new Map<string, (() => void)[]>()

  readonly host = new EngineHost({
    open: async ({ model: name }) => {
      if (name.startsWith('slow'))
        await new Promise<void>((resolve) => this.#held.set(name, [...(this.#held.get(name) ?? []), resolve]))
      if (name.endsWith('missing')) throw LatentError.of('modelMissing', name)
      return { name, path: `/${name}`, create: () => this.#engine(name) }
    },
    log: () => undefined,
  })

  use(model: string): void {
    this.host.configure({ ...defaultSettings, model } as Settings)
  }

  async find(model: string): Promise<void> {
    for (const go of this.#held.get(model) ?? []) go()
    await settled()
  }

  #engine(modelName: string): LocalEngine {
    const usual = { gpu: 'auto', gpuLayers: -1, contextSize: 4096, kvCacheType: 'f16', flashAttention: 'auto' } as const
    return new LocalEngine(
      { modelName, modelPath: `/${modelName}`, ...usual },
      { processPath: '', log: () => undefined, open: (_path, events) => this.#link(modelName, events) },
    )
  }

  #link(name: string, events: EngineLinkEvents) {
    const end = async (word: string) => {
      await settled()
      this.did.push(`${word} ${name}`)
    }
    return {
      pid: 1,
      send: ({ kind }: { readonly kind: string }) => {
        if (kind !== 'load') return
        this.did.push(`load ${name}`)
        setImmediate(() => events.onMessage({ kind: 'loaded', info: { model: name } as EngineInfo }))
      },
      release: () => end('free'),
      kill: () => end('free'),
      leave: () => void end('leave'),
    }
  }
}

/** Everything that can go on by itself has gone on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
}

test('a model is loaded once the one before is out of memory', async () => {
  const { did, host, use } = scene()
  use('a')
  await host.info()
  use('b')
  expect(await host.info()).toMatchObject({ model: 'b' })
  expect(did).toEqual(['load a', 'free a', 'load b'])
})

test('of models that are chosen quickly one after the other only the last is loaded, and whoever waits gets it', async () => {
  const { did, host, use, find } = scene()
  use('slow one')
  const asked = host.info()
  use('slow two')
  use('slow one')
  use('last')
  await find('slow one')
  await find('slow two')
  expect(await asked).toMatchObject({ model: 'last' })
  expect(did).toEqual(['load last'])
  expect(host.state).toMatchObject({ kind: 'ready', info: { model: 'last' } })
})

test('going back to a model that is still looked for loads it once', async () => {
  const { did, host, use, find } = scene()
  use('slow one')
  use('b')
  await host.info()
  use('slow one')
  await find('slow one')
  expect(await host.info()).toMatchObject({ model: 'slow one' })
  expect(did).toEqual(['load b', 'free b', 'load slow one'])
})

test('a model that is missing is no matter to whoever waits once another one is chosen', async () => {
  const { host, use, find } = scene()
  use('slow and missing')
  const asked = host.info()
  use('b')
  await find('slow and missing')
  expect(await asked).toMatchObject({ model: 'b' })
  expect(host.state.kind).toBe('ready')
})

test('what is asked before the settings are known is answered once they are', async () => {
  const { host, use } = scene()
  const asked = host.ready(new AbortController().signal)
  await settled()
  use('a')
  await asked
  expect(host.state.kind).toBe('ready')
})

test('whoever gives up while a model is looked for waits no longer', async () => {
  const { host, use } = scene()
  use('slow one')
  const controller = new AbortController()
  const asked = host.score(
    { lane: 'user', sequence: 'review', prompt: { kind: 'text', text: '' }, continuations: [] },
    controller.signal,
  )
  controller.abort('enough')
  await expect(asked).rejects.toBe('enough')
})

test('a model that is no longer wanted when it is found is never loaded', async () => {
  const { did, host, use, find } = scene()
  use('slow one')
  host.close()
  await find('slow one')
  expect(did).toEqual([])
})

function scene() {
  const process = new Process()
  return {
    did: process.did,
    host: process.host,
    use: (model: string) => process.use(model),
    find: (model: string) => process.find(model),
  }
}
