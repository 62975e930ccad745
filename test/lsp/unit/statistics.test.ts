import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UserStatistics } from '../../../server/lsp/statistics.ts'
import { StatisticsFile } from '../../../server/lsp/statisticsFile.ts'
import { noLaneFigures } from '../../../server/protocol/statistics.ts'

let folder: string
let path: string
let day: string
let log: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-statistics-'))
  path = join(folder, 'data', 'statistics.json')
  day = '2026-11-24'
  log = []
})
afterEach(() => rm(folder, { recursive: true }))

/** As one window of the editor has them. */
function aWindow(place = path): UserStatistics {
  const today = () => day
  return new UserStatistics({ file: new StatisticsFile(place, today), today, log: (line) => log.push(line), settle: () => {} })
}

describe('what is counted', () => {
  it('is summed by day, by language, by lane and in all', async () => {
    const statistics = aWindow()
    statistics.completions('python', { offered: 1, accepted: 1, keptCharacters: 20 })
    day = '2026-11-25'
    statistics.completions('go', { offered: 1 })
    statistics.engine('interactive', { ...noLaneFigures, requests: 1, ms: 40 })
    statistics.engine('idle', { ...noLaneFigures, requests: 1, ms: 2 })
    expect(await statistics.read()).toMatchObject({
      since: '2026-11-24',
      totals: { offered: 2, accepted: 1, keptCharacters: 20 },
      days: [
        { day: '2026-11-24', completions: { offered: 1, keptCharacters: 20 }, engineMs: 0 },
        { day: '2026-11-25', completions: { offered: 1, keptCharacters: 0 }, engineMs: 42 },
      ],
      engineMs: { interactive: 40, ahead: 0, user: 0, idle: 2 },
      lanes: { interactive: { requests: 1 } },
      byLanguage: { python: { offered: 1 }, go: { offered: 1 } },
    })
  })

  it('is still there in the next session', async () => {
    const before = aWindow()
    before.completions('python', { accepted: 3 })
    await before.save()
    expect((await aWindow().read()).totals.accepted).toBe(3)
  })

  it('adds up when several windows write at once', async () => {
    const windows = Array.from({ length: 6 }, () => aWindow())
    for (const each of windows) each.completions('python', { accepted: 1 })
    await Promise.all(windows.map((each) => each.save()))
    for (const each of windows) each.completions('go', { accepted: 1 })
    await Promise.all(windows.map((each) => each.save()))
    expect((await aWindow().read()).totals.accepted).toBe(12)
  })

  it('keeps the last 90 days, and older ones in the totals', async () => {
    const statistics = aWindow()
    for (const each of ['2026-08-26', '2026-08-27', '2026-11-24']) {
      day = each
      statistics.completions('python', { accepted: 1 })
    }
    await statistics.save()
    const read = await aWindow().read()
    expect(read.days.map((each) => each.day)).toEqual(['2026-08-27', '2026-11-24'])
    expect(read.totals.accepted).toBe(3)
    expect(read.since).toBe('2026-08-26')
  })

  it('names no language that could be a path or a text', async () => {
    const statistics = aWindow()
    statistics.completions('/home/me/secret plan.txt', { accepted: 1 })
    statistics.completions('c++', { accepted: 1 })
    await statistics.save()
    expect(await readFile(path, 'utf8')).not.toContain('secret')
    expect(Object.keys((await statistics.read()).byLanguage)).toEqual(['other', 'c++'])
  })

  it('is not mixed up by a language that is named like a member of every object', async () => {
    const statistics = aWindow()
    for (const name of ['constructor', '__proto__']) statistics.completions(name, { accepted: 1 })
    expect((await statistics.read()).totals.accepted).toBe(2)
    expect(statistics.calibration('constructor').probability(0.5)).toBeCloseTo(0.45)
  })
})

