import type {
  BatchItem,
  CustomBatchingPrioritizationStrategy,
  EvaluationPriority,
  LlamaContext,
  LlamaContextSequence,
} from 'node-llama-cpp'

/** What every evaluation of a sequence is asked with, so that `inSequenceOrder` knows whose it is. */
export interface SequencePlace {
  readonly evaluationPriority: EvaluationPriority
}

export interface PlacedSequence {
  readonly sequence: LlamaContextSequence
  readonly place: SequencePlace
}

/** Takes the sequences of a context, one with each call. llama.cpp numbers them in the order in which they are taken. */
export function sequencesOfContext(context: Pick<LlamaContext, 'getSequence'>): () => PlacedSequence {
  let taken = 0
  // The library hands the number over to the strategy as it is; nothing else tells there whose tokens an item of a step are.
  return () => ({ sequence: context.getSequence(), place: { evaluationPriority: taken++ as EvaluationPriority } })
}

/**
 * Puts the sequences of a step in the order of their numbers. llama.cpp reads the weights once for sequences whose numbers follow one another,
 * and once more for each that does not follow the one before (`split_equal` of src/llama-batch.cpp, "accept only increasing sequence ids").
 * In the order in which their requests come, a token for each of 8 sequences takes as long as for 8 alone: with the starter model on two
 * cores 4 times as long as in order, with a model of a few megabytes 17 times. A step takes as many tokens of each as fit, in equal parts.
 */
export const inSequenceOrder: CustomBatchingPrioritizationStrategy = ({ items, size }) => {
  const ordered = items.toSorted((a, b) => a.evaluationPriority - b.evaluationPriority)
  const shares = sharesOf(ordered, size)
  return ordered.map((item) => ({ item, processAmount: shares.get(item) ?? 0 })).filter(({ processAmount }) => processAmount > 0)
}

/** Equal parts of a step. Who needs least comes first, so that what is left of a part goes to the others. */
function sharesOf(items: readonly BatchItem[], size: number): ReadonlyMap<BatchItem, number> {
  const shares = new Map<BatchItem, number>()
  let left = size
  for (const item of items.toSorted((a, b) => a.tokens.length - b.tokens.length)) {
    const share = Math.min(item.tokens.length, Math.ceil(left / (items.length - shares.size)))
    shares.set(item, share)
    left -= share
  }
  return shares
}
