import { type ExecFileException, execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { LatentError } from '../protocol/errors.ts'

export interface GitAnswer {
  readonly exitCode: number
  readonly output: Buffer
  /** What git said on its error stream, in English. */
  readonly complaint: string
}

/** Runs git in a folder. Rejects only when git cannot be run or does not end: a refusal by git is an answer with its exit code. */
export type RunGit = (folder: string, commandLine: readonly string[]) => Promise<GitAnswer>

const timeoutMs = 10_000
const largestOutputBytes = 64 * 1024 * 1024

/** A repository is data of someone else, so git runs nothing that its configuration names: no file-system monitor, no hooks. */
const harmless = ['core.fsmonitor=false', 'core.hooksPath=/dev/null'].flatMap((setting) => ['-c', setting])

/**
 * The git on the PATH, without a shell. It only reads: it takes no lock that would disturb a git command of the user. `indexFile` is read
 * in the place of the repository's own index.
 */
export const runGit = (folder: string, commandLine: readonly string[], indexFile?: string): Promise<GitAnswer> =>
  new Promise((resolve, reject) => {
    const options = {
      // Windows looks for programs in the current folder first; that must not be one of the workspace.
      cwd: dirname(process.execPath),
      env: { ...environment(process.env), ...(indexFile === undefined ? {} : { GIT_INDEX_FILE: indexFile }) },
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
export async function gitOutput(folder: string, commandLine: readonly string[], indexFile?: string): Promise<Buffer> {
  const answer = await runGit(folder, ['--literal-pathspecs', ...commandLine], indexFile).catch((error: Error) => {
    throw LatentError.of('gitUnavailable', folder, error.message)
  })
  if (answer.exitCode === 0) return answer.output
  throw LatentError.of('gitUnavailable', folder, reasonIn(answer))
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
