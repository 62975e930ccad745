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
  const amounts = sharesOf(ordered, size)
  return ordered
    .map((item, index) => ({ item, processAmount: amounts[index] ?? 0 }))
    .filter(({ processAmount }) => processAmount > 0)
}

/** Equal parts of a step; what those leave who need less goes to the others. */
function sharesOf(items: readonly BatchItem[], size: number): readonly number[] {
  const amounts = items.map(() => 0)
  let left = size
  for (let open = indexesOf(items); left > 0 && open.length > 0; ) {
    const part = Math.max(1, Math.floor(left / open.length))
    for (const index of open) {
      const more = Math.min(part, (items[index]?.tokens.length ?? 0) - (amounts[index] ?? 0), left)
      amounts[index] = (amounts[index] ?? 0) + more
      left -= more
    }
    open = open.filter((index) => (amounts[index] ?? 0) < (items[index]?.tokens.length ?? 0))
  }
  return amounts
}

function indexesOf(items: readonly BatchItem[]): readonly number[] {
  return items.map((_, index) => index)
}
