import { lstat, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import type { Host } from './host.ts'
import { hookFolder } from './input/hookFolder.ts'
import { hookReview, hookScript, isLatentHook, keptHook } from './output/hookScript.ts'
import { notWritable, replaceFile } from './output/replaceFile.ts'

const examples = `
The hook reviews what is staged before each commit, for at most a minute. It stops the commit where there are findings. A hook
that is there already is kept and runs first. "git commit --no-verify" commits without either.

Exit codes: 0 done, 2 could not be done.
`

/** `latent hook`: reviews what is staged before each commit of a repository. */
export function hookCommand(host: Host): Command {
  return new Command('hook')
    .description('review what is staged before each commit')
    .addCommand(installCommand(host))
    .addCommand(uninstallCommand(host))
    .addHelpText('after', examples)
}

function installCommand(host: Host): Command {
  return new Command('install').description("put the hook into this repository's folder of hooks").action(async () => {
    host.out.write(`${printable(await install(host))}\n`)
  })
}

function uninstallCommand(host: Host): Command {
  return new Command('uninstall')
    .description('take it away again, and put back the hook that was there before')
    .action(async () => {
      host.out.write(`${printable(await uninstall(host))}\n`)
    })
}

/** What was done, in words. Rejects with hookWithoutRepository, hookRefused and outputNotWritable. */
async function install({ workingFolder, programFolder }: Host): Promise<string> {
  const folder = await hookFolder(workingFolder)
  const { hook, kept } = filesIn(folder)
  const script = hookScript({ node: process.execPath, cli: join(programFolder, 'cli.js') })
  const before = await hookAt(hook)
  if (before === 'foreign' && (await hookAt(kept)) !== 'none') {
    throw LatentError.of('hookRefused', `${kept} is there already, so the hook ${hook} cannot be kept under that name.`)
  }
  await writing(hook, async () => {
    await mkdir(folder, { recursive: true })
    if (before === 'foreign') await rename(hook, kept)
    await replaceFile(hook, script, 0o755).catch(async (error) => {
      if (before === 'foreign') await rename(kept, hook)
      throw error
    })
  })
  const first = (await hookAt(kept)) === 'none' ? '' : ` The hook that was there runs first, as ${keptHook}.`
  return `${hook} runs \`latent ${hookReview}\` before each commit.${first}`
}

/** As `install`. */
async function uninstall({ workingFolder }: Host): Promise<string> {
  const { hook, kept } = filesIn(await hookFolder(workingFolder))
  if ((await hookAt(hook)) !== 'latent') return `${hook} is not Latent's; nothing was changed.`
  const isKept = (await hookAt(kept)) !== 'none'
  await writing(hook, () => (isKept ? rename(kept, hook) : rm(hook)))
  return isKept ? `${hook} is the hook from before again.` : `${hook} is gone.`
}

function filesIn(folder: string): { readonly hook: string; readonly kept: string } {
  return { hook: join(folder, 'pre-commit'), kept: join(folder, keptHook) }
}

/** Links count as what they are, also those that lead nowhere. */
async function hookAt(path: string): Promise<'none' | 'latent' | 'foreign'> {
  const facts = await lstat(path).catch(() => undefined)
  if (facts === undefined) return 'none'
  const text = facts.isFile() ? await readFile(path, 'utf8').catch(() => '') : ''
  return isLatentHook(text) ? 'latent' : 'foreign'
}

async function writing(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    throw notWritable(path, error)
  }
}
