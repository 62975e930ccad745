import { runGit } from '../../context/git.ts'
import { LatentError } from '../../protocol/errors.ts'

/** What git prints for a command in a folder. Paths are taken as they are, not as patterns. Rejects with gitUnavailable. */
export async function git(folder: string, commandLine: readonly string[]): Promise<Buffer> {
  const answer = await runGit(folder, ['--literal-pathspecs', ...commandLine]).catch((error: Error) => {
    throw LatentError.of('gitUnavailable', folder, error.message)
  })
  if (answer.exitCode === 0) return answer.output
  const [reason = ''] = answer.complaint.split('\n')
  throw LatentError.of('gitUnavailable', folder, reason.replace(/^(fatal|error): /, '') || `git ended with ${answer.exitCode}`)
}
