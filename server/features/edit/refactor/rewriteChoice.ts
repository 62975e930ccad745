import type { EditOutcome } from '../../../protocol/edits.ts'
import type { EditDeps } from '../editing.ts'
import { type GuardAsk, guarded } from '../guard.ts'
import { firstOptimisation, functionToOptimise } from '../optimise/optimise.ts'
import { canRewrite, type TreeRewriteKind, treeRewrite, treeRewrites } from './rewrite.ts'
import { asyncProblem, callbackFunction, toAsync } from './rewriteAsync.ts'
import type { Rewrite, RewriteSite } from './rewriteSite.ts'
import { splitPart } from './rewriteSplit.ts'
import { splitFunction, splitProblem } from './rewriteSplitByModel.ts'
import { thenToAwait } from './rewriteThen.ts'
import { untypedFunction } from './rewriteTypes.ts'
import { addTypes } from './rewriteTypesByModel.ts'

/** Every rewrite that can be asked for, in the order in which they are shown. */
export const rewriteKinds = [
  ...(['simplifyCondition', 'earlyReturn', 'loopToPipeline', 'pipelineToLoop', 'async', 'splitFunction', 'addTypes'] as const),
  ...(['removeDeadCode', 'optimise'] as const),
] as const
export type RewriteKind = (typeof rewriteKinds)[number]

/** A rewrite that applies at a place, or would apply but for a reason. */
export interface RewriteOffer {
  readonly kind: RewriteKind
  /** One sentence in English; absent: it is offered. */
  readonly refusal?: string
}

/** Which of the kinds apply at a site, by the tree alone. */
export function rewritesAt(site: RewriteSite, kinds: readonly RewriteKind[]): readonly RewriteOffer[] {
  if (!canRewrite(site.source.languageId)) return []
  return kinds.flatMap((kind): readonly RewriteOffer[] => {
    const refusal = refusalOf(kind, site)
    if (refusal === notHere) return []
    return [refusal === undefined ? { kind } : { kind, refusal }]
  })
}

const notHere = Symbol('not here')

function refusalOf(kind: RewriteKind, site: RewriteSite): string | undefined | typeof notHere {
  switch (kind) {
    case 'async': {
      const chain = thenToAwait(site)
      if (chain !== undefined) return chain.kind === 'refused' ? chain.reason : undefined
      const fn = callbackFunction(site)
      return fn === undefined ? notHere : asyncProblem(fn)
    }
    case 'splitFunction':
      return splitPart(site) === undefined ? notHere : splitProblem(site)
    case 'addTypes':
      return untypedFunction(site) === undefined ? notHere : undefined
    case 'optimise':
      return functionToOptimise(site) === undefined ? notHere : undefined
    default: {
      const rewrite = treeRewrite(kind, site)
      if (rewrite === undefined) return notHere
      return rewrite.kind === 'refused' ? rewrite.reason : undefined
    }
  }
}

/** Makes a rewrite, checked; nothing is applied. Rejects when the signal is aborted, and with the engine's LatentError. */
export async function proposeRewrite(
  kind: RewriteKind,
  site: RewriteSite,
  title: string,
  deps: EditDeps,
  signal: AbortSignal,
): Promise<EditOutcome> {
  switch (kind) {
    case 'async': {
      const chain = thenToAwait(site)
      if (chain === undefined) return await toAsync(site, title, deps, signal)
      // Only `async` comes to the head, and callers got a promise before.
      return await checked(chain, { source: site.source, title, keepsSignature: false }, deps, signal)
    }
    case 'splitFunction':
      return await splitFunction(site, title, deps, signal)
    case 'addTypes':
      return await addTypes(site, title, deps, signal)
    case 'optimise':
      return await firstOptimisation(site, deps, signal)
    default:
      return await byTree(kind, site, title, deps, signal)
  }
}

async function byTree(
  kind: TreeRewriteKind,
  site: RewriteSite,
  title: string,
  deps: EditDeps,
  signal: AbortSignal,
): Promise<EditOutcome> {
  const rewrite = treeRewrite(kind, site)
  if (rewrite === undefined) return { kind: 'refused', reason: 'There is nothing to change.' }
  return await checked(rewrite, { source: site.source, title, keepsSignature: true }, deps, signal)
}

/** A rule that is certain needs nobody's opinion on whether the code still does the same. */
async function checked(
  rewrite: Rewrite,
  ask: Pick<GuardAsk, 'source' | 'title' | 'keepsSignature'>,
  deps: EditDeps,
  signal: AbortSignal,
): Promise<EditOutcome> {
  if (rewrite.kind === 'refused') return rewrite
  const { edit, notes = [] } = rewrite
  return await guarded({ ...ask, edit, keepsBehaviour: false, notes }, deps, signal)
}

/** Whether a kind needs no model, so that it is made at once and on every machine. */
export function isByTree(kind: RewriteKind): kind is TreeRewriteKind {
  return kind in treeRewrites
}
