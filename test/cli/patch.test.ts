import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { patchTargets } from '../../server/cli/input/patch.ts'
import { Repository } from '../context/repository.ts'
import { faulty, sound } from './code.ts'
import { folderWith } from './latent.ts'

/** What would be reviewed: the text of each file, the first changed line from 1, and whether there was a text before. */
async function targetsOf(patch: string, folder: string, paths: readonly string[] = []) {
  const { targets } = await patchTargets(patch, 'x.diff', paths, folder)
  return await Promise.all(
    targets.map(async ({ path, load, change }) => {
      const loaded = await load()
      if (loaded.kind === 'skipped') return { path, skipped: loaded.part.detail }
      const { text } = loaded.source
      const { before, hunks } = (await change?.(text)) ?? { hunks: [] }
      return { path, text, before, line: hunks[0] && hunks[0].after.startLine + 1 }
    }),
  )
}

const [before, after] = ['a\nb\nc\n', 'a\nB\nc\n']

describe('a patch', () => {
  it('is applied to the working tree, without writing there', async () => {
    const repository = Repository.with({ 'src/a.ts': before })
    repository.write('src/a.ts', after)
    const patch = repository.git('diff')
    repository.write('src/a.ts', before)
    expect(await targetsOf(patch, repository.folder)).toEqual([{ path: 'src/a.ts', text: after, before, line: 2 }])
    expect(repository.git('status', '--porcelain')).toBe('')
  })

  it('is taken back where the working tree has it already, as with git diff', async () => {
    const repository = Repository.with({ 'a.ts': before, '文件.ts': before })
    repository.write('a.ts', after)
    repository.write('文件.ts', after)
    expect(await targetsOf(repository.git('diff'), repository.folder)).toEqual([
      { path: 'a.ts', text: after, before, line: 2 },
      { path: '文件.ts', text: after, before, line: 2 },
    ])
  })

  it('is applied to what is staged where the file differs by now', async () => {
    const repository = Repository.with({ 'a.ts': before })
    repository.stage({ 'a.ts': after })
    const patch = repository.git('diff', '--cached')
    repository.write('a.ts', 'something else\n')
    expect(await targetsOf(patch, repository.folder)).toEqual([{ path: 'a.ts', text: after, before, line: 2 }])
  })

  it('has new, renamed, deleted and binary files, CRLF, and texts without a last line end', async () => {
    const long = 'a\nb\nc\nd\ne\nf\ng\n'
    const repository = Repository.with({
      'crlf.ts': before.replaceAll('\n', '\r\n'),
      'gone.ts': before,
      'old.ts': long,
      'open.ts': 'a\nb',
      'picture.ts': Buffer.from([1, 0, 2]),
    })
    repository.git('mv', 'old.ts', 'renamed.ts')
    repository.git('rm', '--quiet', 'gone.ts')
    repository.stage({
      'crlf.ts': after.replaceAll('\n', '\r\n'),
      'new.ts': 'new\n',
      'open.ts': 'a\nB',
      'picture.ts': Buffer.from([1, 0, 3]),
      'renamed.ts': long.replace('d', 'D'),
      'data.json': '{}\n',
    })
    const patch = repository.git('diff', '--cached', '-M')
    const expected = [
      { path: 'crlf.ts', text: 'a\r\nB\r\nc\r\n', before: 'a\r\nb\r\nc\r\n', line: 2 },
      { path: 'new.ts', text: 'new\n', before: undefined, line: 1 },
      { path: 'open.ts', text: 'a\nB', before: 'a\nb', line: 2 },
      { path: 'picture.ts', skipped: 'a binary file' },
      { path: 'renamed.ts', text: long.replace('d', 'D'), before: long, line: 4 },
    ]
    expect(await targetsOf(patch, repository.folder)).toEqual(expected)
    repository.git('reset', '--quiet', '--hard')
    expect(await targetsOf(patch, repository.folder)).toEqual(expected)
  })

  it('is read below the paths only, and from a folder of the repository', async () => {
    const repository = Repository.with({ 'a/x.ts': before, 'b/y.ts': before })
    repository.write('a/x.ts', after)
    repository.write('b/y.ts', after)
    const patch = repository.git('diff')
    expect((await targetsOf(patch, repository.folder, ['b'])).map(({ path }) => path)).toEqual(['b/y.ts'])
    expect((await targetsOf(patch, join(repository.folder, 'b'))).map(({ path }) => path)).toEqual(['../a/x.ts', 'y.ts'])
  })

  it('may be a series of commits, in the working tree already or not', async () => {
    const repository = Repository.with({ 'a.ts': 'a\nb\nc\nd\ne\nf\n', 'b.ts': before })
    repository.commit({ 'a.ts': 'a\nB\nc\nd\ne\nf\n' })
    repository.commit({ 'a.ts': 'a\nB\nC\nd\ne\nF\n', 'b.ts': after })
    const series = repository.git('format-patch', '--stdout', 'HEAD~2')
    const expected = [
      { path: 'a.ts', text: 'a\nB\nC\nd\ne\nF\n', before: 'a\nb\nc\nd\ne\nf\n', line: 2 },
      { path: 'b.ts', text: after, before, line: 2 },
    ]
    expect(await targetsOf(series, repository.folder)).toEqual(expected)
    repository.git('reset', '--quiet', '--hard', 'HEAD~2')
    expect(await targetsOf(series, repository.folder)).toEqual(expected)
  })

  it('leaves out a file that is too long for a review, and says so', async () => {
    const rest = 'x\n'.repeat(1_000_001)
    const repository = Repository.with({ 'a.ts': before + rest })
    repository.write('a.ts', after + rest)
    expect(await targetsOf(repository.git('diff'), repository.folder)).toEqual([{ path: 'a.ts', skipped: 'larger than 2 MB' }])
  })

  it('needs no repository', async () => {
    const folder = folderWith({ 'a.ts': before })
    const patch = '--- a.ts\t2026\n+++ a.ts\t2026\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n'
    expect(await targetsOf(patch, folder)).toEqual([{ path: 'a.ts', text: after, before, line: 2 }])
  })

  const patchOf = (name: string) => `--- a/${name}\n+++ b/${name}\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n`

  it.each([
    ['does not fit', 'a.ts', 'hunk 1 of a.ts (line 1) fits neither the file nor what is staged'],
    ['names a file that is not there', 'none.ts', 'there is no file none.ts'],
    ['leads out of the folder', '../a.ts', 'outside of this folder'],
    ['leads into the repository itself', '.git/hooks/x.ts', 'outside of this folder'],
    ['has an absolute name', '/etc/x.ts', 'outside of this folder'],
    ['follows a link out of the folder', 'link/a.ts', 'there is no file link/a.ts'],
  ])('that %s is refused in one line that names the file', async (_what, name, why) => {
    const outside = folderWith({ 'a.ts': before })
    const folder = folderWith({ 'a.ts': 'x\n' })
    mkdirSync(join(folder, 'sub'))
    symlinkSync(outside, join(folder, 'link'))
    await expect(targetsOf(patchOf(name), folder)).rejects.toMatchObject({
      code: 'patchUnusable',
      message: expect.stringContaining(why),
    })
  })
})

