import { describe, expect, it } from 'vitest'
import { type KeptSettings, moveSettings, type SetValue } from '../../client/settingPlan.ts'
import type { SettingMove } from '../../server/protocol/settingMoves.ts'

/** As a later version might have it: a name that changed, and a number that became a share. */
const moves: readonly SettingMove[] = [
  { from: 'gpu', to: 'engine.gpu', convert: (value) => value },
  { from: 'review.percent', to: 'review.precision', convert: (value) => (typeof value === 'number' ? value / 100 : undefined) },
]

/** Settings as an editor keeps them, and all that was written. */
class Settings implements KeptSettings {
  readonly values = new Map<string, SetValue[]>()
  readonly written: string[] = []

  constructor(values: Readonly<Record<string, SetValue[]>>) {
    this.values = new Map(Object.entries(values))
  }
  placesOf(name: string): readonly SetValue[] {
    return this.values.get(name) ?? []
  }
  async write(name: string, { target, language }: Omit<SetValue, 'value'>, value: unknown): Promise<void> {
    this.written.push(`${name} ${target}${language === undefined ? '' : ` [${language}]`} = ${JSON.stringify(value)}`)
    const others = this.placesOf(name).filter((each) => each.target !== target || each.language !== language)
    const place = language === undefined ? { target } : { target, language }
    this.values.set(name, value === undefined ? others : [...others, { ...place, value }])
  }
}

describe('Settings of an earlier version', () => {
  it('are moved where they are set, and the old name goes last', async () => {
    const settings = new Settings({
      'latent.gpu': [
        { target: 'user', value: 'vulkan' },
        { target: 1, value: 'off' },
      ],
    })
    const outcome = await moveSettings(moves, settings)
    expect(outcome).toEqual({ moved: [{ from: 'latent.gpu', to: 'latent.engine.gpu' }], failures: [] })
    expect(settings.written).toEqual([
      'latent.engine.gpu user = "vulkan"',
      'latent.gpu user = undefined',
      'latent.engine.gpu 1 = "off"',
      'latent.gpu 1 = undefined',
    ])
  })

  it('get their present form', async () => {
    const settings = new Settings({ 'latent.review.percent': [{ target: 'workspace', value: 90 }] })
    await moveSettings(moves, settings)
    expect(settings.placesOf('latent.review.precision')).toEqual([{ target: 'workspace', value: 0.9 }])
  })

  it('of one language stay those of that language', async () => {
    const settings = new Settings({ 'latent.gpu': [{ target: 'user', language: 'python', value: 'off' }] })
    await moveSettings(moves, settings)
    expect(settings.written).toEqual(['latent.engine.gpu user [python] = "off"'])
    expect(await moveSettings(moves, settings)).toEqual({ moved: [], failures: [] })
  })

  it('never replace what is set under the present name in the same place', async () => {
    const settings = new Settings({
      'latent.gpu': [{ target: 'user', value: 'vulkan' }],
      'latent.engine.gpu': [{ target: 'user', value: 'cuda' }],
    })
    await moveSettings(moves, settings)
    expect(settings.placesOf('latent.engine.gpu')).toEqual([{ target: 'user', value: 'cuda' }])
    expect(settings.placesOf('latent.gpu')).toEqual([])
  })

  it('that mean nothing any more are taken away', async () => {
    const settings = new Settings({ 'latent.review.percent': [{ target: 'user', value: 'many' }] })
    await moveSettings(moves, settings)
    expect(settings.written).toEqual(['latent.review.percent user = undefined'])
  })

  it('are moved once: a second time there is nothing to do or to tell', async () => {
    const settings = new Settings({ 'latent.gpu': [{ target: 'user', value: 'vulkan' }] })
    await moveSettings(moves, settings)
    const before = settings.written.length
    expect(await moveSettings(moves, settings)).toEqual({ moved: [], failures: [] })
    expect(settings.written).toHaveLength(before)
  })

  it('of the user are moved from both files that a remote window has of them', async () => {
    const settings = new Settings({
      'latent.gpu': [
        { target: 'user', value: 'vulkan' },
        { target: 'user', value: 'off' },
      ],
    })
    const write = settings.write.bind(settings)
    settings.write = async (name, place, value) => {
      if (value !== undefined) return write(name, place, value)
      settings.values.set(name, settings.placesOf(name).slice(1))
    }
    // The editor tells the value of one file alone as that of the user.
    const places = settings.placesOf.bind(settings)
    settings.placesOf = (name) => places(name).slice(0, 1)
    await moveSettings(moves, settings)
    expect(places('latent.gpu')).toEqual([])
    expect(places('latent.engine.gpu')).toEqual([{ target: 'user', value: 'vulkan' }])
  })

  it('stay under the old name where the new one cannot be written, and are moved everywhere else', async () => {
    const settings = new Settings({
      'latent.gpu': [
        { target: 'workspace', value: 'off' },
        { target: 'user', value: 'vulkan' },
      ],
    })
    const write = settings.write.bind(settings)
    settings.write = (name, place, value) =>
      place.target === 'workspace' ? Promise.reject(new Error('read-only')) : write(name, place, value)
    const { moved, failures } = await moveSettings(moves, settings)
    expect(failures).toEqual([new Error('read-only')])
    expect(moved).toEqual([{ from: 'latent.gpu', to: 'latent.engine.gpu' }])
    expect(settings.placesOf('latent.gpu')).toEqual([{ target: 'workspace', value: 'off' }])
    expect(settings.placesOf('latent.engine.gpu')).toEqual([{ target: 'user', value: 'vulkan' }])
  })
})
