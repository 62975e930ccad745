import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { faulty, sound } from './code.ts'
import { folderWith, latent, program } from './latent.ts'

const root = join(import.meta.dirname, '..', '..')

interface Step {
  readonly id?: string
  readonly uses?: string
  readonly if?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}

interface GitlabJob {
  readonly script: readonly string[]
  readonly variables: Readonly<Record<string, string | number>>
  readonly artifacts: { readonly reports: { readonly codequality: string } }
  readonly allow_failure: { readonly exit_codes: readonly number[] }
}

function read(path: string) {
  return parse(readFileSync(join(root, path), 'utf8'))
}

const action: Action = read('integrations/github/action.yml')
const gitlab: GitlabJob = read('integrations/gitlab/latent.gitlab-ci.yml')['latent-review']
const [preCommit] = read('.pre-commit-hooks.yaml')

function step(id: string): Step & { readonly run: string } {
  const found = action.runs.steps.find((each) => each.id === id)
  if (found?.run === undefined) throw new Error(`the action has no step ${id} that runs something`)
  return { ...found, run: found.run }
}

/** A repository whose last commit, or only its index, brings in a fault. */
function repositoryWithFault(committed: boolean): string {
  const folder = folderWith({ 'clock.ts': sound })
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', ...words], { cwd: folder })
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'first')
  writeFileSync(join(folder, 'clock.ts'), faulty)
  git('add', '.')
  if (committed) git('commit', '--quiet', '--message', 'second')
  return folder
}

/** A folder with a program `latent` for the PATH, as the action's own step makes it. */
function installed(): { readonly temp: string; readonly path: string } {
  const temp = folderWith({ path: '', env: '' })
  const env = {
    COMMAND: `'${process.execPath}' '${program}'`,
    RUNNER_TEMP: temp,
    GITHUB_PATH: `${temp}/path`,
    GITHUB_ENV: `${temp}/env`,
  }
  runShell('bash', step('install').run, temp, env)
  return { temp, path: `${readFileSync(join(temp, 'path'), 'utf8').trim()}:${process.env.PATH}` }
}

function runShell(shell: string, text: string, cwd: string, env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync(shell, ['-c', text], { cwd, env: { ...process.env, ...env }, encoding: 'utf8' })
  return { code: status, stdout, stderr }
}

describe('every option that a definition names is one of the command', () => {
  const scripts = [
    ['the GitHub Action', action.runs.steps.map(({ run = '' }) => run).join('\n')],
    ['the GitLab template', gitlab.script.join('\n')],
    ['the pre-commit definition', preCommit.entry],
    ['the Git hook', readFileSync(join(root, 'server', 'cli', 'output', 'hookScript.ts'), 'utf8')],
    ['docs/ci.md', readFileSync(join(root, 'docs', 'ci.md'), 'utf8')],
  ]

  it.each(scripts)('in %s', async (_what, text) => {
    const { stdout } = await latent(['review', '--help'])
    const known = new Set(stdout.match(/--[a-z][a-z-]*/g))
    const lines = text.split('\n').filter((line: string) => /latent review|review --changes|options|--output/.test(line))
    const named: readonly string[] = lines.join('\n').match(/(?<![\w-])--[a-z][a-z-]*/g) ?? []
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((option) => !known.has(option) && option !== '--no-verify')).toEqual([])
  })
})

