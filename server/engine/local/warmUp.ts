import type { LlamaModel } from 'node-llama-cpp'
import type { WarmSequence } from './warmSequence.ts'

/** A graphics card has programs of its own for single tokens, for a few, and for many; the largest is a slice of a prompt. */
const stepTokens = [1, 8, 64, 512]

/**
 * Evaluates a step of each size and forgets it, so that the first request does not wait for what a driver does when a program is used for the first
 * time. With CUDA that is loading it, and where the engine has no machine code for the card, translating it: on an H100 the first steps of
 * DeepSeek-V2-Lite took a minute, later ones 50 ms together. Resolves to the tokens that were evaluated.
 */
export async function warmUp(warm: WarmSequence, model: Pick<LlamaModel, 'tokenize'>): Promise<number> {
  const text = model.tokenize('export function add(left: number, right: number): number {\n  return left + right\n}\n')
  let evaluated = 0
  for (const count of stepTokens) {
    if (evaluated + count > warm.capacity) break
    const repeated = Array.from({ length: Math.ceil(count / text.length) }, () => text).flat()
    await warm.sequence.controlledEvaluate(repeated.slice(0, count), warm.place)
    evaluated += count
  }
  await warm.trim(0)
  return evaluated
}
