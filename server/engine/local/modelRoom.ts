import { stat } from 'node:fs/promises'
import { machineMemory } from '../../models/memory.ts'
import { type Parts, partsOfUse } from '../../models/plan/beside.ts'
import { headOfFile, modelOfFiles } from '../../models/plan/fileModel.ts'
import type { Machine } from '../../models/plan/machine.ts'
import { allLayers, modelUse } from '../../models/plan/use.ts'
import { partsOf } from '../../models/splitFiles.ts'
import type { Backend } from './backend.ts'
import type { ContextChoice } from './loadPlan.ts'

/**
 * What a model takes with a context of this form, by its header. Of a model whose cache cannot be told from that the weights alone count. Undefined
 * for a file that is no model: loading it says what is wrong.
 */
export async function partsOfModel(
  modelPath: string,
  backend: Backend['name'],
  { contextTokens, sequences, kvCacheType }: ContextChoice,
): Promise<Parts | undefined> {
  try {
    const files = partsOf(modelPath)
    const read = await modelOfFiles(modelPath, files.map(headOfFile))
    if (read.kind === 'unknown') {
      const sizes = await Promise.all(files.map(async (path) => (await stat(path)).size))
      return { weights: sizes.reduce((sum, size) => sum + size, 0), context: 0 }
    }
    const { model } = read
    const loadOptions = {
      gpuLayers: backend === 'cpu' ? 0 : allLayers(model.shape),
      contextTokens: Math.min(contextTokens, model.trainedTokens),
      sequences,
      kvCacheType,
      flashAttention: true,
    }
    return partsOfUse(modelUse(model, loadOptions, 1))
  } catch {
    return undefined
  }
}

/** The memory that models of a backend can lie in. What graphics processor and machine share counts once. */
export async function machineOf({ name, llama, device }: Backend): Promise<Machine> {
  if (name === 'cpu') return { ram: machineMemory(), gpus: [] }
  const { total, free, unifiedSize } = await llama.getVramState()
  if (name === 'metal') return { ram: { totalBytes: total, freeBytes: free }, gpus: [] }
  const own = (bytes: number) => Math.max(0, bytes - unifiedSize)
  return { ram: machineMemory(), gpus: [{ name: device, totalBytes: own(total), freeBytes: own(free) }] }
}
