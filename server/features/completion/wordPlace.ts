import type { Situation } from './situation.ts'

const beginsWithWord = /^[\p{L}\p{N}\p{M}_$]/u
/**
 * What may stand right of a place where one goes on writing: what closes, and the end of the statement. (The rule of Copilot's extension,
 * and the end of markup.)
 */
const nothingButTheEnd = /^(?:[\s)>}\]"'`]|\/>|<\/[\w.:-]*>)*(?:[:{;,]\s*)?$/
const beginsWithCloser = /^[)\]}]/
/** Where an argument, an element or a value is missing, whatever comes after its bracket. */
const waitsForValue = /(?:[(,=[{]|[-+*/%&|^<>=!?:,]\s)$/

/** Whether ghost text that nobody asked for would be in the way: within a word, or in front of code that is there already. */
export function disturbs({ lineBefore, lineAfter }: Situation): boolean {
  if (beginsWithWord.test(lineAfter)) return true
  if (nothingButTheEnd.test(lineAfter)) return false
  return !(waitsForValue.test(lineBefore) && beginsWithCloser.test(lineAfter))
}
