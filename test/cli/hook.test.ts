import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faulty, sound } from './code.ts'
import { folderWith, latent } from './latent.ts'

const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid']

/** A repository with one commit; `git` resolves with the exit code and what was printed. */
function repositoryWith(files: Readonly<Record<string, string>>) {
  const folder = realpathSync(folderWith(files))
  const git = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync('git', [...identity, ...words], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    })
    return { code: status, text: stdout + stderr }
  }
  git('init', '--quiet', '--initial-branch=main')
  git('add', '.')
  git('commit', '--quiet', '--message', 'first')
  const commits = () => Number(git('rev-list', '--count', 'HEAD').text)
  return { folder, git, commits, hook: join(folder, '.git', 'hooks', 'pre-commit') }
}

function script(path: string, ...lines: string[]): void {
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'))
  chmodSync(path, 0o755)
}

describe('the hook of a real repository', () => {
  it('stops the commit of a fault, and lets it pass once the fault is mended', async () => {
    const { folder, git, commits } = repositoryWith({ 'clock.ts': sound })
    await latent(['hook', 'install'], { cwd: folder })

    writeFileSync(join(folder, 'clock.ts'), faulty)
    git('add', '.')
    const stopped = git('commit', '--message', 'fault')
    expect(stopped.text).toMatch(/^clock\.ts:5:\d+ {2}warning {2}bug\./m)
    expect(stopped.text).toContain('git commit --no-verify')
    expect({ code: stopped.code, commits: commits() }).toEqual({ code: 1, commits: 1 })

    const mended = sound.replace('padStart(2', 'padStart(2 ')
    writeFileSync(join(folder, 'clock.ts'), mended)
    git('add', '.')
    const passed = git('commit', '--message', 'mended')
    expect({ code: passed.code, commits: commits() }, passed.text).toEqual({ code: 0, commits: 2 })
  })

  it('looks at what the commit takes: with --all also what was not staged, with a path nothing else', async () => {
    const { folder, git, commits } = repositoryWith({ 'clock.ts': sound, 'other.ts': sound })
    await latent(['hook', 'install'], { cwd: folder })
    writeFileSync(join(folder, 'clock.ts'), faulty)
    writeFileSync(join(folder, 'other.ts'), `${sound}\nexport const answer = 42\n`)
    const all = git('commit', '--all', '--message', 'all')
    expect({ code: all.code, commits: commits() }, all.text).toEqual({ code: 1, commits: 1 })
    expect(git('commit', '--message', 'other', 'other.ts').code).toBe(0)
  })

  it('is not led astray by the index of another repository, which a program started from its hook inherits', async () => {
    const { folder } = repositoryWith({ 'clock.ts': sound })
    const other = repositoryWith({ 'clock.ts': sound })
    writeFileSync(join(other.folder, 'clock.ts'), faulty)
    other.git('add', '.')
    const env = { GIT_INDEX_FILE: join(other.folder, '.git', 'index'), LATENT_MODELS: '/nonexistent-latent-models' }
    const { code, stdout } = await latent(['review', '--changes=staged'], { cwd: folder, env })
    expect(stdout).toContain('No findings in 0 files.')
    expect(code).toBe(0)
    // In its own repository that index counts: there is something to review, and the model is missing.
    expect((await latent(['review', '--changes=staged'], { cwd: other.folder, env })).code).toBe(2)
  })

  it('is passed by --no-verify', async () => {
    const { folder, git } = repositoryWith({ 'clock.ts': sound })
    await latent(['hook', 'install'], { cwd: folder })
    writeFileSync(join(folder, 'clock.ts'), faulty)
    expect(git('commit', '--all', '--no-verify', '--message', 'fault').code).toBe(0)
  })

  it('stops a commit that cannot be reviewed, with the reason and the way out', async () => {
    const { folder, git } = repositoryWith({ 'clock.ts': sound })
    await latent(['hook', 'install'], { cwd: folder })
    writeFileSync(join(folder, 'clock.ts'), faulty)
    git('add', '.')
    const { status, stderr } = spawnSync('git', [...identity, 'commit', '--message', 'x'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, LATENT_MODELS: folderWith({}), LATENT_MODEL: '' },
    })
    expect(status).toBe(1)
    expect(stderr).toContain('latent models pull')
    expect(stderr).toContain('--no-verify')
  })

  it('lets a commit pass, and says so, when Latent is no longer there', async () => {
    const { folder, git, hook } = repositoryWith({ 'clock.ts': sound })
    await latent(['hook', 'install'], { cwd: folder })
    writeFileSync(hook, readFileSync(hook, 'utf8').replace(/^cli='.*'$/m, "cli='/no/such/cli.js'"))
    writeFileSync(join(folder, 'clock.ts'), faulty)
    const { code, text } = git('commit', '--all', '--message', 'fault')
    expect(text).toContain('latent hook install')
    expect(code).toBe(0)
  })
})

