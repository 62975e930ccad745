import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
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

const tools = join(root, '.cache', 'ci-tools')

/** A program of `node scripts/ciTools.mjs`. */
function python(words: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const all = { ...process.env, PYTHONPATH: tools, ...env }
  const { status, stdout, stderr } = spawnSync('python3', ['-m', ...words], { cwd, env: all, encoding: 'utf8' })
  return { code: status, output: `${stdout}${stderr}` }
}

/** A baseline with what a repository has now. */
async function baselineIn(folder: string): Promise<string> {
  const file = join(folder, 'baseline.json')
  const { code, stderr } = await latent(['review', 'clock.ts', '--write-baseline', file], { cwd: folder })
  expect(code, stderr).toBe(0)
  return file
}

describe('only new findings fail', () => {
  it('the GitHub Action', async () => {
    const folder = repositoryWithFault(true)
    const runner = installed()
    const known = { ...reviewEnv(runner, folder), BASELINE: await baselineIn(folder) }
    const { stdout, stderr } = runShell('bash', step('review').run, folder, known)
    expect(readFileSync(join(runner.temp, 'output'), 'utf8'), stderr).toContain('exit-code=0\n')
    expect(stdout).not.toContain('::warning')
  })

  it('the job of GitLab', async () => {
    const folder = repositoryWithFault(true)
    const known = { ...gitlabEnv(installed(), folder), LATENT_BASELINE: await baselineIn(folder) }
    const { code, stderr } = runShell('sh', gitlabScript, folder, known)
    expect(code, stderr).toBe(0)
    expect(JSON.parse(readFileSync(join(folder, gitlab.artifacts.reports.codequality), 'utf8'))).toEqual([])
  })
})

describe('a budget that is too short', () => {
  it('lets the GitHub Action pass with a warning', () => {
    const folder = repositoryWithFault(true)
    const runner = installed()
    runShell('bash', step('review').run, folder, { ...reviewEnv(runner, folder), BUDGET: '1ms' })
    const [, code = ''] = /exit-code=(\d)/.exec(readFileSync(join(runner.temp, 'output'), 'utf8')) ?? []
    const outcome = runShell('bash', step('outcome').run, folder, { CODE: code })
    expect({ code, outcome: outcome.code }).toEqual({ code: '3', outcome: 0 })
    expect(outcome.stdout).toMatch(/^::warning title=Latent::The time was up/)
  })
})

describe('the model', () => {
  it('is not fetched again where the cache has it', () => {
    const { path } = installed()
    // No network to fetch it by: what is answered comes from the folder that the cache keeps.
    const offline = { PATH: path, MODEL: 'starter', HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' }
    const { code, stderr } = runShell('bash', step('model').run, folderWith({}), offline)
    expect(code, stderr).toBe(0)
  })
})

describe.skipIf(!existsSync(tools))('by the published schemas and pre-commit itself', () => {
  const block = (marker: string) => {
    const blocks = readFileSync(join(root, 'docs', 'ci.md'), 'utf8').match(/(?<=^```yaml\n)[\s\S]*?(?=^```$)/gm) ?? []
    const found = blocks.find((each) => each.includes(marker))
    if (found === undefined) throw new Error(`docs/ci.md has no YAML with ${marker}`)
    return found
  }

  it.each([
    ['the GitHub Action', 'github-actions', () => readFileSync(join(root, 'integrations/github/action.yml'), 'utf8')],
    ['the GitLab template', 'gitlab-ci', () => readFileSync(join(root, 'integrations/gitlab/latent.gitlab-ci.yml'), 'utf8')],
    ['the workflow in docs/ci.md', 'github-workflows', () => block('pull_request')],
    ['the use of the template in docs/ci.md', 'gitlab-ci', () => block('include:')],
  ])('%s is valid', (_what, schema, text) => {
    const folder = folderWith({ 'definition.yml': text() })
    const check = ['check_jsonschema', '--builtin-schema', `vendor.${schema}`, 'definition.yml']
    expect(python(check, folder)).toMatchObject({ code: 0 })
    writeFileSync(join(folder, 'definition.yml'), text().replace(/^ {2,}[a-z-]+:.*$/m, '  - wrong'))
    expect(python(check, folder).code).toBe(1)
  })

  it.each([
    ['the definition', 'validate-manifest', () => readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')],
    ['the configuration in docs/ci.md', 'validate-config', () => block('hooks:')],
  ])('%s for pre-commit is valid', (_what, command, text) => {
    const folder = folderWith({ 'definition.yaml': text(), 'wrong.yaml': text().replace(/\bid:/, 'name:') })
    expect(python(['pre_commit', command, 'definition.yaml'], folder)).toMatchObject({ code: 0 })
    expect(python(['pre_commit', command, 'wrong.yaml'], folder).code).toBe(1)
  })

  it('stops a commit with a fault, and lets it pass with arguments that say so', () => {
    const folder = repositoryWithFault(false)
    const definition = folderWith({ '.pre-commit-hooks.yaml': readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8') })
    const git =
      'git init --quiet && git add . && git -c user.name=Test -c user.email=test@example.invalid commit --quiet -m hooks'
    expect(runShell('sh', git, definition, {}).code).toBe(0)
    const env = { PATH: installed().path, PRE_COMMIT_HOME: folderWith({}) }
    const tried = python(['pre_commit', 'try-repo', definition, preCommit.id, '--all-files'], folder, env)
    expect(tried.output).toMatch(/^clock\.ts:5:/m)
    expect(tried.code).toBe(1)
    const hook = `repos: [{ repo: ${definition}, rev: HEAD, hooks: [{ id: ${preCommit.id}, args: [--fail-on, never] }] }]\n`
    writeFileSync(join(folder, '.pre-commit-config.yaml'), hook)
    const passed = python(['pre_commit', 'run', '--all-files'], folder, env)
    expect(passed.output).toMatch(/^clock\.ts:5:/m)
    expect(passed.code).toBe(0)
  })
})
