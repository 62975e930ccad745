import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { LlamaContext } from 'node-llama-cpp'
import { digestOfEnds } from '../../models/fileDigest.ts'
import { partsOf } from '../../models/splitFiles.ts'
import type { StateKey } from '../../models/stateHead.ts'
import type { AdapterInfo } from '../engine.ts'
import type { Backend } from './backend.ts'

/** Counts up when what we save, or what of it we read again, changes. */
const form = 1

/** What a context was made of. */
export interface StateOrigin {
  readonly backend: Backend
  readonly modelPath: string
  readonly adapters: readonly AdapterInfo[]
  readonly context: LlamaContext
}

/**
 * What a saved state has to agree in with the context that reads it. llama.cpp checks the numbers of layers and heads and the types of the cache, but
 * not whether the weights are the same. The length of the context is part of it because some models turn their positions by it. How many layers
 * are on the GPU is not: it follows from the memory that is free, and the state is the same.
 */
export async function stateKeyOf({ backend, modelPath, adapters, context }: StateOrigin): Promise<StateKey> {
  const { repo, release } = backend.llama.llamaCppRelease
  const files = partsOf(modelPath).map(async (path) => [await digestOfEnds(path), (await stat(path)).mtimeMs])
  const { kvCacheKeyType, kvCacheValueType, flashAttention, contextSize } = context
  return {
    engine: digest([form, repo, release]),
    context: digest([
      backend.name,
      backend.device,
      await Promise.all(files),
      adapters.map((adapter) => [adapter.digest, adapter.weight]),
      [kvCacheKeyType, kvCacheValueType, flashAttention, contextSize],
    ]),
  }
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
