import type { LinePlan } from './multiline.ts'
import type { Situation } from './situation.ts'
import type { Trail } from './trail.ts'
import { trimCompletion, withoutRepeatedEnd } from './trim.ts'

/** What a trail has for the cursor. */
export type Candidate =
  /** The model must write more before anything can be said. */
  | { readonly kind: 'more' }
  /** The user is at its end, or beyond, or the model was stopped there. */
  | { readonly kind: 'exhausted' }
  /** The model would add nothing here. */
  | { readonly kind: 'nothing' }
  /** Shown already: it stays as it is. */
  | { readonly kind: 'standing'; readonly text: string }
  | { readonly kind: 'new'; readonly text: string }

/** What follows the `typed` characters of a trail; `ended` when nothing more will be written. */
export function candidateOf(trail: Trail, typed: number, situation: Situation, plan: LinePlan, ended: boolean): Candidate {
  if (typed < trail.shownTo) {
    const text = withoutRepeatedEnd(trail.text.slice(typed, trail.shownTo), situation)
    if (text !== '') return { kind: 'standing', text }
  }
  const whole = ended && !trail.cutOff
  if (whole && typed === 0 && trail.text === '') return { kind: 'nothing' }
  if (typed >= trail.text.length) return { kind: ended ? 'exhausted' : 'more' }
  const trimmed = trimCompletion(trail.text.slice(typed), situation, plan, whole)
  if (!trimmed.complete && !whole) return { kind: ended ? 'exhausted' : 'more' }
  return trimmed.text.trim() === '' ? { kind: 'nothing' } : { kind: 'new', text: trimmed.text }
}
