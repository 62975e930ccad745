import type { Engine } from '../../../engine/engine.ts'
import { changeText, dedented, explainedText } from './prompts.ts'
import type { EditTask } from './task.ts'

/** New lines for a target. */
export interface Candidate {
  /** With the file's line ends. */
  readonly lines: string
  /** How much more than others the way in which it was asked for is to be believed, in nats. */
  readonly prior: number
}

const shared = { lane: 'user', sequence: 'review' } as const

/**
 * The candidates, the best first. Good new lines are likely where the old lines and the instruction stand above them, and make the instruction likely
 * where both versions stand above it: the first alone would favour what changes little, the second what says much. Log-probabilities are
 * summed, and the candidate's prior is added, which alone decides where the engine cannot tell them.
 */
export async function ranked<Each extends Candidate>(
  candidates: readonly Each[],
  task: EditTask,
  engine: Engine,
  signal: AbortSignal,
): Promise<readonly Each[]> {
  if (candidates.length < 2 || engine.score === undefined) return candidates.toSorted((a, b) => b.prior - a.prior)
  const texts = candidates.map(({ lines }) => asText(lines, task))
  const prompt = { kind: 'text', text: changeText(task) } as const
  const follows = await engine.score({ ...shared, prompt, continuations: texts }, signal)
  const weights: number[] = []
  for (const [index, text] of texts.entries()) {
    const asked = { kind: 'text', text: explainedText(task, text) } as const
    const [told] = await engine.score({ ...shared, prompt: asked, continuations: [task.instruction] }, signal)
    weights.push(sum(follows[index]?.logPs) + sum(told?.logPs) + (candidates[index]?.prior ?? 0))
  }
  return candidates
    .map((candidate, index) => ({ candidate, weight: weights[index] ?? Number.NEGATIVE_INFINITY }))
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ candidate }) => candidate)
}

/** Log-probability of new lines after the old ones and the instruction: on the tuning tasks, every first answer above it was right. */
const convincing = -5

/** Whether an answer given in conversation is also what the model would write in a file, so that nothing has to be compared with it. */
export async function convinces({ lines }: Candidate, task: EditTask, engine: Engine, signal: AbortSignal): Promise<boolean> {
  if (engine.score === undefined) return false
  const prompt = { kind: 'text', text: changeText(task) } as const
  const [scored] = await engine.score({ ...shared, prompt, continuations: [asText(lines, task)] }, signal)
  return scored !== undefined && sum(scored.logPs) > convincing
}

function asText(lines: string, { target: { indentation } }: EditTask): string {
  return `${dedented({ text: lines.replaceAll(/\r\n?/g, '\n'), indentation })}\n`
}

function sum(logPs: readonly number[] = []): number {
  return logPs.reduce((total, logP) => total + logP, 0)
}
