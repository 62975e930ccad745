import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { CatalogueEntry, Source } from '../../server/models/catalogue.ts'
import { type PullOptions, type PullProgress, pull } from '../../server/models/download.ts'
import { type FreeBytes, ModelStore } from '../../server/models/store.ts'

/** Bytes that repeat nowhere, so that a piece in the wrong place changes the digest. */
export function someBytes(length: number, seed = 1): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) => createHash('sha256').update(`${seed} ${i}`).digest())
  return Buffer.concat(blocks).subarray(0, length)
}

/** A model of the catalogue whose file holds these bytes. */
export function modelOf(content: Buffer, sources: readonly Source[]): CatalogueEntry {
  return {
    name: 'toy',
    title: 'Toy',
    description: '',
    architecture: 'qwen2',
    parameters: { total: 1, active: 1 },
    licence: 'MIT',
    fim: 'unverified',
    contextTokens: 1024,
    file: { name: 'toy.gguf', bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') },
    sources,
  }
}

export function hubAt(url: string, name = 'hub'): Source {
  return { kind: 'hub', name, url }
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
  entry: CatalogueEntry,
  store: ModelStore,
  options: Partial<PullOptions> = {},
  signal = new AbortController().signal,
): { path: Promise<string>; notes: string[]; progress: PullProgress[] } {
  const notes: string[] = []
  const progress: PullProgress[] = []
  const path = pull(
    entry,
    store,
    {
      registry: false,
      onProgress: (step) => void progress.push(step),
      onNote: (line) => void notes.push(line),
      timeLimits: { connectMs: 2000, stallMs: 2000 },
      ...options,
    },
    signal,
  )
  return { path, notes, progress }
}
