import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faulty } from './code.ts'
import { folderWith, latent } from './latent.ts'

const code = join(import.meta.dirname, '..', 'fixtures', 'calibrate')
/** The same at a place that is the same on every machine: prompts tell the model where a file lies. */
const ownCode = Object.fromEntries(readdirSync(code).map((name) => [`code/${name}`, readFileSync(join(code, name))]))

describe('latent review calibrate', () => {
  it('measures the starter model by own code, and reviews use it until it is reset', { timeout: 900_000 }, async () => {
    const cwd = folderWith({ 'clock.ts': faulty, ...ownCode })
    const env = { LATENT_DATA: join(cwd, 'data') }
    const run = (...words: string[]) => latent(words, { cwd, env })

    const measured = await run('review', 'calibrate', '--functions', '20', '--from', 'code', '--replace')
    expect(measured).toMatchObject({ code: 0, stderr: 'Calibrating with 20 functions\n' })
    expect(measured.stdout).toMatch(/^starter: your own calibration is in use\.\nMeasured with 20 functions;/)
    expect(measured.stdout).toMatch(/^0\.8 +(nothing shown|\d+ % \(\d+ of \d+; \d+ % to \d+ %\)) +\d+ % \(\d+ of 10;/m)
    expect((await run('review', 'calibrate', '--show')).stdout).toBe(measured.stdout)

    const used = async () => {
      const { stdout } = await run('review', 'clock.ts', '--format', 'json', '--fail-on', 'never')
      return JSON.parse(stdout).stats.calibration
    }
    expect(await used()).toBe('own')
    const files = join(cwd, 'data', 'calibrations')
    const [name = ''] = readdirSync(files)
    writeFileSync(join(files, name), readFileSync(join(files, name), 'utf8').slice(0, 100))
    const broken = await run('review', 'clock.ts', '--format', 'json', '--fail-on', 'never')
    expect(broken.stderr).toMatch(/The calibration .* is not used: it is damaged.*`latent review calibrate --reset` removes it/)
    expect(JSON.parse(broken.stdout).stats.calibration).toBe('shipped')

    expect((await run('review', 'calibrate', '--reset')).stdout).toBe('The calibration is removed.\n')
    expect(readdirSync(files)).toEqual([])
    expect((await run('review', 'calibrate', '--show')).stdout).toMatch(/comes with Latent is in use/)
  })

  it('tells in one line that there is too little code, and writes nothing', async () => {
    const cwd = folderWith({ 'one.js': 'export const one = 1\n' })
    const { code: exit, stderr } = await latent(['review', 'calibrate'], { cwd, env: { LATENT_DATA: join(cwd, 'data') } })
    expect(exit).toBe(2)
    expect(stderr).toMatch(/^Calibrating with 60 functions\nlatent: Too little to calibrate with: 0 functions .*--from.*\n$/)
    expect(readdirSync(cwd)).toEqual(['one.js'])
  })

  it('leaves the earlier calibration when it is stopped', async () => {
    const cwd = folderWith({})
    const env = { LATENT_DATA: join(cwd, 'data') }
    const { code: exit, stderr } = await latent(['review', 'calibrate', '--from', code], {
      cwd,
      env,
      interruptWhen: (output) => new Promise((resolve) => output.once('data', () => setTimeout(resolve, 3000))),
    })
    expect({ exit, stderr }).toEqual({
      exit: 3,
      stderr: 'Calibrating with 60 functions\nlatent: Stopped; the calibration is as it was.\n',
    })
    expect(readdirSync(cwd)).toEqual([])
  })

  it.each([
    [['--functions', '3'], /--functions takes a whole number from 10 to 1000, not "3"/],
    [['--show', '--reset'], /--show and --reset do not go together/],
    [['--from', 'nowhere'], /nowhere does not exist/],
  ])('refuses %j in one line', async (words, why) => {
    const { code: exit, stderr } = await latent(['review', 'calibrate', ...words], { cwd: folderWith({}) })
    expect(exit).toBe(2)
    expect(stderr).toMatch(why)
    expect(stderr.trimEnd()).not.toContain('\n')
  })
})
