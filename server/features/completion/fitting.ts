import type { CompletionSyntax } from '../../context/completionSyntax.ts'
import type { SourceText } from '../../context/source.ts'
import { endsToTry, type LinePlan } from './multiline.ts'

interface InsertionPlace {
  readonly source: SourceText
  readonly offset: number
  readonly lineBefore: string
  readonly plan: LinePlan
}

/** How likely what stands below goes on after each of the texts, as log-probabilities; undefined where the engine cannot tell. */
export type JoinLikelihood = (texts: readonly string[]) => Promise<readonly number[] | undefined>

/**
 * The beginning of a text that ends where the document then has no more syntax errors than without it, and where what stands below goes on
 * most likely; undefined where there is none. Where nothing is known of the language it is the text itself.
 */
export async function fittingText(
  text: string,
  { source, offset, lineBefore, plan }: InsertionPlace,
  syntax: CompletionSyntax | undefined,
  joins: JoinLikelihood,
): Promise<string | undefined> {
  const fitting: string[] = []
  for (const end of endsToTry(text, plan, lineBefore)) {
    const beginning = text.slice(0, end)
    const errors = await syntax?.errors(source, offset, [beginning])
    if (errors === undefined) return text
    if ((errors.after[0] ?? 0) > errors.before) continue
    fitting.push(beginning)
    // One statement has one end: only within a body are there several that are worth comparing.
    if (plan.rule === 'line') break
  }
  return fitting.length < 2 ? fitting[0] : likeliest(fitting, (await joins(fitting)) ?? [])
}

/** Of texts that are equally likely to be whole the first, which goes furthest. */
function likeliest(texts: readonly string[], logPs: readonly number[]): string | undefined {
  const best = Math.max(...logPs)
  return texts[Math.max(0, logPs.indexOf(best))]
}
