import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { CatalogueEntry, CatalogueFile } from '../../server/models/catalogueEntry.ts'
import type { PullProgress } from '../../server/models/fetchFile.ts'
import type { TimeLimits } from '../../server/models/network.ts'
import { type PullOptions, pull } from '../../server/models/pull.ts'
import type { Hub } from '../../server/models/sources.ts'
import { type FreeBytes, ModelStore } from '../../server/models/store.ts'

/** Bytes that repeat nowhere, so that a piece in the wrong place changes the digest. */
export function someBytes(length: number, seed = 1): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) => createHash('sha256').update(`${seed} ${i}`).digest())
  return Buffer.concat(blocks).subarray(0, length)
}

/** A model of the catalogue whose file holds these bytes, and the hosts that are asked for it. */
export interface ToyModel {
  readonly entry: CatalogueEntry
  readonly file: CatalogueFile
  readonly hubs: readonly Hub[]
}

/** `known`: what the catalogue says of the file; by default its size and digest. */
export function modelOf(content: Buffer, hubs: readonly Hub[], known: Partial<CatalogueFile> = factsOf(content)): ToyModel {
  const file: CatalogueFile = { quantisation: 'Q4_K_M', name: 'toy.gguf', ...known }
  const entry: CatalogueEntry = {
    name: 'toy',
    title: 'Toy',
    description: '',
    architecture: 'qwen2',
    parameters: { total: 1, active: 1 },
    licence: { name: 'MIT', url: 'https://example.org/licence', restrictsUse: false },
    roles: ['completion'],
    fim: 'none',
    contextTokens: 1024,
    languages: 1,
    scores: [],
    files: [file],
    hub: { repository: 'owner/toy', revision: 'a'.repeat(40) },
    facts: [],
  }
  return { entry, file, hubs }
}

export function factsOf(content: Buffer): { readonly bytes: number; readonly sha256: string } {
  return { bytes: content.length, sha256: sha256Of(content) }
}

export function sha256Of(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

export function hubAt(url: string, name = 'hub'): Hub {
  return { name, url }
}

/** An empty folder of models, gone when the test ends. */
export function emptyStore(freeBytes?: FreeBytes): ModelStore {
  return new ModelStore(temporaryFolder(), freeBytes)
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'latent-models-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Pulls, and keeps what was said on the way. */
export function pulling(
  { entry, file, hubs }: ToyModel,
  store: ModelStore,
  { timeLimits, ...options }: Partial<PullOptions> & { timeLimits?: TimeLimits } = {},
  signal = new AbortController().signal,
): { path: Promise<string>; notes: string[]; progress: PullProgress[] } {
  const notes: string[] = []
  const progress: PullProgress[] = []
  const path = pull(
    { entry, file },
    store,
    {
      hubs,
      network: { env: {}, timeLimits: timeLimits ?? { connectMs: 2000, stallMs: 2000 } },
      registry: false,
      onProgress: (step) => void progress.push(step),
      onNote: (line) => void notes.push(line),
      ...options,
    },
    signal,
  )
  return { path, notes, progress }
}
