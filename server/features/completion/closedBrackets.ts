import { indentationOf, type Situation } from './situation.ts'

const closerOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }
export const openerOf: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
/** Nothing but brackets that close, and what ends a statement or an element. */
export const closersOnly = /^[\s)\]};,]+$/
const shortString = /(["'`])(?:\\.|(?!\1)[^\\\n])*\1/g

/** Whether a text only closes brackets, and the first of them is closed behind the cursor already. */
export function closesWhatIsClosed(text: string, situation: Situation): boolean {
  const closer = /[)\]}]/.exec(text)?.[0]
  if (closer === undefined || !closersOnly.test(text)) return false
  const closing = unmatchedCloser(withoutStrings(situation.after))
  if (closing === undefined || situation.after[closing] !== closer) return false
  if (!situation.after.slice(0, closing).includes('\n')) return true
  const opening = unmatchedOpener(withoutStrings(situation.before))
  // A bracket that closes an outer block stands further left than the line that opened the inner one.
  return opening === undefined || (situation.before[opening] === openerOf[closer] && sameLevel(situation, opening, closing))
}

function sameLevel({ before, after }: Situation, opening: number, closing: number): boolean {
  return indentationOf(lineAround(before, opening)) === indentationOf(lineAround(after, closing))
}

function lineAround(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset) + 1, offset + 1)
}

function unmatchedOpener(before: string): number | undefined {
  let pending = 0
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const character = before[at] ?? ''
    if (character in openerOf) pending += 1
    else if (character in closerOf && pending-- === 0) return at
  }
  return undefined
}

function unmatchedCloser(after: string): number | undefined {
  let pending = 0
  for (let at = 0; at < after.length; at += 1) {
    const character = after[at] ?? ''
    if (character in closerOf) pending += 1
    else if (character in openerOf && pending-- === 0) return at
  }
  return undefined
}

/** Brackets within strings of one line open nothing. Offsets stay. */
function withoutStrings(text: string): string {
  return text.replaceAll(shortString, (string) => ' '.repeat(string.length))
}
