import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isValid, readSettings } from '../../server/protocol/readSettings.ts'
import { type SettingMove, settingMoves } from '../../server/protocol/settingMoves.ts'
import { defaultSettings, settingsTable } from '../../server/protocol/settings.ts'

/** What each released version could be set to, with its defaults; a release adds its own. */
const released: Readonly<Record<string, Readonly<Record<string, unknown>>>> = JSON.parse(
  readFileSync('test/fixtures/releasedSettings.json', 'utf8'),
)

const moves: readonly SettingMove[] = [
  { from: 'accelerator', to: 'engine.gpu', convert: () => 'vulkan' },
  { from: 'gpu', to: 'engine.gpu', convert: (value) => value },
  { from: 'review.percent', to: 'review.precision', convert: (value) => (typeof value === 'number' ? value / 100 : undefined) },
]
const read = (sent: unknown) => readSettings(sent, defaultSettings, moves)

describe('A setting under its older name', () => {
  it.each([
    ['flat', { gpu: 'off' }],
    ['nested', { gpu: 'off', engine: {} }],
  ])('is read, %s', (_, sent) => {
    expect(read(sent).settings['engine.gpu']).toBe('off')
  })

  it('is read in its present form', () => {
    expect(read({ review: { percent: 90 } }).settings['review.precision']).toBe(0.9)
  })

  it('gives way to the present name', () => {
    expect(read({ gpu: 'off', 'engine.gpu': 'cuda' }).settings['engine.gpu']).toBe('cuda')
  })

  it('of two older names, is that of the younger one', () => {
    expect(read({ gpu: 'off', accelerator: 'fast' }).settings['engine.gpu']).toBe('off')
  })

  it('that means nothing any more leaves the default, and one of a wrong value is told', () => {
    expect(read({ review: { percent: 'many' } })).toEqual({ settings: defaultSettings, problems: [] })
    expect(read({ gpu: 'quantum' }).problems).toEqual([expect.stringContaining('latent.engine.gpu is "quantum"')])
  })
})

describe('The moves of this version', () => {
  it.each(Object.entries(released))(
    'know every setting of %s, under its name or another, with a value of today',
    (_, settings) => {
      for (const [name, value] of Object.entries(settings)) {
        const move = settingMoves.find(({ from }) => from === name)
        const [presentName, present] = move === undefined ? [name, value] : [move.to, move.convert(value)]
        expect(settingsTable, `${name} was renamed or removed: it needs a move`).toHaveProperty([presentName])
        const setting = settingsTable[presentName as keyof typeof settingsTable]
        expect(present === undefined || isValid(setting, present), `${name} has another form: it needs a move`).toBe(true)
      }
    },
  )

  it('go to settings that there are, from names that there are not', () => {
    for (const { from, to } of settingMoves) {
      expect(settingsTable).toHaveProperty([to])
      expect(settingsTable).not.toHaveProperty([from])
    }
  })
})
