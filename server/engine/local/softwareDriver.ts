import type { Backend } from './backend.ts'
import { isSoftwareDevice } from './backendProbe.ts'
import type { EngineOptions } from './messages.ts'

/**
 * Tokens that a driver on the processor evaluates at once: one, with which llama.cpp's Vulkan code needs no scratch memory that grows.
 *
 * It replaces scratch memory by a bigger piece when a step needs more of it: with flash attention the longer the text, without it the
 * more tokens there are in a step. What a shader does not read may then still point to the old piece, which Vulkan allows. Mesa's
 * lavapipe before its descriptors were rewritten takes hold of all that a descriptor set names, read or not (`handle_set_stage` in
 * lvp_execute.c of 22.3.6, which Debian 12 has), and that ends the process.
 */
export const softwareStepTokens = 1

/**
 * The options with which a model works on the backend: as they were asked for, except on a driver that runs on the processor, where the
 * wishes that need growing scratch memory are left out. There is nothing to lose: all of them are for speed or memory of a graphics card.
 */
export function suitedTo({ device }: Pick<Backend, 'device'>, options: EngineOptions): EngineOptions {
  if (!isSoftwareDevice(device)) return options
  // A quantised cache is read with flash attention only, and requests of several users would be steps of several tokens.
  const suited = { ...options, flashAttention: 'off', kvCacheType: 'f16' } as const
  return options.parallel === undefined ? suited : { ...suited, parallel: Math.min(options.parallel, 1) }
}
