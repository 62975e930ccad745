import { readMarks } from '../../test/marks.ts'
import { type ActionCase, type ActionLanguage, replaced } from './actionCases/actionCase.ts'
import { typeErrors } from './actionTypes.ts'
import { runTest } from './runTest.ts'

/** What came of asking for an action. */
export type Answer =
  /** Nothing of the kind stands in the menu. */
  | { readonly kind: 'notOffered' }
  /** It stands there and cannot be chosen, or there is no edit when it is chosen. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  /** The texts that those which can be chosen lead to. */
  | { readonly kind: 'applied'; readonly texts: readonly string[] }

export const outcomes = ['correct', 'wrong', 'refusedRightly', 'refusedWrongly', 'notOffered'] as const
export type Outcome = (typeof outcomes)[number]

export interface Verdict {
  readonly outcome: Outcome
  /** Why it is wrong, or why it was refused; absent where it is correct. */
  readonly why?: string
}

export const fileNames: Readonly<Record<ActionLanguage, string>> = {
  typescript: 'subject.ts',
  javascript: 'subject.js',
  python: 'subject.py',
}

/** The case's file without its mark, and what the mark tells: the cursor's offset twice, or the ends of the selection. */
export function placeOf({ text }: ActionCase): { readonly text: string; readonly start: number; readonly end: number } {
  const marked = readMarks(text, text.includes('[||]') ? { cursors: 1 } : { ranges: 1 })
  const [cursor = 0] = marked.cursors
  const [range = { start: cursor, end: cursor }] = marked.ranges
  return { text: marked.text, ...range }
}

/** An edit of a trap is wrong whatever it does; of several edits that are offered for a place, none may be wrong. */
export function verdictOf(each: ActionCase, answer: Answer): Verdict {
  const isTrap = each.expected.kind === 'refused'
  if (answer.kind === 'notOffered') return isTrap ? { outcome: 'refusedRightly', why: 'not offered' } : { outcome: 'notOffered' }
  if (answer.kind === 'refused')
    return { outcome: isTrap ? 'refusedRightly' : 'refusedWrongly', why: [...new Set(answer.reasons)].join(' | ') }
  const problems = answer.texts.flatMap((text) => problemOf(each, text) ?? [])
  const [problem] = problems
  if (isTrap) return { outcome: 'wrong', why: problem ?? 'it was changed, though what it does is the same' }
  return problem === undefined ? { outcome: 'correct' } : { outcome: 'wrong', why: problem }
}

/** What is wrong with the text that the case's file became, seen by the compiler, the test and what was expected of it; undefined: nothing. */
export function problemOf(each: ActionCase, text: string): string | undefined {
  const before = placeOf(each).text
  if (text === before) return 'nothing changed'
  if (each.language === 'typescript') {
    const known = typeErrors(before)
    const added = typeErrors(text).filter((error) => !known.includes(error))
    if (added.length > 0) return added.join('; ')
  }
  const test = runTest(fileNames[each.language], text, each.test)
  if (test.kind === 'failed') return `its test fails: ${test.why}`
  if (each.expected.kind === 'refused') return undefined
  const { has = [], lacks = [] } = each.expected
  const missed = has.find((part) => !part.test(text))
  if (missed !== undefined) return `it has no ${missed}`
  const left = lacks.find((part) => part.test(text))
  return left === undefined ? undefined : `it still has ${left}`
}

/** The case's right answer, or what a careless tool would make of a trap; undefined: there is none. */
export function knownAnswer(each: ActionCase): string | undefined {
  const { text } = placeOf(each)
  const parts = each.expected.kind === 'applied' ? each.expected.solution : each.expected.naive
  return parts === undefined ? undefined : replaced(text, parts)
}
