import { lstat, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import type { Host } from './host.ts'
import { hookFolder } from './input/hookFolder.ts'
import { hookReview, hookScript, isLatentHook, keptHook } from './output/hookScript.ts'
import { notWritable, replaceFile } from './output/replaceFile.ts'
import { hookTexts } from './texts/hook.ts'

/** `latent hook`: reviews what is staged before each commit of a repository. */
export function hookCommand(host: Host): Command {
  const say = hookTexts[host.language]
  return new Command('hook')
    .description(say.description)
    .addCommand(installCommand(host))
    .addCommand(uninstallCommand(host))
    .addHelpText('after', say.examples)
}

function installCommand(host: Host): Command {
  return new Command('install').description(hookTexts[host.language].install).action(async () => {
    host.out.write(`${printable(await install(host))}\n`)
  })
}

function uninstallCommand(host: Host): Command {
  return new Command('uninstall').description(hookTexts[host.language].uninstall).action(async () => {
    host.out.write(`${printable(await uninstall(host))}\n`)
  })
}

/** What was done, in words. Rejects with hookWithoutRepository, hookRefused and outputNotWritable. */
async function install({ workingFolder, programFolder, language }: Host): Promise<string> {
  const folder = await hookFolder(workingFolder)
  const { hook, kept } = filesIn(folder)
  const script = hookScript({ node: process.execPath, cli: join(programFolder, 'cli.js') }, language)
  const before = await hookAt(hook)
  if (before === 'foreign' && (await hookAt(kept)) !== 'none') {
    throw LatentError.of('hookRefused', {
      en: `${kept} is there already, so the hook ${hook} cannot be kept under that name.`,
      zh: `${kept} 已存在，因此钩子 ${hook} 无法以该名称保留。`,
    })
  }
  await writing(hook, async () => {
    await mkdir(folder, { recursive: true })
    if (before === 'foreign') await rename(hook, kept)
    await replaceFile(hook, script, 0o755).catch(async (error) => {
      if (before === 'foreign') await rename(kept, hook)
      throw error
    })
  })
  const say = hookTexts[language]
  const first = (await hookAt(kept)) === 'none' ? '' : say.runsFirst(keptHook)
  return say.installed(hook, hookReview) + first
}

/** As `install`. */
async function uninstall({ workingFolder, language }: Host): Promise<string> {
  const say = hookTexts[language]
  const { hook, kept } = filesIn(await hookFolder(workingFolder))
  const there = await hookAt(hook)
  if (there !== 'latent') return there === 'none' ? say.notThere(hook) : say.notOurs(hook)
  const isKept = (await hookAt(kept)) !== 'none'
  await writing(hook, () => (isKept ? rename(kept, hook) : rm(hook)))
  return isKept ? say.restored(hook) : say.gone(hook)
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
