import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { faulty, sound } from './code.ts'
import { folderWith, program } from './latent.ts'

export const root = join(import.meta.dirname, '..', '..')

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

/** The definitions as they are shipped. */
export const action: Action = read('integrations/github/action.yml')
export const gitlab: GitlabJob = read('integrations/gitlab/latent.gitlab-ci.yml')['latent-review']
export const [preCommit] = read('.pre-commit-hooks.yaml')

/** A step of the action, by its id. */
export function step(id: string): Step & { readonly run: string } {
  const found = action.runs.steps.find((each) => each.id === id)
  if (found?.run === undefined) throw new Error(`the action has no step ${id} that runs something`)
  return { ...found, run: found.run }
}

/** A repository whose last commit, or only its index, brings in a fault. */
export function repositoryWithFault(committed: boolean): string {
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
export function installed(): { readonly temp: string; readonly path: string } {
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

export function runShell(shell: string, text: string, cwd: string, env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync(shell, ['-c', text], { cwd, env: { ...process.env, ...env }, encoding: 'utf8' })
  return { code: status, stdout, stderr }
}

/** The commit before the newest one of a repository. */
function baseOf(folder: string): string {
  return execFileSync('git', ['rev-parse', 'HEAD~1'], { cwd: folder, encoding: 'utf8' }).trim()
}

/** What the step "Review" gets of a pull request when the inputs are as they are by themselves. */
export function reviewEnv({ temp, path }: ReturnType<typeof installed>, folder: string): Record<string, string> {
  const defaultOf = (name: string) => action.inputs[name]?.default ?? ''
  return {
    PATH: path,
    RUNNER_TEMP: temp,
    GITHUB_OUTPUT: join(temp, 'output'),
    GITHUB_STEP_SUMMARY: join(temp, 'summary'),
    INPUT_PATHS: defaultOf('paths'),
    CHANGES: defaultOf('changes'),
    PULL_REQUEST_BASE: baseOf(folder),
    MODEL: defaultOf('model'),
    FAIL_ON: defaultOf('fail-on'),
    BUDGET: defaultOf('budget'),
    BASELINE: defaultOf('baseline'),
  }
}

/** What the job of GitLab gets of a merge request when the variables are as they are by themselves. */
export function gitlabEnv({ path }: ReturnType<typeof installed>, folder: string): Record<string, string> {
  const { LATENT_MODEL, LATENT_FAIL_ON, LATENT_BUDGET, LATENT_BASELINE } = gitlab.variables
  const variables = { LATENT_MODEL, LATENT_FAIL_ON, LATENT_BUDGET, LATENT_BASELINE }
  const texts = Object.entries(variables).map(([name, value]) => [name, String(value)])
  return { PATH: path, CI_MERGE_REQUEST_DIFF_BASE_SHA: baseOf(folder), ...Object.fromEntries(texts) }
}

/** The job's script, as its runner puts it together. */
export const gitlabScript = `set -e\n${gitlab.script.join('\n')}`