describe('the file', () => {
  it('is for its user alone, and leaves nothing beside it', async () => {
    const statistics = aWindow()
    statistics.completions('python', { accepted: 1 })
    await statistics.save()
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(join(folder, 'data'))).toEqual(['statistics.json'])
  })

  it('is not written when nothing was counted', async () => {
    const statistics = aWindow()
    await statistics.read()
    await statistics.save()
    expect(await readdir(folder)).toEqual([])
  })

  it.each([
    ['half a file', '{"schemaVersion":1,"since":"2026-'],
    ['one of another schema', '{"schemaVersion":7,"since":"2026-11-24","days":{},"byLanguage":{}}'],
    ['one that starts on no day', '{"schemaVersion":1,"since":"2026-99-99","days":{},"byLanguage":{}}'],
    ['something else', '[1, 2]'],
    ['something huge', ' '.repeat(2_000_001)],
  ])('is put aside when it is %s', async (_what, text) => {
    await mkdir(join(folder, 'data'))
    await writeFile(path, text)
    const statistics = aWindow()
    statistics.completions('python', { accepted: 1 })
    expect((await statistics.read()).totals.accepted).toBe(1)
    expect(await readFile(`${path}.broken`, 'utf8')).toBe(text)
    expect(log).toEqual([])
  })

  it('gives the numbers that can be read', async () => {
    await mkdir(join(folder, 'data'))
    const days = { '2026-11-24': { completions: { accepted: 2, offered: 'many' } }, '2026-13-77': {}, 'last week': {} }
    const byLanguage = { python: { accepted: 2, rejected: -4 }, '../etc': { accepted: 9 } }
    await writeFile(
      path,
      JSON.stringify({ schemaVersion: 1, since: '2026-11-24', days, byLanguage, outcomes: { a: [{ shown: 'x' }] } }),
    )
    const read = await aWindow().read()
    expect(read.days).toMatchObject([{ day: '2026-11-24', completions: { accepted: 2, offered: 0 }, engineMs: 0 }])
    expect(read.totals).toMatchObject({ accepted: 2, rejected: 0 })
  })

  it('that cannot be written is told once, and nothing is lost meanwhile', async () => {
    await writeFile(join(folder, 'data'), 'a file where the folder should be')
    const statistics = aWindow()
    for (let time = 0; time < 3; time++) {
      statistics.completions('python', { accepted: 1 })
      await statistics.save()
    }
    expect(log).toHaveLength(1)
    expect(log[0]).toContain(path)
    expect((await statistics.read()).totals.accepted).toBe(3)
    await expect(statistics.reset()).rejects.toMatchObject({ code: 'statisticsNotWritable' })
    await rm(join(folder, 'data'))
    await statistics.save()
    expect((await aWindow().read()).totals.accepted).toBe(3)
  })

  it('is empty after a reset, which starts a new count', async () => {
    const statistics = aWindow()
    statistics.completions('python', { accepted: 5 })
    statistics.learn('qwen2-0.5b', { outcome: 'rejected', confidence: 1, characters: 0, languageId: 'python' })
    await statistics.save()
    const before = statistics.calibration('qwen2-0.5b').probability(1)
    day = '2026-12-01'
    await statistics.reset()
    expect(await aWindow().read()).toMatchObject({ since: '2026-12-01', days: [], totals: { accepted: 0 }, byLanguage: {} })
    expect(statistics.calibration('qwen2-0.5b').probability(1)).toBeGreaterThan(before)
  })

  it('stands where the user keeps data, whatever folder holds the models', () => {
    const at = (env: NodeJS.ProcessEnv) => StatisticsFile.defaultPath(env).replaceAll('\\', '/')
    expect(at({ LATENT_DATA: '/data/of me', LATENT_MODELS: '/shared/models' })).toMatch(/\/data\/of me\/statistics\.json$/)
    expect(at({ LATENT_MODELS: '/shared/models' })).toBe(at({}))
    expect(at({})).toMatch(/\/latent\/statistics\.json$/)
  })
})

describe('what is learned', () => {
  const refusal = { outcome: 'rejected', confidence: 0.95, characters: 0, languageId: 'go' } as const

  it('counts at once, and in the next session', async () => {
    const statistics = aWindow()
    const before = statistics.calibration('qwen2-0.5b').probability(0.95)
    for (let time = 0; time < 20; time++) statistics.learn('qwen2-0.5b', refusal)
    const after = statistics.calibration('qwen2-0.5b').probability(0.95)
    expect(after).toBeLessThan(before - 0.1)
    await statistics.save()
    const next = aWindow()
    await next.read()
    expect(next.calibration('qwen2-0.5b').probability(0.95)).toBeCloseTo(after, 10)
  })

  it('is of the model alone that it was learned with', () => {
    const statistics = aWindow()
    const before = statistics.calibration('another').probability(0.95)
    for (let time = 0; time < 20; time++) statistics.learn('qwen2-0.5b', refusal)
    expect(statistics.calibration('another').probability(0.95)).toBe(before)
  })
})
