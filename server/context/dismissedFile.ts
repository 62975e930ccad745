import { randomUUID } from 'node:crypto'
import { lstat, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import type { Fingerprint } from '../protocol/finding.ts'
import { isRecord } from '../protocol/record.ts'

/** A finding that someone of the team does not want to see again. */
export interface Dismissal {
  readonly fingerprint: Fingerprint
  /** For whoever reads the file; nothing depends on it. */
  readonly title: string
}

const schemaVersion = 1
const mostBytes = 2_000_000
const mostEntries = 20_000
const longestText = 1_000

/**
 * Dismissals of a workspace folder, from `.latent/dismissed.json`, which a team may commit. The file is data of someone else: it can
 * hide findings and nothing more. A missing file gives none; rejects with a reason in words where the file is not to be read.
 */
export async function readDismissals(folder: string): Promise<readonly Dismissal[]> {
  const file = await fileWithin(folder)
  if (file === undefined || !(await exists(file))) return []
  const facts = await stat(file)
  if (!facts.isFile()) throw new Error('it is no regular file')
  if (facts.size > mostBytes) throw new Error(`it is larger than ${mostBytes / 1e6} MB`)
  return parseDismissals(await readFile(file, 'utf8'))
}

/** Adds one dismissal. The file is replaced as a whole, so that no reader ever sees half of it. Rejects with a reason in words. */
export async function addDismissal(folder: string, added: Dismissal): Promise<void> {
  const before = await readDismissals(folder)
  await mkdir(join(folder, '.latent'), { recursive: true })
  const file = await fileWithin(folder)
  if (file === undefined) throw new Error('.latent is no folder')
  const key = keyOf(added)
  const all = [...before.filter((each) => keyOf(each) !== key), added]
  const draft = `${file}.${randomUUID()}.tmp`
  try {
    await writeFile(draft, formatDismissals(all), { flag: 'wx' })
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Rejects, with a reason in words, what is not a file of this schema; entries of another form are passed over. */
export function parseDismissals(text: string): readonly Dismissal[] {
  const content = parseJson(text)
  if (!isRecord(content) || content.schemaVersion !== schemaVersion || !Array.isArray(content.dismissed)) {
    throw new Error(`it is not of the form { "schemaVersion": ${schemaVersion}, "dismissed": [] }`)
  }
  return content.dismissed.slice(0, mostEntries).flatMap((entry: unknown) => {
    const fingerprint = isRecord(entry) ? fingerprintOf(entry.fingerprint) : undefined
    if (!isRecord(entry) || fingerprint === undefined) return []
    return [{ fingerprint, title: isText(entry.title) ? entry.title : '' }]
  })
}

/** Sorted, one entry a line, so that two branches of a team merge without conflicts. */
export function formatDismissals(dismissals: readonly Dismissal[]): string {
  const lines = dismissals.map((each) => `    ${JSON.stringify({ fingerprint: each.fingerprint, title: each.title })}`).sort()
  return `{\n  "schemaVersion": ${schemaVersion},\n  "dismissed": [\n${lines.join(',\n')}\n  ]\n}\n`
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

/** A fingerprint out of foreign JSON; undefined where it is none. */
export function fingerprintOf(value: unknown): Fingerprint | undefined {
  if (!isRecord(value)) return undefined
  const { rule, path, symbol, rangeHash, lineHash, occurrence } = value
  if (!isText(rule) || !isText(path) || !isText(rangeHash) || !isText(lineHash)) return undefined
  if (typeof occurrence !== 'number' || !Number.isInteger(occurrence) || occurrence < 0) return undefined
  if (symbol !== undefined && !isText(symbol)) return undefined
  return { rule, path, ...(symbol === undefined ? {} : { symbol }), rangeHash, lineHash, occurrence }
}

function keyOf({ fingerprint: { rule, path, symbol, rangeHash, lineHash, occurrence } }: Dismissal): string {
  return JSON.stringify([rule, path, symbol, rangeHash, lineHash, occurrence])
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('it is not valid JSON')
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText
}
