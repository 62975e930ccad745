import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeOfFile } from '../../server/context/changeOfFile.ts'
import { changedLines } from '../../server/context/changes.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-changes-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function git(...commandLine: string[]): void {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...identity, ...commandLine], { cwd: folder, stdio: 'pipe' })
}

function commit(files: Readonly<Record<string, string>>): void {
  if (!existsSync(join(folder, '.git'))) git('init', '-q')
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  git('add', '--', ...Object.keys(files).map((name) => `./${name}`))
  git('commit', '-q', '-m', 'first')
}

const changesOf = (name: string, currentText: string) => changeOfFile(join(folder, name), currentText, { kind: 'uncommitted' })

/** The changed spans as `1-3`: zero-based, half-open. */
const spans = async (name: string, currentText: string) =>
  changedLines(await changesOf(name, currentText), currentText.split(/\r?\n/).length)
    .map(({ startLine, endLine }) => `${startLine}-${endLine}`)
    .join(' ')

describe('lines that differ from HEAD', () => {
  it.each([
    { what: 'nothing changed', before: 'a\nb\nc\n', after: 'a\nb\nc\n', changed: '' },
    { what: 'a line changed', before: 'a\nb\nc\n', after: 'a\nB\nc\n', changed: '1-2' },
    { what: 'lines were added', before: 'a\nc\n', after: 'a\nb\nb\nc\n', changed: '1-3' },
    { what: 'lines were removed: their neighbours count', before: 'a\nb\nc\n', after: 'a\nc\n', changed: '0-2' },
    { what: 'the first line was removed', before: 'a\nb\nc\n', after: 'b\nc\n', changed: '0-1' },
    { what: 'two places changed', before: 'a\nb\nc\nd\ne\n', after: 'A\nb\nc\nd\nE\n', changed: '0-1 4-5' },
    { what: 'the work tree has CRLF, the commit LF', before: 'a\nb\nc\n', after: 'a\r\nB\r\nc\r\n', changed: '1-2' },
    { what: 'the commit has a byte order mark, the editor shows none', before: '\uFEFFa\nb\n', after: 'a\nb\n', changed: '' },
    { what: 'all was deleted', before: 'a\nb\n', after: '', changed: '0-1' },
    { what: 'names are Chinese and strings emoji', before: '变量 = "😀"\nb\n', after: '变量 = "😀"\n乙\n', changed: '1-2' },
  ])('$what', async ({ before, after, changed }) => {
    commit({ 'file.txt': before })
    expect(await spans('file.txt', after)).toBe(changed)
  })

  it('counts from the first to the last difference where two texts have next to nothing in common', async () => {
    const lines = (word: string) => Array.from({ length: 2000 }, (_, index) => `${word} ${index}\n`).join('')
    commit({ 'file.txt': `same\n${lines('before')}same\n` })
    expect(await spans('file.txt', `same\n${lines('after')}same\n`)).toBe('1-2001')
  })

  it('counts a file that HEAD does not have as a whole', async () => {
    commit({ 'other.txt': 'x\n' })
    expect(await spans('new.txt', 'a\nb')).toBe('0-2')
  })

  it('counts every file as a whole before the first commit', async () => {
    git('init', '-q')
    expect(await spans('new.txt', 'a\nb')).toBe('0-2')
  })

  it.each(['-rf.txt', '--output=x', ':(top)a.txt', 'with space.txt', '文件.ts', '*.txt'])(
    'reads a file named %s',
    async (name) => {
      commit({ [name]: 'a\nb\n', 'a.txt': 'other\n' })
      expect(await spans(name, 'a\nB\n')).toBe('1-2')
      expect(await spans(`${name}.new`, 'a\n')).toBe('0-2')
    },
  )

  it('follows a link to the file that git knows', async () => {
    commit({ 'real.txt': 'a\nb\n' })
    symlinkSync(join(folder, 'real.txt'), join(folder, 'link.txt'))
    expect(await spans('link.txt', 'a\nB\n')).toBe('1-2')
  })
})

describe('changes that cannot be told', () => {
  it('says so outside a repository', async () => {
    await expect(changesOf('file.txt', 'a')).rejects.toMatchObject({
      code: 'gitUnavailable',
      message: expect.stringContaining('not a git repository'),
    })
  })

  it('says so in a folder that does not exist', async () => {
    await expect(changesOf('gone/file.txt', 'a')).rejects.toMatchObject({ code: 'gitUnavailable' })
  })

  it('says so for files of the repository itself', async () => {
    commit({ 'file.txt': 'a\n' })
    await expect(changesOf('.git/config', 'a')).rejects.toMatchObject({ code: 'gitUnavailable' })
  })

  it('says so when git is not installed', async () => {
    const path = process.env.PATH
    process.env.PATH = folder
    try {
      await expect(changesOf('file.txt', 'a')).rejects.toMatchObject({ message: expect.stringContaining('git is not installed') })
    } finally {
      process.env.PATH = path
    }
  })
})

describe('a hostile repository', () => {
  const trap = () => join(folder, 'trapped')
  const config = (name: string, value: string) => git('config', name, value)

  it('runs nothing that its configuration names', async () => {
    commit({ 'file.txt': 'a\nb\n', '.gitattributes': '* filter=evil diff=evil\n' })
    for (const name of ['core.fsmonitor', 'filter.evil.smudge', 'filter.evil.clean', 'diff.evil.textconv', 'diff.external'])
      config(name, `touch ${trap()}`)
    expect(await spans('file.txt', 'a\nB\n')).toBe('1-2')
    expect(await spans('new.txt', 'a\n')).toBe('0-2')
    expect(existsSync(trap())).toBe(false)
  })

  it('fetches nothing when it claims that a missing text lies on a server', async () => {
    commit({ 'file.txt': 'a\nb\n' })
    const blob = execFileSync('git', ['rev-parse', 'HEAD:file.txt'], { cwd: folder }).toString().trim()
    rmSync(join(folder, '.git/objects', blob.slice(0, 2), blob.slice(2)))
    config('remote.origin.url', `ext::touch ${trap()}`)
    config('remote.origin.promisor', 'true')
    config('extensions.partialClone', 'origin')
    config('core.repositoryFormatVersion', '1')
    config('protocol.ext.allow', 'always')
    expect(() => git('cat-file', 'blob', 'HEAD:file.txt')).toThrow()
    expect(existsSync(trap()), 'the trap works').toBe(true)
    rmSync(trap())
    await expect(changesOf('file.txt', 'a')).rejects.toMatchObject({ code: 'gitUnavailable' })
    expect(existsSync(trap())).toBe(false)
  })

  it('is not mistaken for another one that the environment names', async () => {
    commit({ 'file.txt': 'a\n' })
    const other = join(folder, 'other')
    mkdirSync(other)
    process.env.GIT_DIR = join(other, '.git')
    try {
      expect(await spans('file.txt', 'a\n')).toBe('')
    } finally {
      delete process.env.GIT_DIR
    }
  })
})
