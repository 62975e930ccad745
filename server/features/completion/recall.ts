import { closedByEditor, type Situation } from './situation.ts'
import { withoutRepeatedEnd } from './trim.ts'

/** Completions as they were given, and the text that they were given for. */
export interface Given {
  readonly before: string
  readonly after: string
  readonly texts: readonly string[]
}

/** Enough of the text to know the place again: the window before the cursor slides while the user types. */
const recognised = 2000

/** What is left of completions that the user types along; empty when he wrote something else, or somewhere else. */
export function typedAlong(given: Given, { before, after, lineAfter }: Situation): readonly string[] {
  const closed = closedByEditor(after, given.after)
  if (closed === undefined) return []
  const place = given.before.slice(-recognised)
  return given.texts.flatMap((text) => {
    for (let typed = text.length - 1; typed >= 0; typed -= 1) {
      if (before.endsWith(place + text.slice(0, typed))) return left(text.slice(typed), closed, lineAfter)
    }
    return []
  })
}

/** Text of several lines cannot stand before a bracket that the editor has closed; that place is asked for anew. */
function left(text: string, closed: string, lineAfter: string): readonly string[] {
  if (closed === '') return [text]
  const rest = text.includes('\n') ? '' : withoutRepeatedEnd(text, lineAfter)
  return rest === '' ? [] : [rest]
}
