import { rm } from 'node:fs/promises'
import { isRecord } from '../protocol/record.ts'
import type { HubRepository } from './catalogueEntry.ts'
import { readOwnText, replaceOwnFile } from './userData.ts'

/** One file to fetch, known to the byte. */
export interface PinnedFile {
  /** In the folder of models. */
  readonly name: string
  /** In the repository. */
  readonly path: string
  readonly bytes: number
  /** Lower-case hexadecimal. */
  readonly sha256: string
}

/** A model as it stood in the hub at one moment: from then on nothing but these bytes is taken for it. */
export interface PinnedModel {
  readonly hub: HubRepository
  /** In their order. */
  readonly files: readonly PinnedFile[]
}

const schemaVersion = 1
const mostBytes = 2 ** 20

/** The record that is kept beside a model's file, of what the hub said of it. */
export function pinPath(modelPath: string): string {
  return `${modelPath}.json`
}

/** Undefined where there is none, or none that this version can read. */
export async function readPin(path: string): Promise<PinnedModel | undefined> {
  try {
    const text = await readOwnText(path, mostBytes)
    return text === undefined ? undefined : parsePin(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Rejects with what the disk says. */
export async function writePin(path: string, model: PinnedModel): Promise<void> {
  await replaceOwnFile(path, `${JSON.stringify({ schemaVersion, ...model }, null, 2)}\n`)
}

export async function removePin(path: string): Promise<void> {
  await rm(path, { force: true })
}

function parsePin(value: unknown): PinnedModel | undefined {
  if (!isRecord(value) || value.schemaVersion !== schemaVersion || !isRecord(value.hub) || !Array.isArray(value.files)) {
    return undefined
  }
  const { repository, revision } = value.hub
  const files = value.files.filter(isPinnedFile)
  if (typeof repository !== 'string' || files.length === 0 || files.length < value.files.length) return undefined
  return { hub: { repository, ...(typeof revision === 'string' ? { revision } : {}) }, files }
}

function isPinnedFile(value: unknown): value is PinnedFile {
  if (!isRecord(value)) return false
  const { name, path, bytes, sha256 } = value
  return (
    typeof name === 'string' &&
    !/[\\/]/.test(name) &&
    typeof path === 'string' &&
    typeof bytes === 'number' &&
    Number.isSafeInteger(bytes) &&
    isSha256(sha256)
  )
}

/** Lower-case hexadecimal of 32 bytes. */
export function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}
