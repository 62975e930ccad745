import { kvCacheBytesPerToken } from './kvCache.ts'
import { freeNow, type Machine } from './machine.ts'
import { fits, type MemoryPlan, planModel, planOf, usualContexts, usualSequences, type Wishes } from './plan.ts'
import { allLayers, type PlannedModel } from './use.ts'

/** Sequences beyond those of one completion and one review: for documents and clients of late. */
const mostSequences = 5
/** What all sequences may take together where there are more than the usual ones, in bytes. */
const mostSequenceBytes = 640 * 2 ** 20

/**
 * How a model is loaded into the memory that is free now. What the user wishes is kept always; the rest is the best that fits, and where
 * nothing fits the least, so that llama.cpp has the last word. Sequences are added where there is room for them.
 */
export function planLoading(model: PlannedModel, machine: Machine, wishes: Wishes): MemoryPlan {
  const now = freeNow(machine)
  const plan = planModel(model, now, wishes) ?? least(model, now, wishes)
  if (wishes.sequences !== undefined) return plan
  const { contextTokens, kvCacheType } = plan.options
  const bytes = contextTokens * kvCacheBytesPerToken(model.shape, kvCacheType, model.layout)
  const room = Math.min(mostSequences, Math.floor(mostSequenceBytes / bytes))
  for (let sequences = room; sequences > usualSequences; sequences--) {
    const more = planOf(model, now, { ...plan.options, sequences })
    if (fits(more, now)) return more
  }
  return plan
}

/** The wishes with the least of everything else. */
function least(model: PlannedModel, machine: Machine, wishes: Wishes): MemoryPlan {
  const { contextTokens = Math.min(...usualContexts.gpu, ...usualContexts.processor), flashAttention = true } = wishes
  return planOf(model, machine, {
    gpuLayers: machine.gpus.length === 0 ? 0 : Math.min(wishes.gpuLayers ?? 0, allLayers(model.shape)),
    contextTokens: Math.min(contextTokens, model.trainedTokens),
    sequences: wishes.sequences ?? usualSequences,
    kvCacheType: wishes.kvCacheType ?? 'f16',
    flashAttention,
  })
}
