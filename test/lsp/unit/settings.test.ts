import { describe, expect, it } from 'vitest'
import { SettingsStore } from '../../../server/lsp/settings.ts'
import { answersDefinitions, trustedAtStart } from '../../../server/lsp/trust.ts'

describe('settings from a client', () => {
  it('are those of initializationOptions where the client cannot be asked', async () => {
    const store = new SettingsStore({ model: 'starter', completion: { maxLines: 3 } }, undefined, () => {})
    await store.refresh()
    expect(store.current).toMatchObject({ model: 'starter', 'completion.maxLines': 3 })
    expect(await store.of('file:///a.ts')).toEqual(store.current)
  })

  it('may stand in their section in initializationOptions as well', () => {
    const store = new SettingsStore({ latent: { model: 'starter', completion: { maxLines: 3 } } }, undefined, () => {})
    expect(store.current).toMatchObject({ model: 'starter', 'completion.maxLines': 3 })
  })

  it('are those of workspace/configuration before those of initializationOptions', async () => {
    const store = new SettingsStore(
      { model: 'first', 'completion.maxLines': 3 },
      async () => ({ model: 'second' }),
      () => {},
    )
    await store.refresh()
    expect(store.current).toMatchObject({ model: 'second', 'completion.maxLines': 3 })
  })

  it('are taken from didChangeConfiguration where nothing can be asked', async () => {
    const store = new SettingsStore({}, undefined, () => {})
    await store.refresh({ latent: { model: 'pushed' } })
    expect(store.current.model).toBe('pushed')
  })

  it('tell of a change once, and not when nothing changed', async () => {
    let sent: unknown = { model: 'a' }
    const store = new SettingsStore(
      {},
      async () => sent,
      () => {},
    )
    const seen: string[] = []
    store.onChange(({ model }) => seen.push(model))
    await store.refresh()
    await store.refresh()
    sent = { model: 'b' }
    await store.refresh()
    expect(seen).toEqual(['a', 'b'])
  })

  it('tell of a wrong value once, and go on with the default', async () => {
    const problems: string[] = []
    const sent = { completion: { maxLines: 'many' } }
    const store = new SettingsStore(
      {},
      async () => sent,
      (problem) => problems.push(problem),
    )
    await store.refresh()
    await store.refresh()
    expect(store.current['completion.maxLines']).toBe(8)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain('latent.completion.maxLines')
  })

  it('take a list of texts, and nothing that only looks like one', async () => {
    const problems: string[] = []
    const read = async (testCommand: unknown) => {
      const store = new SettingsStore({ review: { testCommand } }, undefined, (problem) => problems.push(problem))
      await store.refresh()
      return store.current['review.testCommand']
    }
    expect(await read(['npm', 'test'])).toEqual(['npm', 'test'])
    expect(problems).toEqual([])
    expect(await read('npm test')).toEqual([])
    expect(await read(['npm', 1])).toEqual([])
    expect(problems[0]).toContain('latent.review.testCommand is "npm test"; expected a list of texts')
  })

  it('take adapters with and without a weight, and never from a folder', async () => {
    const problems: string[] = []
    const mine = [{ path: '/a.gguf' }, { path: '/b.gguf', weight: 0.5 }]
    const pull = async (uri?: string) => ({ adapters: uri === undefined ? mine : [{ path: '/evil.gguf' }] })
    const store = new SettingsStore({}, pull, (problem) => problems.push(problem))
    await store.refresh()
    expect((await store.of('file:///a.ts')).adapters).toEqual(mine)
    for (const wrong of [['/a.gguf'], [{ weight: 1 }], [{ path: '/a.gguf', weight: 5 }], { path: '/a.gguf' }]) {
      const read = new SettingsStore({ adapters: wrong }, undefined, (problem) => problems.push(problem))
      expect(read.current.adapters).toEqual([])
    }
    expect(problems).toHaveLength(4)
    expect(problems[0]).toContain('expected a list of adapters, each a path and, if wanted, a weight from 0 to 4')
  })

  it('never take the command for tests from a folder', async () => {
    const pull = async (uri?: string) => (uri === undefined ? {} : { review: { testCommand: ['evil'] } })
    const store = new SettingsStore({}, pull, () => {})
    await store.refresh()
    expect((await store.of('file:///a.ts'))['review.testCommand']).toEqual([])
  })

  it('differ by document only where they may: a folder cannot choose the model or the backend', async () => {
    const pull = async (uri?: string) =>
      uri === undefined ? { model: 'mine' } : { model: '/tmp/evil.gguf', engine: { gpu: 'off' }, completion: { maxLines: 2 } }
    const store = new SettingsStore({}, pull, () => {})
    await store.refresh()
    expect(await store.of('file:///a.ts')).toMatchObject({ model: 'mine', 'engine.gpu': 'auto', 'completion.maxLines': 2 })
  })

  it('stay as they are when the client does not answer', async () => {
    const store = new SettingsStore(
      { model: 'starter' },
      () => Promise.reject(new Error('no')),
      () => {},
    )
    await store.refresh()
    expect(store.current.model).toBe('starter')
  })
})

describe('trust', () => {
  it('is given unless the client says otherwise', () => {
    expect([undefined, null, {}, { trusted: true }, { trusted: 'no' }].map(trustedAtStart)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
    expect(trustedAtStart({ trusted: false })).toBe(false)
  })
})

it('Only a client that says so is asked for definitions', () => {
  expect(answersDefinitions({ definitions: true })).toBe(true)
  expect(answersDefinitions({ definitions: 'yes' })).toBe(false)
  expect(answersDefinitions(undefined)).toBe(false)
})
