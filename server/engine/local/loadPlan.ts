import { machineMemory } from '../../models/memory.ts'
import { roomBeside } from '../../models/plan/beside.ts'
import { headOfFile, modelOfFiles } from '../../models/plan/fileModel.ts'
import { type KvCacheType, kvCacheBytesPerToken } from '../../models/plan/kvCache.ts'
import { planLoading } from '../../models/plan/loading.ts'
import { cardsSharing, type Machine } from '../../models/plan/machine.ts'
import { type MemoryPlan, usualContexts, usualSequences, type Wishes } from '../../models/plan/plan.ts'
import { planSentence } from '../../models/plan/planText.ts'
import { allLayers, isOldLayout, type PlannedModel } from '../../models/plan/use.ts'
import { wishesOf } from '../../models/plan/wishes.ts'
import { partsOf } from '../../models/splitFiles.ts'
import type { EngineInfo } from '../engine.ts'
import type { Backend } from './backend.ts'
import { isSoftwareDevice } from './backendProbe.ts'
import type { EngineOptions } from './messages.ts'

/** How a file is loaded on this machine with the memory that is free now. */
export interface LoadPlan {
  readonly model: PlannedModel
  readonly machine: Machine
  readonly plan: MemoryPlan
  /** One sentence in English, for the log. */
  readonly sentence: string
}

/** What a context is made with. */
export interface ContextChoice {
  readonly contextTokens: number
  readonly sequences: number
  readonly kvCacheType: KvCacheType
}

/** What is in memory already, in bytes; 0 where it is absent. */
export interface InMemory {
  /** Of other models, wherever they lie. */
  readonly loadedBytes?: number
  /** Of this model's weights, on the graphics card. */
  readonly weightsOnGpu?: number
}

/** Undefined where the file's header does not tell what it takes. */
export async function loadPlanOf(backend: Backend, options: EngineOptions, inMemory: InMemory): Promise<LoadPlan | undefined> {
  const { modelName, modelPath } = options
  const read = await modelOfFiles(modelName, partsOf(modelPath).map(headOfFile)).catch(() => undefined)
  if (read?.kind !== 'known') return undefined
  const { model } = read
  const machine = await machineWith(backend, inMemory)
  const plan = planLoading(model, machine, wishesFor(options, backend))
  const sentence = planSentence({ name: `${modelName}, ${read.quantisation}`, model, plan }, machine, 'en')
  return { model, machine, plan, sentence }
}

async function machineWith({ llama, name, device }: Backend, { loadedBytes = 0, weightsOnGpu = 0 }: InMemory): Promise<Machine> {
  const ram = machineMemory()
  // What the system calls free counts a loaded model's file in: `roomBeside` says why.
  if (name === 'cpu') return { ram: { ...ram, freeBytes: roomBeside({ ram, gpus: [] }, loadedBytes) }, gpus: [] }
  const { total, free, unifiedSize } = await llama.getVramState()
  const memory = { totalBytes: total, freeBytes: Math.min(total, free + weightsOnGpu) }
  return { ram, gpus: cardsSharing(device.split(', '), memory), unified: unifiedSize > 0 }
}

/** A software driver reads no faster than the processor. */
function wishesFor(options: EngineOptions, { device }: Backend): Wishes {
  const usual = isSoftwareDevice(device) ? usualContexts.processor[0] : undefined
  return {
    ...(usual === undefined ? {} : { contextTokens: usual }),
    ...(options.parallel ? { sequences: leastSequences(options) } : {}),
    ...wishesOf(options),
  }
}

/** One for completions, one for reviews, and those that were asked for beside them. */
function leastSequences({ parallel = 0 }: EngineOptions): number {
  return usualSequences + parallel
}

/** The least that a context is opened with, as far as the settings leave it open. */
export function leastContext(options: EngineOptions): ContextChoice {
  const { contextSize, kvCacheType } = options
  return {
    contextTokens: contextSize > 0 ? contextSize : Math.min(...usualContexts.gpu),
    sequences: leastSequences(options),
    kvCacheType: kvCacheType === 'auto' ? 'f16' : kvCacheType,
  }
}

/** What to try in order: as planned, then with as few sequences as will do, then with a short context where the user left it open. */
export function contextChoices(
  load: LoadPlan | undefined,
  options: EngineOptions,
  trainedTokens: number,
): readonly ContextChoice[] {
  const shortest = leastContext(options)
  const least = { ...shortest, contextTokens: Math.min(shortest.contextTokens, trainedTokens) }
  if (load === undefined) return [least]
  const { contextTokens, sequences, kvCacheType } = load.plan.options
  const planned = { contextTokens, sequences, kvCacheType }
  const choices = [planned, { ...planned, sequences: least.sequences }, { ...least, kvCacheType }]
  return choices.filter((choice, index) => choices.findIndex((each) => JSON.stringify(each) === JSON.stringify(choice)) === index)
}

/** What is told of a model that was loaded with a context of this form. */
export function loadedAs(
  { model }: LoadPlan,
  { kvCacheType, sequences }: ContextChoice,
  gpuLayers: number,
): Pick<EngineInfo, 'kvCacheBytesPerToken' | 'loadedAs'> {
  return {
    kvCacheBytesPerToken: kvCacheBytesPerToken(model.shape, kvCacheType, model.layout),
    loadedAs: { gpuLayers, layers: allLayers(model.shape), kvCacheType, sequences, oldLayout: isOldLayout(model) },
  }
}
