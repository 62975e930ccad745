import type { NothingReason } from '../../protocol/requests.ts'
import type { Range } from '../../protocol/text.ts'

/** `text` replaces `range`, which is empty at the cursor. */
export interface Completion {
  readonly range: Range
  readonly text: string
  /** The model's confidence in the first line, 0 to 1. */
  readonly confidence: number
}

export type CompletionAnswer =
  | { readonly kind: 'shown'; readonly completions: readonly Completion[]; readonly fromMemory: boolean }
  | { readonly kind: 'nothing'; readonly reason: NothingReason; readonly confidence?: number }

export const nothingToAdd: CompletionAnswer = { kind: 'nothing', reason: 'nothingToAdd' }

/** All that is shown, each text once; without any, why. */
export function joined(answers: readonly CompletionAnswer[]): CompletionAnswer | undefined {
  const shown = answers.filter((answer) => answer.kind === 'shown')
  if (shown.length === 0) return answers[0]
  const completions = shown.flatMap((answer) => answer.completions)
  const different = completions.filter(({ text }, index) => completions.findIndex((other) => other.text === text) === index)
  return { kind: 'shown', completions: different, fromMemory: shown.every((answer) => answer.fromMemory) }
}
