import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  action,
  gitlab,
  gitlabEnv,
  gitlabScript,
  installed,
  preCommit,
  repositoryWithFault,
  reviewEnv,
  root,
  runShell,
  step,
} from './ciScene.ts'
import { folderWith, latent } from './latent.ts'

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
    const runner = installed()
    const { temp } = runner
    const folder = repositoryWithFault(true)
    const { stdout, stderr } = runShell('bash', step('review').run, folder, reviewEnv(runner, folder))
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
    const folder = repositoryWithFault(true)
    const { code, stdout, stderr } = runShell('sh', gitlabScript, folder, gitlabEnv(installed(), folder))
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
