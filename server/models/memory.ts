import { freemem, totalmem } from 'node:os'
import { gib } from '../protocol/byteSize.ts'

/** Memory that a model can be loaded into: the machine's, or a graphics card's. */
export interface Memory {
  readonly totalBytes: number
  readonly freeBytes: number
}

export interface Fit {
  readonly fit: 'fits' | 'tight' | 'tooBig' | 'unknown'
  /** One sentence: memory needed against memory had. */
  readonly detail: string
}

/** What grows with the context. Without `kvCacheBytesPerToken` the KV cache is left out of the sum, and the sentence says so. */
export interface ContextPlan {
  /** Tokens that all sequences hold together. */
  readonly tokens: number
  readonly kvCacheBytesPerToken?: number
}

/**
 * Compute buffers, the tokenizer and the engine process itself. Measured with the starter model and two sequences of 4,096 tokens: 843
 * MiB resident, of these 469 weights and 96 KV cache. Rounded up, because the buffers grow with the model.
 */
const overheadBytes = 0.4 * 2 ** 30
/** Share of all memory that the system and other programs keep even when the user closes what can be closed. */
const reservedShare = 0.2

/** Whether a model of a size fits into memory. `bytes` is undefined where the size is not known before the download. */
export function fitOf(bytes: number | undefined, memory: Memory, context: ContextPlan): Fit {
  if (bytes === undefined) return { fit: 'unknown', detail: 'Its size is not known before the download.' }
  const need = bytes + context.tokens * (context.kvCacheBytesPerToken ?? 0) + overheadBytes
  const fit = need <= memory.freeBytes ? 'fits' : need <= memory.totalBytes * (1 - reservedShare) ? 'tight' : 'tooBig'
  const beside = context.kvCacheBytesPerToken === undefined ? ' and its context' : ''
  const needs = `Needs about ${gib(need)} GiB of memory${beside}`
  const has = `${gib(memory.freeBytes)} of ${gib(memory.totalBytes)} GiB are free`
  switch (fit) {
    case 'fits':
      return { fit, detail: `${needs}; ${has}.` }
    case 'tight':
      return { fit, detail: `${needs}, but ${has}: close other programs first.` }
    case 'tooBig':
      return { fit, detail: `${needs}; this machine has ${gib(memory.totalBytes)} GiB.` }
  }
}

/** Memory of this machine, or of the container around this process where that is less. */
export function machineMemory(): Memory {
  const limit = process.constrainedMemory?.() ?? 0
  const totalBytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  return { totalBytes, freeBytes: Math.min(process.availableMemory?.() ?? freemem(), totalBytes) }
}
