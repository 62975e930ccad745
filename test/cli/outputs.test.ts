import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faulty } from './code.ts'
import { folderWith, latent } from './latent.ts'
import { schemaErrors } from './output/sarifSchema.ts'

describe('latent review --output', () => {
  it('writes each output in its format from one run', async () => {
    const folder = folderWith({ 'clock.ts': faulty })
    const outputs = ['sarif=a.sarif', 'md=a.md', 'html=a.html', 'rdjsonl=a.rdjsonl', 'gitlab=a.json'].flatMap((place) => [
      '--output',
      place,
    ])
    const { code, stdout } = await latent(['review', '.', '--format', 'github', ...outputs], { cwd: folder })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^::warning file=clock\.ts,line=5,/)
    const written = (name: string) => readFileSync(join(folder, name), 'utf8')
    expect(schemaErrors(written('a.sarif'))).toEqual([])
    const [run] = JSON.parse(written('a.sarif')).runs
    expect(run.results[0].locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'clock.ts' },
      region: { startLine: 5, endLine: 5 },
    })
    expect(run.tool.driver.semanticVersion).toMatch(/^\d+\.\d+\.\d+/)
    expect(run.results[0].fixes.length).toBeGreaterThan(0)
    expect(written('a.md')).toContain('## clock\\.ts')
    expect(written('a.html')).toContain('<h2 id="file-1">clock.ts</h2>')
    expect(JSON.parse(written('a.rdjsonl').split('\n')[0] ?? '').location.path).toBe('clock.ts')
    expect(JSON.parse(written('a.json'))[0].location).toMatchObject({ path: 'clock.ts', lines: { begin: 5 } })
  })

  it('writes the report into a file instead of printing it', async () => {
    const folder = folderWith({ 'notes.txt': '' })
    const { code, stdout } = await latent(['review', '.', '--format', 'gitlab', '--output', 'report.json'], { cwd: folder })
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('[]\n')
  })

  it.each([
    [
      'into a folder that does not exist',
      ['--output', 'none/report.md'],
      'none/report.md cannot be written: its folder does not exist.',
    ],
    ['into a folder', ['--output', 'sub'], 'sub cannot be written: it is a folder.'],
    ['a baseline into a folder', ['--write-baseline', 'sub'], 'sub cannot be written: it is a folder.'],
    ['a baseline of changes', ['--write-baseline', 'base.json', '--changes'], '--write-baseline is for whole files'],
    ['into two files at once', ['--output', 'a', '--output', 'b'], '--output FILE can be given once'],
    ['into no file', ['--output', 'md='], '--output takes a file'],
  ])('refuses to write %s, before anything is reviewed', async (_what, words, why) => {
    const folder = folderWith({ 'clock.ts': faulty, 'sub/x.txt': '' })
    const { code, stdout, stderr } = await latent(['review', '.', ...words], { cwd: folder })
    expect(stderr).toMatch(/^latent: .*\n$/)
    expect(stderr).toContain(why)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(existsSync(join(folder, 'a'))).toBe(false)
  })
})