describe('latent hook install', () => {
  it('writes the hook once, however often it is called, and says what it runs', async () => {
    const { folder, hook } = repositoryWith({ 'a.ts': '' })
    const first = await latent(['hook', 'install'], { cwd: folder })
    const text = readFileSync(hook, 'utf8')
    expect(first).toEqual({
      code: 0,
      stdout: `${hook} runs \`latent review --changes=staged --budget 60s\` before each commit.\n`,
      stderr: '',
    })
    expect(await latent(['hook', 'install'], { cwd: folder })).toEqual(first)
    expect(readFileSync(hook, 'utf8')).toBe(text)
    expect(statSync(hook).mode & 0o777).toBe(0o755)
  })

  it('keeps a hook that is there, which runs first and can stop the commit; uninstall puts it back', async () => {
    const { folder, git, hook, commits } = repositoryWith({ 'a.txt': '1' })
    mkdirSync(join(folder, '.git', 'hooks'), { recursive: true })
    script(hook, 'echo "from before"', 'test ! -e stop')
    const before = readFileSync(hook, 'utf8')
    await latent(['hook', 'install'], { cwd: folder })
    expect((await latent(['hook', 'install'], { cwd: folder })).stdout).toContain('runs first')

    writeFileSync(join(folder, 'stop'), '')
    writeFileSync(join(folder, 'a.txt'), '2')
    const stopped = git('commit', '--all', '--message', 'second')
    expect(stopped.text).toContain('from before')
    expect({ code: stopped.code, commits: commits() }).toEqual({ code: 1, commits: 1 })

    const uninstalled = await latent(['hook', 'uninstall'], { cwd: folder })
    expect(uninstalled.stdout).toBe(`${hook} is the hook from before again.\n`)
    expect(readFileSync(hook, 'utf8')).toBe(before)
    expect(existsSync(`${hook}.before-latent`)).toBe(false)
  })

  it('keeps a link as a link', async () => {
    const { folder, hook } = repositoryWith({ 'tools/check.sh': '#!/bin/sh\n' })
    mkdirSync(join(folder, '.git', 'hooks'), { recursive: true })
    symlinkSync('../../tools/check.sh', hook)
    await latent(['hook', 'install'], { cwd: folder })
    await latent(['hook', 'uninstall'], { cwd: folder })
    expect(readFileSync(hook, 'utf8')).toBe('#!/bin/sh\n')
    expect(readFileSync(join(folder, 'tools', 'check.sh'), 'utf8')).toBe('#!/bin/sh\n')
  })

  it('does not overwrite what is kept', async () => {
    const { folder, hook } = repositoryWith({ 'a.ts': '' })
    mkdirSync(join(folder, '.git', 'hooks'), { recursive: true })
    script(hook, 'exit 0')
    script(`${hook}.before-latent`, 'exit 1')
    const { code, stderr } = await latent(['hook', 'install'], { cwd: folder })
    expect(stderr).toMatch(/^latent: .*pre-commit\.before-latent is there already.*latent review --changes=staged.*\n$/)
    expect(code).toBe(2)
    expect(readFileSync(hook, 'utf8')).toBe('#!/bin/sh\nexit 0\n')
  })

  it('heeds core.hooksPath within the repository', async () => {
    const { folder, git, hook } = repositoryWith({ 'a.ts': '' })
    git('config', 'core.hooksPath', 'tools/hooks')
    await latent(['hook', 'install'], { cwd: folder })
    expect(existsSync(hook)).toBe(false)
    expect(readFileSync(join(folder, 'tools', 'hooks', 'pre-commit'), 'utf8')).toContain('review --changes=staged --budget 60s')
  })

  it.each([
    ['serves other repositories too', () => folderWith({})],
    ['belongs to Husky', () => '.husky/_'],
  ])('refuses a core.hooksPath that %s', async (_why, hooks) => {
    const { folder, git } = repositoryWith({ 'a.ts': '' })
    git('config', 'core.hooksPath', hooks())
    const { code, stderr } = await latent(['hook', 'install'], { cwd: folder })
    expect(stderr).toMatch(
      /^latent: .*(other repositories|Husky).* Call `latent review --changes=staged --budget 60s` from your own hook instead\.\n$/,
    )
    expect(code).toBe(2)
  })

  it('works from a folder below and in a linked worktree', async () => {
    const { folder, git, hook } = repositoryWith({ 'sub/a.ts': '' })
    const linked = join(realpathSync(folderWith({})), 'linked')
    git('worktree', 'add', '--quiet', linked)
    expect((await latent(['hook', 'install'], { cwd: linked })).stdout).toContain(hook)
    expect((await latent(['hook', 'uninstall'], { cwd: join(folder, 'sub') })).stdout).toBe(`${hook} is gone.\n`)
  })

  it('ends with 2 outside of a repository', async () => {
    const { code, stderr } = await latent(['hook', 'install'], { cwd: folderWith({}) })
    expect(stderr).toMatch(
      /^latent: No hook can be put into .*: not a git repository.* Run this in a git repository with files\.\n$/,
    )
    expect(code).toBe(2)
  })
})

describe('latent hook uninstall', () => {
  it('says so where there is no hook', async () => {
    const { folder, hook } = repositoryWith({ 'a.ts': '' })
    rmSync(hook, { force: true })
    const { code, stdout } = await latent(['hook', 'uninstall'], { cwd: folder })
    expect({ code, stdout }).toEqual({ code: 0, stdout: `There is no hook ${hook}; nothing was changed.\n` })
  })

  it("leaves another program's hook alone", async () => {
    const { folder, hook } = repositoryWith({ 'a.ts': '' })
    mkdirSync(join(folder, '.git', 'hooks'), { recursive: true })
    script(hook, 'exit 0')
    const { code, stdout } = await latent(['hook', 'uninstall'], { cwd: folder })
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${hook} is not Latent's; nothing was changed.\n` })
    expect(existsSync(hook)).toBe(true)
  })
})

it('the script is what a shell takes, also with an apostrophe in its paths', async () => {
  const { hookScript } = await import('../../server/cli/output/hookScript.ts')
  const folder = folderWith({ hook: hookScript({ node: "/it's/node", cli: '/a b/cli.js' }, 'en') })
  execFileSync('sh', ['-n', join(folder, 'hook')])
  expect(readFileSync(join(folder, 'hook'), 'utf8')).toContain("node='/it'\\''s/node'\n")
})
