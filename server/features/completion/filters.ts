import { closesWhatIsClosed } from './closedBrackets.ts'
import { firstCycle, goesRoundAgain, hasCycleAtEnd } from './cycles.ts'
import type { Situation } from './situation.ts'
import { beginsWhatStandsBelow } from './standsBelow.ts'

/** Why a completion is not worth showing. */
export type WhyNot =
  /** White space only, or what stands right of the cursor already, or brackets that are closed already. */
  | 'nothingToAdd'
  /** It writes again what stands below the cursor. */
  | 'repeatsBelow'
  /** It goes round in circles, or writes again what stands right above. */
  | 'repetition'

/** Why a completion should not be shown where nobody asked for it by hand; undefined where nothing speaks against it. */
export function whyNot(text: string, situation: Situation): WhyNot | undefined {
  if (addsNothing(text, situation)) return 'nothingToAdd'
  const { lines, first } = writtenLines(text, situation)
  if (beginsWhatStandsBelow(lines, first, situation)) return 'repeatsBelow'
  const repeats = firstCycle(lines) !== undefined || lines.some(hasCycleAtEnd) || goesRoundAgain(lines.slice(first), situation)
  return repeats ? 'repetition' : undefined
}

/** The lines of a completion before it begins to write again what stands below or what it has written itself; at least its first one. */
export function withoutRepetition(text: string, situation: Situation): string {
  const { lines, first } = writtenLines(text, situation)
  const kept = text.split('\n')
  const cycle = firstCycle(lines)
  if (cycle !== undefined) kept.length = Math.min(kept.length, cycle)
  for (let line = first + 1; line < kept.length; line += 1) {
    if (hasCycleAtEnd(lines[line] ?? '') || beginsWhatStandsBelow(lines, line, situation)) kept.length = line
  }
  const result = kept.join('\n')
  return result.length < text.length ? result.trimEnd() : text
}

function addsNothing(text: string, situation: Situation): boolean {
  const visible = text.trim()
  return visible === '' || situation.lineAfter.trimStart().startsWith(visible) || closesWhatIsClosed(visible, situation)
}

/** The lines as they would stand in the document; `first` is the first that the completion adds something visible to. */
function writtenLines(
  text: string,
  { lineBefore, lineAfter }: Situation,
): { readonly lines: readonly string[]; readonly first: number } {
  const first = text.split('\n').findIndex((line) => line.trim() !== '')
  return { lines: (lineBefore + text + lineAfter).split('\n'), first: Math.max(0, first) }
}
