import { stat } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import { InsufficientMemoryError } from 'node-llama-cpp'
import { readGgufExtent } from '../../models/ggufHeader.ts'
import { gib } from '../../protocol/byteSize.ts'
import { LatentError } from '../../protocol/errors.ts'
import type { EngineOptions } from './messages.ts'

/**
 * Refuses weights that this machine can never hold, in its memory and the GPU's together: the operating system would read them from disk
 * again for every token, or end the process. Files that are no model are left to `loadFailure`.
 */
export async function refuseTooBig({ modelPath }: EngineOptions, gpu: { readonly total: number; readonly free: number }) {
  const extent = await readGgufExtent(modelPath).catch(() => undefined)
  if (extent?.kind !== 'read' || extent.bytesNeeded <= totalmem() + gpu.total) return
  throw LatentError.of('modelTooBig', modelPath, gib(extent.bytesNeeded), gib(freemem() + gpu.free))
}

/**
 * Why a model could not be loaded. llama.cpp says little more than that it could not, so the file is looked at first: it may have been
 * changed or removed since it was chosen.
 */
export async function loadFailure(error: unknown, { modelPath }: EngineOptions): Promise<LatentError> {
  const file = await stat(modelPath).catch(() => undefined)
  if (file === undefined) return LatentError.of('modelFileMissing', modelPath)
  const extent = file.isFile() ? await readGgufExtent(modelPath).catch(() => undefined) : { kind: 'notGguf' as const }
  if (extent?.kind === 'notGguf') return LatentError.of('modelNotGguf', modelPath)
  if (extent?.kind === 'cut' || (extent?.kind === 'read' && file.size < extent.bytesNeeded)) {
    return LatentError.of('modelTruncated', modelPath)
  }
  if (error instanceof InsufficientMemoryError) {
    return LatentError.of('modelTooBig', modelPath, gib(file.size), gib(freemem()))
  }
  const message = error instanceof Error ? error.message : String(error)
  return LatentError.of('modelLoadFailed', modelPath, message.split('\n', 1)[0] ?? message)
}
