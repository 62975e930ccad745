import type { CompletionSyntax } from '../../context/completionSyntax.ts'
import type { CompletionAsk } from './completer.ts'
import { type LinePlan, planLines } from './multiline.ts'

/** How far a completion at the place goes: where that depends on the place, it is looked up in the syntax tree. */
export async function linePlanAt(
  { source, position, trigger, settings }: CompletionAsk,
  syntax: CompletionSyntax | undefined,
): Promise<LinePlan> {
  const multiline = settings['completion.multiline']
  const dependsOnPlace = trigger === 'automatic' && multiline === 'auto'
  const place = dependsOnPlace ? await syntax?.placeOf(source, source.offsetAt(position)) : undefined
  return planLines({ multiline, maxLines: settings['completion.maxLines'], trigger, place })
}
