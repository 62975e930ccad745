import { canQuantise, type KvCacheType } from './kvCache.ts'
import { type Machine, usableGpuBytes, usableRamBytes } from './machine.ts'
import { allLayers, bytesOf, type LoadOptions, type ModelUse, modelUse, type PlannedModel } from './use.ts'

/** What the user asks for; what is absent is chosen. */
export interface Wishes {
  /** Tokens that each sequence holds. */
  readonly contextTokens?: number
  /** 2 where it is absent: completions and reviews keep one each. */
  readonly sequences?: number
  /** Where it is not possible, the plan has f16. */
  readonly kvCacheType?: KvCacheType
  /** Of the layers and the output; 0 keeps everything off the GPU. */
  readonly gpuLayers?: number
  /** False where the backend has none; true where it is absent. */
  readonly flashAttention?: boolean
}

/** How a model is loaded on a machine, and what it takes there. */
export interface MemoryPlan {
  readonly options: LoadOptions
  readonly use: ModelUse
  /** `split`: some layers are evaluated by the processor, which is many times slower. */
  readonly where: 'gpu' | 'split' | 'processor'
}

/** Completions and reviews. */
export const usualSequences = 2

/** Contexts that are tried where the user wishes none, in tokens. On a processor a longer one takes too long to read. */
export const usualContexts = { gpu: [16_384, 8192, 4096], processor: [4096] }

/** 4 bits cost quality that one notices, so that only the user chooses them. */
const usualKvCacheTypes: readonly KvCacheType[] = ['f16', 'q8_0', 'q5_1']

/** The best way to load a model that fits into a machine, or undefined where none does. Exact numbers go before a long context. */
export function planModel(model: PlannedModel, machine: Machine, wishes: Wishes): MemoryPlan | undefined {
  const plans = candidates(model, machine, wishes).map((options) => planOf(model, machine, options))
  return plans.find((plan) => fits(plan, machine)) ?? splitPlan(model, machine, wishes)
}

/** What loading in a way takes, whether it fits or not. */
export function planOf(model: PlannedModel, machine: Machine, options: LoadOptions): MemoryPlan {
  const { gpuLayers } = options
  const where = gpuLayers === 0 ? 'processor' : gpuLayers < allLayers(model.shape) ? 'split' : 'gpu'
  return { options, use: modelUse(model, options, Math.max(1, machine.gpus.length)), where }
}

export function fits({ use }: MemoryPlan, machine: Machine): boolean {
  const [gpu, ram] = [bytesOf(use.gpu), bytesOf(use.ram)]
  const together = machine.unified === true ? gpu + ram : ram
  return gpu <= usableGpuBytes(machine) && together <= usableRamBytes(machine)
}

/** With the layers where the user wishes them, else all on the GPU where there is one. */
function candidates(model: PlannedModel, machine: Machine, wishes: Wishes): readonly LoadOptions[] {
  const all = allLayers(model.shape)
  const gpuLayers = machine.gpus.length === 0 ? 0 : Math.min(all, wishes.gpuLayers ?? all)
  const contexts = contextsFor(model, wishes, gpuLayers > 0)
  const types = typesFor(model, wishes)
  return contexts.flatMap((contextTokens) =>
    types.map((kvCacheType) => ({ ...rest(wishes), gpuLayers, contextTokens, kvCacheType })),
  )
}

/** As many layers on the GPU as fit, with the shortest context; undefined where it does not fit with none there either. */
function splitPlan(model: PlannedModel, machine: Machine, wishes: Wishes): MemoryPlan | undefined {
  if (wishes.gpuLayers !== undefined) return undefined
  const contextTokens = contextsFor(model, wishes, machine.gpus.length > 0).at(-1) ?? model.trainedTokens
  const kvCacheType = typesFor(model, wishes)[0] ?? 'f16'
  const most = machine.gpus.length === 0 ? 0 : allLayers(model.shape) - 1
  for (let gpuLayers = most; gpuLayers >= 0; gpuLayers--) {
    const plan = planOf(model, machine, { ...rest(wishes), gpuLayers, contextTokens, kvCacheType })
    if (fits(plan, machine)) return plan
  }
  return undefined
}

function contextsFor({ trainedTokens }: PlannedModel, { contextTokens }: Wishes, onGpu: boolean): readonly number[] {
  const wished = contextTokens === undefined ? (onGpu ? usualContexts.gpu : usualContexts.processor) : [contextTokens]
  return [...new Set(wished.map((tokens) => Math.min(tokens, trainedTokens)))]
}

/** A quantised cache needs rows of whole blocks, and flash attention, which alone reads it. */
function typesFor({ shape, layout }: PlannedModel, { kvCacheType, flashAttention = true }: Wishes): readonly KvCacheType[] {
  if (!flashAttention || !canQuantise(shape, layout)) return ['f16']
  return kvCacheType === undefined ? usualKvCacheTypes : [kvCacheType]
}

function rest({ sequences = usualSequences, flashAttention = true }: Wishes): Pick<LoadOptions, 'sequences' | 'flashAttention'> {
  return { sequences, flashAttention }
}
