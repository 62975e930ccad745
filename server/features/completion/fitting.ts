import type { CompletionSyntax } from '../../context/completionSyntax.ts'
import type { SourceText } from '../../context/source.ts'
import { endsToTry, type LinePlan } from './multiline.ts'

interface InsertionPlace {
  readonly source: SourceText
  readonly offset: number
  readonly lineBefore: string
  readonly plan: LinePlan
}

/**
 * The beginning of a text that ends where the document then has no more syntax errors than without it; undefined where there is none.
 * Where nothing is known of the language it is the text itself.
 */
export async function fittingText(
  text: string,
  { source, offset, lineBefore, plan }: InsertionPlace,
  syntax: CompletionSyntax | undefined,
): Promise<string | undefined> {
  for (const end of endsToTry(text, plan, lineBefore)) {
    const beginning = text.slice(0, end)
    const errors = await syntax?.errors(source, offset, [beginning])
    if (errors === undefined) return text
    if ((errors.after[0] ?? 0) <= errors.before) return beginning
  }
  return undefined
}