describe('latent review --patch', () => {
  const program = process.env.LATENT_CLI ?? join(import.meta.dirname, '..', '..', 'dist', 'cli.js')

  /** Runs the command with a text on its standard input. */
  function latentWith(input: string, words: readonly string[], cwd: string) {
    return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
      const child = spawn(process.execPath, [program, 'review', ...words], { cwd })
      let [stdout, stderr] = ['', '']
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text
      })
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text
      })
      child.on('error', reject)
      child.on('close', (code) => resolve({ code, stdout, stderr }))
      child.stdin.end(input)
    })
  }

  it('finds what the patch brings in, and not what was there before it', async () => {
    const other = faulty.replace('clock', 'other').replace('return `', 'return  `')
    const repository = Repository.with({ 'clock.ts': sound, 'other.ts': other.replace('return  `', 'return `') })
    repository.write('clock.ts', faulty)
    repository.write('other.ts', other)
    const patch = repository.git('diff')
    repository.git('checkout', '--quiet', '.')
    const { code, stdout } = await latentWith(patch, ['--patch', '-', '--format', 'json'], repository.folder)
    const { findings, heldBack } = JSON.parse(stdout)
    expect(findings.map(({ path, range }: Found) => `${path}:${range.start.line + 1}`)).toEqual(['clock.ts:5'])
    const old = heldBack.filter(({ reason }: Found) => reason === 'It was there before the change.')
    expect(old.map(({ path }: Found) => path)).toEqual(['other.ts'])
    expect(code).toBe(1)
  })

  it.each([
    ['a patch that does not fit', ['--patch', '-'], patchThatFitsNothing(), 'hunk 1 of clock.ts'],
    ['text that is no patch', ['--patch', '-'], 'hello\n', 'it holds no unified diff'],
    ['a patch file that is not there', ['--patch', 'no.diff'], '', 'no.diff'],
    ['a patch beside --changes', ['--patch', '-', '--changes'], '', '--patch says itself'],
    ['a base for staged changes', ['--changes=staged', '--base', 'main'], '', '--base goes with'],
  ])('ends with 2 and one line for %s', async (_what, words, input, named) => {
    const { code, stdout, stderr } = await latentWith(input, words, folderWith({ 'clock.ts': sound }))
    expect(stderr).toMatch(/^latent: .*\n$/)
    expect(stderr).toContain(named)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it('is clean for an empty patch, without a model', async () => {
    const env = { ...process.env, LATENT_MODELS: '/none' }
    const output = execFileSync(process.execPath, [program, 'review', '--patch', '-'], { input: '', env })
    expect(output.toString()).toContain('No findings in 0 files.')
  })
})

interface Found {
  readonly path: string
  readonly reason: string
  readonly range: { readonly start: { readonly line: number } }
}

function patchThatFitsNothing(): string {
  return '--- a/clock.ts\n+++ b/clock.ts\n@@ -1,3 +1,3 @@\n x\n-y\n+z\n w\n'
}
