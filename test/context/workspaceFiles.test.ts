import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { SourceText } from '../../server/context/source.ts'
import { WorkspaceFiles } from '../../server/context/workspaceFiles.ts'

const never = new AbortController().signal

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-workspace-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

function workspaceAt(folder: string, open: Readonly<Record<string, string>> = {}) {
  const uriOf = (path: string) => pathToFileURL(join(folder, path)).href
  const files = new WorkspaceFiles([folder], {
    open: (uri) => {
      const [path, text] = Object.entries(open).find(([each]) => uriOf(each) === uri) ?? []
      return path === undefined || text === undefined ? undefined : new SourceText(path, 'typescript', text)
    },
  })
  const told = (path: string) => {
    const read = files.read(uriOf(path))
    return read.kind === 'text' ? `${read.source.path}: ${read.source.text}` : read.why
  }
  return { files, told, uriOf }
}

it('reads files as they stand in the editor, else on the disk', () => {
  const { told } = workspaceAt(folderWith({ 'src/a.ts': 'saved', 'b.ts': 'saved' }), { 'src/a.ts': 'typed' })
  expect(told('src/a.ts')).toBe('src/a.ts: typed')
  expect(told('b.ts')).toBe('b.ts: saved')
})

it('reads nothing ignored, secret, binary, missing, or outside of the folders, also not by a link', () => {
  const other = folderWith({ 'x.ts': 'other' })
  const folder = folderWith({ '.gitignore': 'out/\n', 'out/a.ts': 'a', '.env': 'KEY', 'bytes.ts': 'a\0b', 'c.ts': 'c' })
  symlinkSync(join(other, 'x.ts'), join(folder, 'link.ts'))
  symlinkSync(join(folder, '.env'), join(folder, 'plain.ts'))
  const { told, files } = workspaceAt(folder, { '.env': 'typed key' })
  expect(['out/a.ts', '.env', 'bytes.ts', 'd.ts', 'link.ts', 'plain.ts', '../x.ts'].map(told)).toEqual([
    'ignored',
    'secret',
    'notText',
    'missing',
    'outside',
    'outside',
    'outside',
  ])
  expect(files.read('https://example.com/a.ts')).toMatchObject({ kind: 'refused', why: 'missing' })
})

it('finds files by a whole path, or by the end of one', async () => {
  const { files, uriOf } = workspaceAt(folderWith({ 'src/cart.ts': '', 'lib/cart.ts': '', 'README.md': '', '.env': '' }))
  expect(await files.find('src/cart.ts')).toEqual([uriOf('src/cart.ts')])
  expect(await files.find('cart.ts')).toEqual([uriOf('lib/cart.ts'), uriOf('src/cart.ts')])
  expect(await files.find('README.md')).toEqual([uriOf('README.md')])
  expect(await files.find('art.ts')).toEqual([])
  expect(await files.find('.env')).toEqual([])
})

it('tells which words stand in some file, whole ones only, and never of ignored and secret files', async () => {
  const folder = folderWith({
    '.gitignore': 'out/\n',
    'out/a.ts': 'inOut',
    '.env': 'inSecret',
    'a.ts': 'totalOf(1)',
    'b.json': '{ "inData": 1 }',
    'node_modules/m/i.js': 'inModule',
  })
  const { files } = workspaceAt(folder)
  const words = new Set(['totalOf', 'total', 'inData', 'inOut', 'inSecret', 'inModule'])
  expect([...(await files.wordsFound(words, never))]).toEqual(['totalOf', 'inData'])
})

it('gives code that has a word', async () => {
  const { files } = workspaceAt(folderWith({ 'a.ts': 'totalOf', 'b.md': 'totalOf', 'c.py': 'totalOf' }))
  const paths = (await files.codeWith('totalOf', 5, never)).map(({ source }) => source.path)
  expect(paths).toEqual(['a.ts', 'c.py'])
  expect(await files.codeWith('totalOf', 1, never)).toHaveLength(1)
})

it('stops when nobody waits any more', async () => {
  const { files } = workspaceAt(folderWith({ 'a.ts': '' }))
  await expect(files.wordsFound(new Set(['x']), AbortSignal.abort('left'))).rejects.toBe('left')
})

it('tells what was changed since the last commit', async () => {
  const folder = folderWith({ 'a.ts': 'one\ntwo\n', 'b.ts': 'same\n', '.env': 'KEY=1\n' })
  const git = (...words: string[]) => execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words])
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'first')
  writeFileSync(join(folder, 'a.ts'), 'one\n2\n')
  writeFileSync(join(folder, '.env'), 'KEY=2\n')
  const changed = await workspaceAt(folder).files.changes({ kind: 'uncommitted' })
  expect(changed.map(({ source, change }) => [source.path, change.hunks.length])).toEqual([['a.ts', 1]])
})
