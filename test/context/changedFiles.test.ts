import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { changedFiles } from '../../server/context/changedFiles.ts'
import { changeOfFile, textOfBlob } from '../../server/context/changeOfFile.ts'
import { changedLines } from '../../server/context/changes.ts'
import { type ChangeScope, comparedBy } from '../../server/context/revisions.ts'
import { Repository } from './repository.ts'

/** The changed files, each with the first lines of what it was and what it is; `here` for the text of the working tree. */
async function changed({ folder }: Repository, scope: ChangeScope): Promise<Readonly<Record<string, string>>> {
  const firstLine = async (blob: string | undefined, otherwise: string) =>
    blob === undefined ? otherwise : (await textOfBlob(blob, folder)).split('\n')[0]
  const files = await changedFiles(await comparedBy(scope, folder), folder)
  const entries = files.map(async ({ path, oldBlob, newBlob }) => [
    path,
    `${await firstLine(oldBlob, 'new')} > ${await firstLine(newBlob, 'here')}`,
  ])
  return Object.fromEntries(await Promise.all(entries))
}

const body = 'b\nc\nd\ne\nf\ng\n'

describe('changed files', () => {
  it('that are not committed are changed, new, renamed or Chinese', async () => {
    const repository = Repository.with({ 'a.ts': `a\n${body}`, '旧.ts': `old\n${body}`, 'gone.ts': 'x\n', 'same.ts': 'y\n' })
    repository.write('a.ts', 'A\n')
    repository.git('mv', '旧.ts', '新.ts')
    repository.stage({ '新.ts': `new\n${body}`, 'added.ts': 'n\n' })
    repository.write('untracked/文 件.ts', 'u\n')
    rmSync(join(repository.folder, 'gone.ts'))
    expect(await changed(repository, { kind: 'uncommitted' })).toEqual({
      'a.ts': 'a > here',
      'added.ts': 'new > here',
      'untracked/文 件.ts': 'new > here',
      '新.ts': 'old > here',
    })
  })

  it('that are staged have the text of the index', async () => {
    const repository = Repository.with({ 'a.ts': `a\n${body}`, 'b.ts': 'b\n' })
    repository.stage({ 'a.ts': `A\n${body}` })
    repository.write('a.ts', 'later\n')
    repository.write('b.ts', 'unstaged\n')
    repository.write('u.ts', 'untracked\n')
    expect(await changed(repository, { kind: 'staged' })).toEqual({ 'a.ts': 'a > A' })
  })

  it('between two commits have the texts of both', async () => {
    const repository = Repository.with({ 'a.ts': `a\n${body}`, 'old.ts': `o\n${body}${body}` })
    repository.git('mv', 'old.ts', 'moved.ts')
    repository.commit({ 'a.ts': `A\n${body}`, 'n.ts': 'n\n' })
    repository.write('a.ts', 'later\n')
    expect(await changed(repository, { kind: 'between', from: 'HEAD~1', to: 'HEAD' })).toEqual({
      'a.ts': 'a > A',
      'moved.ts': 'o > o',
      'n.ts': 'new > n',
    })
  })

  it('of a branch are those since it left its base, with what is not committed yet', async () => {
    const repository = Repository.with({ 'a.ts': 'a\n', 'main.ts': 'm\n' })
    repository.git('checkout', '--quiet', '-b', 'feature')
    repository.commit({ 'a.ts': 'A\n' })
    repository.git('checkout', '--quiet', 'main')
    repository.commit({ 'main.ts': 'M\n' })
    repository.git('checkout', '--quiet', 'feature')
    repository.write('u.ts', 'u\n')
    const expected = { 'a.ts': 'a > here', 'u.ts': 'new > here' }
    expect(await changed(repository, { kind: 'branch' })).toEqual(expected)
    expect(await changed(repository, { kind: 'branch', base: 'main' })).toEqual(expected)
    expect(await changed(repository, { kind: 'branch', base: 'HEAD' })).toEqual({ 'u.ts': 'new > here' })
  })

  it('of a branch are told against the default branch of the remote before the usual ones', async () => {
    const repository = Repository.with({ 'a.ts': 'a\n' })
    repository.git('update-ref', 'refs/remotes/origin/trunk', 'HEAD')
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk')
    repository.commit({ 'b.ts': 'b\n' })
    expect(await changed(repository, { kind: 'branch' })).toEqual({ 'b.ts': 'new > here' })
  })

  it('are all files before the first commit', async () => {
    const repository = new Repository()
    repository.stage({ 'a.ts': 'a\n' })
    repository.write('u.ts', 'u\n')
    expect(await changed(repository, { kind: 'staged' })).toEqual({ 'a.ts': 'new > a' })
    expect(await changed(repository, { kind: 'uncommitted' })).toEqual({ 'a.ts': 'new > here', 'u.ts': 'new > here' })
  })

  it('are no links and no submodules', async () => {
    const inner = Repository.with({ 'x.ts': 'x\n' })
    const repository = Repository.with({ 'a.ts': 'a\n' })
    repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', inner.folder, 'lib.ts')
    repository.git('commit', '--quiet', '--message', 'submodule')
    const { folder } = repository
    repository.git('update-index', '--cacheinfo', `160000,${repository.git('rev-parse', 'HEAD').trim()},lib.ts`)
    symlinkSync('a.ts', join(folder, 'link.ts'))
    repository.git('add', 'link.ts')
    expect(await changed(repository, { kind: 'staged' })).toEqual({})
  })

  it('are named once where they are in conflict', async () => {
    const repository = Repository.with({ 'a.ts': 'a\n' })
    repository.git('checkout', '--quiet', '-b', 'other')
    repository.commit({ 'a.ts': 'other\n' })
    repository.git('checkout', '--quiet', 'main')
    repository.commit({ 'a.ts': 'ours\n' })
    expect(() => repository.git('merge', 'other')).toThrow()
    expect(await changed(repository, { kind: 'uncommitted' })).toEqual({ 'a.ts': 'ours > here' })
  })

  it('run no filter of the repository', async () => {
    const repository = Repository.with({ 'a.ts': `a\n${body}`, '.gitattributes': '* filter=evil diff=evil\n' })
    const trap = join(repository.folder, 'trapped')
    for (const name of ['core.fsmonitor', 'filter.evil.clean', 'filter.evil.smudge', 'diff.evil.textconv', 'diff.external']) {
      repository.git('config', name, `touch ${trap}`)
    }
    repository.write('a.ts', `A\n${body}`)
    repository.write('new.ts', `a\n${body}`)
    for (const kind of ['uncommitted', 'staged', 'branch'] as const) await changed(repository, { kind })
    expect(existsSync(trap)).toBe(false)
  })
})

