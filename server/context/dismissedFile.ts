import { randomUUID } from 'node:crypto'
import { lstat, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import type { Dismissal } from '../protocol/dismissal.ts'
import { formatDismissals, parseDismissals } from './dismissedFormat.ts'

const mostBytes = 2_000_000

/**
 * Dismissals of a workspace folder, from `.latent/dismissed.json`, which a team may commit. The file is data of someone else: it can
 * hide findings and nothing more. A missing file gives none; rejects with a reason in words where the file is not to be read.
 */
export async function readDismissals(folder: string): Promise<readonly Dismissal[]> {
  const file = await fileWithin(folder)
  const text = file === undefined ? undefined : await textOf(file)
  return text === undefined ? [] : parseDismissals(text).dismissals
}

/**
 * Changes the dismissals of a folder. The file is replaced as a whole, so that no reader ever sees half of it. What cannot be understood is
 * never lost: a file of another form stays as it is, and of one with entries of another form a copy is kept beside it. Rejects with a
 * reason in words.
 */
export async function changeDismissals(
  folder: string,
  change: (before: readonly Dismissal[]) => readonly Dismissal[],
): Promise<void> {
  const existing = await fileWithin(folder)
  const text = existing === undefined ? undefined : await textOf(existing)
  const { dismissals, passedOver } = text === undefined ? { dismissals: [], passedOver: 0 } : parseDismissals(text)
  const after = change(dismissals)
  if (after === dismissals) return
  await mkdir(join(folder, '.latent'), { recursive: true })
  const file = await fileWithin(folder)
  if (file === undefined) throw new Error('.latent is no folder')
  if (text !== undefined && passedOver > 0) await writeFile(`${file}.${randomUUID()}.copy`, text, { flag: 'wx' })
  const draft = `${file}.${randomUUID()}.tmp`
  try {
    await writeFile(draft, formatDismissals(after), { flag: 'wx' })
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Undefined where there is no file. */
async function textOf(file: string): Promise<string | undefined> {
  if (!(await exists(file))) return undefined
  const facts = await stat(file)
  if (!facts.isFile()) throw new Error('it is no regular file')
  if (facts.size > mostBytes) throw new Error(`it is larger than ${mostBytes / 1e6} MB`)
  return await readFile(file, 'utf8')
}

/** The file's real place; undefined where there is no `.latent` folder. A link that leaves the workspace folder is refused. */
async function fileWithin(folder: string): Promise<string | undefined> {
  const inner = join(folder, '.latent')
  if (!(await exists(inner))) return undefined
  const root = await realpath(folder)
  const settings = await realpath(inner)
  if (!within(root, settings)) throw new Error('.latent is a link that leaves the workspace')
  const file = join(settings, 'dismissed.json')
  const isLink = (await exists(file)) && (await lstat(file)).isSymbolicLink()
  if (!isLink) return file
  const target = await realpath(file)
  if (!within(root, target)) throw new Error('it is a link that leaves the workspace')
  return target
}

/** Of links, too, that lead nowhere: those must not be written through. */
async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch {
    return false
  }
}

function within(root: string, path: string): boolean {
  const inner = relative(root, path)
  return inner !== '' && !inner.startsWith('..') && !isAbsolute(inner)
}
