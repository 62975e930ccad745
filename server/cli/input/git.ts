import { realpath } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { runGit } from '../../context/git.ts'
import { LatentError } from '../../protocol/errors.ts'

/** What git prints for a command in a folder. Paths are taken as they are, not as patterns. Rejects with gitUnavailable. */
export async function git(folder: string, commandLine: readonly string[]): Promise<Buffer> {
  try {
    const answer = await runGit(folder, ['--literal-pathspecs', ...commandLine], await commitIndex(folder, process.env))
    if (answer.exitCode === 0) return answer.output
    const [reason = ''] = answer.complaint.split('\n')
    throw new Error(reason.replace(/^(fatal|error): /, '') || `git ended with ${answer.exitCode}`)
  } catch (error) {
    throw LatentError.of('gitUnavailable', folder, error instanceof Error ? error.message : String(error))
  }
}

/**
 * The index of the commit that is being made, which git names to its hooks: with `git commit --all` it is not the usual one. That of
 * another repository is not taken: it is named to whatever an editor or a script starts from a hook.
 */
async function commitIndex(folder: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const named = env.GIT_INDEX_FILE
  if (named === undefined || named === '') return undefined
  const { exitCode, output } = await runGit(folder, ['rev-parse', '--absolute-git-dir'])
  if (exitCode !== 0) return undefined
  const [gitFolder, indexFolder] = await Promise.all([
    realpath(output.toString().replace(/\r?\n$/, '')),
    realpath(dirname(resolve(named))).catch(() => ''),
  ])
  return `${indexFolder}${sep}`.startsWith(`${gitFolder}${sep}`) ? resolve(named) : undefined
}