describe('a comparison that is not possible', () => {
  it.each<[string, ChangeScope, string]>([
    ['a commit that is not there', { kind: 'branch', base: 'no-such' }, '"no-such" is not a commit'],
    ['a name that is an option', { kind: 'branch', base: '--output=x' }, 'is not a commit'],
    ['a file', { kind: 'between', from: 'HEAD:a.ts', to: 'HEAD' }, 'is not a commit'],
  ])('names %s', async (_what, scope, why) => {
    const { folder } = Repository.with({ 'a.ts': 'a\n' })
    await expect(comparedBy(scope, folder)).rejects.toMatchObject({
      code: 'gitUnavailable',
      message: expect.stringContaining(why),
    })
  })

  it('says that there is no default branch, and that a base has another history', async () => {
    const repository = Repository.with({ 'a.ts': 'a\n' })
    repository.git('branch', '--move', 'elsewhere')
    const { folder } = repository
    await expect(comparedBy({ kind: 'branch' }, folder)).rejects.toThrow('no default branch is known')
    repository.git('checkout', '--quiet', '--orphan', 'main')
    repository.git('commit', '--quiet', '--message', 'another beginning')
    await expect(comparedBy({ kind: 'branch', base: 'elsewhere' }, folder)).rejects.toThrow('no commit in common')
  })
})

describe('the change of one open text', () => {
  const scopes = {
    uncommitted: { kind: 'uncommitted' },
    staged: { kind: 'staged' },
    branch: { kind: 'branch', base: 'main' },
  } as const

  /** The changed lines, from 1, of each scope. */
  async function linesOf({ folder }: Repository, name: string, text: string) {
    const of = async (scope: (typeof scopes)[keyof typeof scopes]) =>
      changedLines(await changeOfFile(join(folder, name), text, scope), text.split('\n').length)
        .map(({ startLine, endLine }) => `${startLine + 1}-${endLine}`)
        .join(' ')
    return { uncommitted: await of(scopes.uncommitted), staged: await of(scopes.staged), branch: await of(scopes.branch) }
  }

  it('is told for what is not committed, what is staged and the branch', async () => {
    const repository = Repository.with({ 'a.ts': 'a\nb\nc\nd\ne\nf\n' })
    repository.git('checkout', '--quiet', '-b', 'feature')
    repository.commit({ 'a.ts': 'A\nb\nc\nd\ne\nf\n' })
    repository.stage({ 'a.ts': 'A\nb\nC\nd\ne\nf\n' })
    expect(await linesOf(repository, 'a.ts', 'A\nb\nC\nd\nE\nf\n')).toEqual({
      uncommitted: '3-3 5-5',
      staged: '3-3',
      branch: '1-1 3-3 5-5',
    })
  })

  it('finds staged lines again where lines were added above, and leaves out those that were edited since', async () => {
    const repository = Repository.with({ 'a.ts': 'a\nb\nc\nd\ne\nf\n' })
    repository.stage({ 'a.ts': 'A\nb\nc\nD\ne\nf\n' })
    expect((await linesOf(repository, 'a.ts', 'new\nnew\nagain\nb\nc\nD\ne\nf\n')).staged).toBe('6-6')
  })

  it('knows a renamed file by its old text', async () => {
    const repository = Repository.with({ 'old.ts': 'a\nb\nc\nd\ne\nf\n' })
    repository.git('mv', 'old.ts', 'new.ts')
    expect(await linesOf(repository, 'new.ts', 'a\nb\nc\nd\ne\nF\n')).toMatchObject({ uncommitted: '6-6', branch: '6-6' })
  })

  it('has nothing staged of a file that is not in the index', async () => {
    const repository = Repository.with({ 'a.ts': 'a\n' })
    expect(await linesOf(repository, 'new.ts', 'a\nb')).toEqual({ uncommitted: '1-2', staged: '', branch: '1-2' })
  })
})