describe('the GitHub Action', () => {
  it('uses each of its inputs and no other', () => {
    const text = readFileSync(join(root, 'integrations', 'github', 'action.yml'), 'utf8')
    const used = new Set([...text.matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name))
    expect([...used].sort()).toEqual(Object.keys(action.inputs).sort())
  })

  it('puts no value of the event into a script, where it could become a command', () => {
    for (const { run = '' } of action.runs.steps) expect(run).not.toContain('${{')
  })

  it('annotates a fault, writes SARIF and a summary, and fails the job', () => {
    const { temp, path } = installed()
    const folder = repositoryWithFault(true)
    const base = execFileSync('git', ['rev-parse', 'HEAD~1'], { cwd: folder, encoding: 'utf8' }).trim()
    const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]))
    const { stdout, stderr } = runShell('bash', step('review').run, folder, {
      PATH: path,
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: join(temp, 'output'),
      GITHUB_STEP_SUMMARY: join(temp, 'summary'),
      INPUT_PATHS: '',
      CHANGES: '',
      PULL_REQUEST_BASE: base,
      MODEL: defaults.model ?? '',
      FAIL_ON: defaults['fail-on'] ?? '',
      BUDGET: defaults.budget ?? '',
      BASELINE: '',
    })
    expect(stdout, stderr).toMatch(/^::warning file=clock\.ts,line=5,/m)
    expect(readFileSync(join(temp, 'output'), 'utf8')).toBe(`exit-code=1\nsarif=${temp}/latent.sarif\n`)
    expect(JSON.parse(readFileSync(join(temp, 'latent.sarif'), 'utf8')).runs[0].results.length).toBeGreaterThan(0)
    expect(readFileSync(join(temp, 'summary'), 'utf8')).toContain('# Latent review')
  })

  it('hands paths with blanks and options with dashes on as they are, and tells when it could not run', () => {
    const { temp, path } = installed()
    const env = {
      PATH: path,
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: join(temp, 'output'),
      GITHUB_STEP_SUMMARY: join(temp, 'summary'),
      INPUT_PATHS: 'no such folder\n--help\n',
      CHANGES: '',
      PULL_REQUEST_BASE: '',
      MODEL: 'starter',
      FAIL_ON: 'warning',
      BUDGET: '1m',
      BASELINE: '',
    }
    const { stderr } = runShell('bash', step('review').run, folderWith({}), env)
    expect(stderr).toContain('no such folder does not exist')
    expect(readFileSync(join(temp, 'output'), 'utf8')).toBe('exit-code=2\n')
    expect(existsSync(join(temp, 'summary'))).toBe(false)
  })

  it.each([
    ['0', 0],
    ['1', 1],
    ['2', 2],
    ['3', 0],
  ])('ends with exit code %s of the review as %i', (code, expected) => {
    expect(runShell('bash', step('outcome').run, folderWith({}), { CODE: code }).code).toBe(expected)
  })
})

describe('the GitLab template', () => {
  it('writes the report that it hands over, and fails for a fault', () => {
    const { path } = installed()
    const folder = repositoryWithFault(true)
    const base = execFileSync('git', ['rev-parse', 'HEAD~1'], { cwd: folder, encoding: 'utf8' }).trim()
    const { LATENT_MODEL, LATENT_FAIL_ON, LATENT_BUDGET } = gitlab.variables
    const { code, stdout, stderr } = runShell('sh', `set -e\n${gitlab.script.join('\n')}`, folder, {
      PATH: path,
      LATENT_MODEL: String(LATENT_MODEL),
      LATENT_FAIL_ON: String(LATENT_FAIL_ON),
      LATENT_BUDGET: String(LATENT_BUDGET),
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
    })
    expect(code, stderr).toBe(1)
    expect(stdout).toMatch(/^clock\.ts:5:/m)
    const [issue] = JSON.parse(readFileSync(join(folder, gitlab.artifacts.reports.codequality), 'utf8'))
    expect(issue).toMatchObject({ severity: 'major', location: { path: 'clock.ts', lines: { begin: 5 } } })
    expect(gitlab.allow_failure.exit_codes).toEqual([3])
  })
})

describe('the pre-commit definition', () => {
  it('is the same review as the Git hook', () => {
    expect(preCommit).toMatchObject({ id: 'latent-review', language: 'system', pass_filenames: false, stages: ['pre-commit'] })
  })

  it('fails for a staged fault', () => {
    const { path } = installed()
    const { code, stdout } = runShell('sh', preCommit.entry, repositoryWithFault(false), { PATH: path })
    expect(stdout).toMatch(/^clock\.ts:5:/m)
    expect(code).toBe(1)
  })

  it('passes when there is nothing to review', () => {
    const { path } = installed()
    expect(runShell('sh', preCommit.entry, repositoryWithFault(true), { PATH: path }).code).toBe(0)
  })
})
