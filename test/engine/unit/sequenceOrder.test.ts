import type { BatchItem, EvaluationPriority, LlamaContextSequence, Token } from 'node-llama-cpp'
import { describe, expect, it } from 'vitest'
import { inSequenceOrder, sequencesOfContext } from '../../../server/engine/local/sequenceOrder.ts'

/** So many tokens of a sequence that wait for a step. */
function waiting(sequence: number, tokens: number): BatchItem {
  return {
    tokens: Array.from({ length: tokens }, (_, index) => index as Token),
    logits: [],
    evaluationPriority: sequence as EvaluationPriority,
  }
}

const step = (items: readonly BatchItem[], size: number) =>
  inSequenceOrder({ items, size }).map(({ item, processAmount }) => [item.evaluationPriority, processAmount])

describe('A step of several sequences', () => {
  it('has them in the order of their numbers, whoever asked first', () => {
    expect(step([waiting(3, 1), waiting(0, 1), waiting(2, 1), waiting(1, 1)], 512)).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
    ])
  })

  it('takes all that waits where it fits', () => {
    expect(step([waiting(1, 300), waiting(0, 200)], 512)).toEqual([
      [0, 200],
      [1, 300],
    ])
  })

  it('has equal parts where it does not, and what one leaves goes to the others', () => {
    expect(step([waiting(2, 400), waiting(1, 10), waiting(0, 400)], 512)).toEqual([
      [0, 251],
      [1, 10],
      [2, 251],
    ])
  })

  it('has at least a token of each as far as there is room', () => {
    expect(step([waiting(2, 5), waiting(1, 5), waiting(0, 5)], 2)).toEqual([
      [0, 1],
      [1, 1],
    ])
  })

  it('is empty where nothing waits', () => {
    expect(step([], 512)).toEqual([])
  })
})

it('Sequences are numbered as llama.cpp numbers them: in the order in which they are taken', () => {
  const taken: LlamaContextSequence[] = []
  const next = sequencesOfContext({
    getSequence: () => {
      taken.push({} as LlamaContextSequence)
      return taken.at(-1) as LlamaContextSequence
    },
  })
  const sequences = [next(), next(), next()]
  expect(sequences.map(({ place }) => place.evaluationPriority)).toEqual([0, 1, 2])
  expect(sequences.map(({ sequence }) => sequence)).toEqual(taken)
})
