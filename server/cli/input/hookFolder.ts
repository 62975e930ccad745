import { realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { runGit } from '../../context/git.ts'
import { LatentError } from '../../protocol/errors.ts'

/**
 * The folder that git takes a repository's hooks from: `core.hooksPath` where it is set, else `hooks` in the repository's own folder.
 * Rejects with hookWithoutRepository, and with hookRefused where a hook would not be this repository's own.
 */
export async function hookFolder(folder: string): Promise<string> {
  const top = await pathFrom(folder, ['rev-parse', '--show-toplevel'])
  const common = await pathFrom(folder, ['rev-parse', '--git-common-dir'])
  const configured = await configuredFolder(folder)
  if (configured === undefined) return join(common, 'hooks')
  const hooks = resolve(top, configured)
  if (!(await liesIn(top, hooks)) && !(await liesIn(common, hooks))) {
    throw LatentError.of('hookRefused', {
      en: `core.hooksPath is ${hooks}, whose hooks serve other repositories too.`,
      zh: `core.hooksPath 为 ${hooks}，其中的钩子也用于其他仓库。`,
    })
  }
  // Husky's own scripts stand there; they ask for their file by the name they were called by, and are written anew by every install.
  if (basename(hooks) === '_' && basename(dirname(hooks)) === '.husky') {
    throw LatentError.of('hookRefused', {
      en: `The hooks of this repository are kept by Husky in ${dirname(hooks)}.`,
      zh: `此仓库的钩子由 Husky 在 ${dirname(hooks)} 中管理。`,
    })
  }
  return hooks
}

/** What the user's configuration says. Latent's own git commands switch hooks off, in the scope `command`, which does not count. */
async function configuredFolder(folder: string): Promise<string | undefined> {
  const answer = await runGit(folder, ['config', '--null', '--type=path', '--show-scope', '--get-all', 'core.hooksPath'])
  const fields = answer.output.toString().split('\0')
  const values = fields.flatMap((field, index) => (index % 2 === 1 && fields[index - 1] !== 'command' ? [field] : []))
  return values.at(-1)
}

async function pathFrom(folder: string, commandLine: readonly string[]): Promise<string> {
  try {
    const { exitCode, output, complaint } = await runGit(folder, commandLine)
    if (exitCode === 0) return resolve(folder, output.toString().replace(/\r?\n$/, ''))
    throw new Error(complaint.split('\n')[0]?.replace(/^fatal: /, ''))
  } catch (error) {
    throw LatentError.of('hookWithoutRepository', folder, error instanceof Error ? error.message : String(error))
  }
}

async function liesIn(folder: string, path: string): Promise<boolean> {
  const inner = relative(await realpath(folder), await realpath(path).catch(() => path))
  return !inner.startsWith('..') && !isAbsolute(inner)
}
