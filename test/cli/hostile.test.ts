import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formats } from '../../server/cli/output/formats.ts'
import { faulty, sound } from './code.ts'
import { folderWith, latent } from './latent.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/

describe('latent review', () => {
  it('shows control characters of code, comments and file names instead of sending them to the terminal', async () => {
    const name = 'clock\x1b]0;owned\x07.ts'
    const code = faulty.replace('  const seconds', "  const mark = '\x1b[2J\x9b31m' /* \x1b[8m */\n  const seconds")
    const others = formats.filter((format) => format !== 'text')
    const folder = folderWith({ [name]: code })
    const { stdout, stderr } = await latent(
      ['review', '.', '--show-held-back', ...others.flatMap((format) => ['--output', `${format}=report.${format}`])],
      { cwd: folder },
    )
    expect(stdout + stderr).not.toMatch(controls)
    for (const format of others) {
      const report = readFileSync(join(folder, `report.${format}`), 'utf8')
      expect(report, format).not.toMatch(controls)
      // rdjsonl has a line for each finding, and there may be none.
      if (format !== 'rdjsonl') expect(report, format).not.toBe('')
    }
  })

  it.each([
    ['an empty file', '', undefined],
    ['invalid UTF-8', Buffer.from([0x61, 0xff, 0xfe, 0x0a]), { reason: 'notText', detail: 'not valid UTF-8' }],
    ['a binary file', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x00]), { reason: 'notText', detail: 'a binary file' }],
    ['a file of 5 MB', 'a = 1\n'.repeat(900_000), { reason: 'tooLong', detail: 'larger than 2 MB' }],
  ])('passes over %s and says why', async (_what, content, part) => {
    const { code, stdout } = await latent(['review', 'odd.ts', 'clock.ts', '--format', 'json'], {
      cwd: folderWith({ 'odd.ts': content, 'clock.ts': sound }),
    })
    const incomplete = part === undefined ? [] : [{ path: 'odd.ts', symbol: 'the file', ...part }]
    expect(JSON.parse(stdout)).toMatchObject({ incomplete, findings: [] })
    expect(code).toBe(0)
  })

  it('gets through a line of 200,000 characters', async () => {
    const long = `export const table = [${'1234,'.repeat(40_000)}]\n`
    const { code, stdout } = await latent(['review', 'long.ts', '--format', 'json'], { cwd: folderWith({ 'long.ts': long }) })
    expect(JSON.parse(stdout).findings).toEqual([])
    expect(code).toBe(0)
  })

  it('never lets a commit name become an option of git', async () => {
    const folder = folderWith({ 'clock.ts': sound })
    const { code } = await latent(['review', `--changes=--output=${join(folder, 'written')}`], { cwd: folder })
    expect(code).toBe(2)
    expect(existsSync(join(folder, 'written'))).toBe(false)
  })

  it('goes on with a warning when the list of dismissals cannot be read', async () => {
    const { code, stderr } = await latent(['review', '.'], {
      cwd: folderWith({ 'clock.ts': faulty, '.latent/dismissed.json': '{"hide": "everything"}' }),
    })
    expect(stderr).toMatch(/^latent: \.latent\/dismissed\.json cannot be used: /)
    expect(code).toBe(1)
  })
})

describe('a model that cannot be loaded', () => {
  it('is named in one line with the way out', async () => {
    const truncated = Buffer.concat([Buffer.from('GGUF'), Buffer.from([3, 0, 0, 0]), Buffer.alloc(64)])
    const folder = folderWith({ 'clock.ts': sound, 'cut.gguf': truncated })
    const { code, stdout, stderr } = await latent(['review', 'clock.ts', '--model', 'cut.gguf', '--format', 'json'], {
      cwd: folder,
    })
    expect(stderr).toMatch(/^latent: .*cut\.gguf.*\n$/m)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})
