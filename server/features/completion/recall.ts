import type { Situation } from './situation.ts'

/** Completions as they were given, and the text that they were given for. */
export interface Given {
  readonly before: string
  readonly after: string
  readonly texts: readonly string[]
}

/** Enough of the text to know the place again: the window before the cursor slides while the user types. */
const recognised = 2000

/** What is left of completions that the user types along; empty when he wrote something else, or somewhere else. */
export function typedAlong(given: Given, { before, after }: Situation): readonly string[] {
  if (after !== given.after) return []
  const place = given.before.slice(-recognised)
  return given.texts.flatMap((text) => {
    for (let typed = text.length - 1; typed >= 0; typed -= 1) {
      if (before.endsWith(place + text.slice(0, typed))) return [text.slice(typed)]
    }
    return []
  })
}
