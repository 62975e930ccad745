import type { CompletionSyntax } from '../../context/completionSyntax.ts'
import { hiddenOffset } from '../../protocol/hiddenText.ts'
import type { NothingReason } from '../../protocol/requests.ts'
import { whyNot, withoutRepetition } from './filters.ts'
import { fittingText, type JoinLikelihood } from './fitting.ts'
import type { Place } from './place.ts'
import { surePart } from './surePart.ts'

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
  likelihoods: { readonly probabilityOf: (text: string) => Promise<number>; readonly joins: JoinLikelihood },
): Promise<Verdict> {
  const { source, position, settings } = ask
  // What nobody sees may have been copied from the code around; nobody could know that it comes along.
  const text = withoutRepetition(written.slice(0, hiddenOffset(written)), situation)
  const unwanted = whyNot(text, situation)
  if (unwanted !== undefined) return { kind: 'nothing', reason: unwanted === 'repetition' ? 'nothingToAdd' : unwanted }
  const byHand = ask.trigger === 'invoked'
  const minimum = settings['completion.minimumConfidence']
  const at = { source, offset: source.offsetAt(position), lineBefore: situation.lineBefore, plan }
  // Asked first: what is too unlikely needs little further work, at this key and the next ones.
  const confidence = byHand ? 1 : await likelihoods.probabilityOf(text)
  if (confidence < minimum) {
    const part = await surePart(text, at, syntax, async (each) => (await likelihoods.probabilityOf(each)) >= minimum)
    return part === undefined ? { kind: 'nothing', reason: 'lowConfidence', confidence } : { kind: 'show', text: part }
  }
  const fitting = await fittingText(text, at, syntax, likelihoods.joins)
  if (fitting !== undefined) return { kind: 'show', text: fitting }
  return byHand ? { kind: 'show', text } : { kind: 'nothing', reason: 'wouldNotParse' }
}
