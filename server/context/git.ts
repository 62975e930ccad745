import { type ExecFileException, execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { LatentError } from '../protocol/errors.ts'

export interface GitAnswer {
  readonly exitCode: number
  readonly output: Buffer
  /** What git said on its error stream, in English. */
  readonly complaint: string
}

/** What git heeds beside its command line. */
export interface GitSurroundings {
  /** Read in the place of the repository's index. */
  readonly indexFile?: string
  /** In the place of what its configuration says. */
  readonly settings?: readonly (readonly [name: string, value: string])[]
}

/** Runs git in a folder. Rejects only when git cannot be run or does not end: a refusal by git is an answer with its exit code. */
export type RunGit = (folder: string, commandLine: readonly string[], surroundings?: GitSurroundings) => Promise<GitAnswer>

const timeoutMs = 10_000
const largestOutputBytes = 64 * 1024 * 1024

/** A repository is data of someone else, so git runs nothing that its configuration names: no file-system monitor, no hooks. */
const harmless = ['core.fsmonitor=false', 'core.hooksPath=/dev/null'].flatMap((setting) => ['-c', setting])

/** The git on the PATH, without a shell. It only reads: it takes no lock that would disturb a git command of the user. */
export const runGit: RunGit = (folder, commandLine, surroundings = {}) =>
  new Promise((resolve, reject) => {
    const options = {
      // Windows looks for programs in the current folder first; that must not be one of the workspace.
      cwd: dirname(process.execPath),
      env: { ...environment(process.env), ...variablesOf(surroundings) },
      encoding: 'buffer',
      timeout: timeoutMs,
      maxBuffer: largestOutputBytes,
      windowsHide: true,
    } as const
    const child = execFile('git', ['-C', folder, ...harmless, ...commandLine], options, (error, output, complaint) => {
      if (error !== null && typeof error.code !== 'number') reject(new Error(whyNotRun(error), { cause: error }))
      else resolve({ exitCode: Number(error?.code ?? 0), output, complaint: complaint.toString().trim() })
    })
    child.stdin?.end()
  })

/** What git prints for a command in a folder. Paths are taken as they are, not as patterns. Rejects with gitUnavailable. */
export async function gitOutput(
  folder: string,
  commandLine: readonly string[],
  surroundings: GitSurroundings = {},
): Promise<Buffer> {
  const answer = await runGit(folder, ['--literal-pathspecs', ...commandLine], surroundings).catch((error: Error) => {
    throw LatentError.of('gitUnavailable', folder, error.message)
  })
  if (answer.exitCode === 0) return answer.output
  throw LatentError.of('gitUnavailable', folder, reasonIn(answer))
}

/**
 * Settings that keep git from running the filters of a repository. It runs them when it has to read a file of the working tree to know
 * whether it is changed, as it does for one that was written in the same moment as the index. Rejects with gitUnavailable.
 */
export async function withoutFilters(folder: string): Promise<GitSurroundings> {
  const answer = await runGit(folder, ['config', '-z', '--name-only', '--get-regexp', '^filter\\.']).catch((error: Error) => {
    throw LatentError.of('gitUnavailable', folder, error.message)
  })
  const names = answer.output.toString().split('\0').filter(Boolean)
  const drivers = new Set(names.map((name) => name.slice(0, name.lastIndexOf('.'))))
  const off = { clean: '', process: '', required: 'false' }
  return {
    settings: [...drivers].flatMap((driver) => Object.entries(off).map(([name, value]) => [`${driver}.${name}`, value] as const)),
  }
}

/** Settings by the environment rather than the command line, where a name with `=` would be cut. */
function variablesOf({ indexFile, settings = [] }: GitSurroundings): Readonly<Record<string, string>> {
  const variables = settings.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  return {
    ...(indexFile === undefined ? {} : { GIT_INDEX_FILE: indexFile }),
    ...(settings.length === 0 ? {} : { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(variables) }),
  }
}

/** Why git refused, as the beginning of a sentence. */
export function reasonIn({ complaint, exitCode }: GitAnswer): string {
  const [line = ''] = complaint.split('\n')
  return line.replace(/^(fatal|error): /, '').replace(/\.$/, '') || `git ended with ${exitCode}`
}

/** Without git's own variables: they may point to another repository when an editor or a hook was started by git. */
function environment(inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(inherited).filter(([name]) => !/^GIT_/i.test(name) || name === 'GIT_CEILING_DIRECTORIES')
  return {
    ...Object.fromEntries(others),
    GIT_OPTIONAL_LOCKS: '0',
    // A partial clone would fetch a missing text by whatever program it names; older gits heed only the second of these.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
}

function whyNotRun(error: ExecFileException): string {
  if (error.code === 'ENOENT') return 'git is not installed'
  if (error.killed === true) return `git did not answer within ${timeoutMs / 1000} seconds`
  return `git could not be run: ${error.message}`
}
