import type { CompletionSyntax } from '../../context/completionSyntax.ts'
import type { NothingReason } from '../../protocol/requests.ts'
import { whyNot, withoutRepetition } from './filters.ts'
import { fittingText } from './fitting.ts'
import type { Place } from './place.ts'

export type Verdict =
  | { readonly kind: 'show'; readonly text: string }
  | { readonly kind: 'nothing'; readonly reason: NothingReason; readonly confidence?: number }

/**
 * Whether a new text is shown, and where it ends: it must not repeat what is there, must parse, and must be likely enough to be taken.
 * What is asked for by hand is shown though it may be wrong.
 */
export async function judge(
  written: string,
  { ask, situation, plan }: Place,
  syntax: CompletionSyntax | undefined,
  probabilityOf: (text: string) => Promise<number>,
): Promise<Verdict> {
  const { source, position, settings } = ask
  const text = withoutRepetition(written, situation)
  const unwanted = whyNot(text, situation)
  if (unwanted !== undefined) return { kind: 'nothing', reason: unwanted === 'repetition' ? 'nothingToAdd' : unwanted }
  const offset = source.offsetAt(position)
  const fitting = await fittingText(text, { source, offset, lineBefore: situation.lineBefore, plan }, syntax)
  if (ask.trigger === 'invoked') return { kind: 'show', text: fitting ?? text }
  if (fitting === undefined) return { kind: 'nothing', reason: 'wouldNotParse' }
  const confidence = await probabilityOf(text)
  if (confidence < settings['completion.minimumConfidence']) return { kind: 'nothing', reason: 'lowConfidence', confidence }
  return { kind: 'show', text: fitting }
}
