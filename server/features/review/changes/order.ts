import { overlap } from '../../../context/changes.ts'
import type { ChangedText, Piece } from './changedText.ts'
import { type Replacement, replacementOf } from './risk.ts'

/** Each costs a prompt of some hundred tokens; beyond so many the order is not worth more. */
const mostRated = 64

/** A part of a changed text that is to be reviewed. */
export interface Job<T extends ChangedText = ChangedText> {
  readonly text: T
  readonly piece: Piece
}

/** Tells the risk of a replacement in nats; undefined where it was not measured. */
export type Rate = (replacement: Replacement) => Promise<number | undefined>

/** All parts of the texts, in their order. */
export function jobsOf<T extends ChangedText>(texts: readonly T[]): readonly Job<T>[] {
  return texts.flatMap((text) => text.pieces.map((piece) => ({ text, piece })))
}

/**
 * The riskiest first, so that what is left out when the time is up matters least. A part whose risk was not measured, such as a new function,
 * comes after those that the model would rather have left as they were, and before those that it finds likelier than before. Without
 * anything to choose nothing is measured.
 */
export async function riskiestFirst<T extends ChangedText>(jobs: readonly Job<T>[], rate: Rate): Promise<readonly Job<T>[]> {
  if (jobs.length < 2) return jobs
  const replacements = jobs.map((job) => replacementsIn(job))
  const risks = new Map<Replacement, number>()
  for (const replacement of worthRating(replacements.flat())) {
    const risk = await rate(replacement)
    if (risk !== undefined) risks.set(replacement, risk)
  }
  return byRisk(jobs.map((job, index) => ({ job, risks: (replacements[index] ?? []).flatMap((each) => risks.get(each) ?? []) })))
}

/** By the greatest risk of each; what was not measured counts as 0, and equal ones keep their order. */
export function byRisk<J>(rated: readonly { readonly job: J; readonly risks: readonly number[] }[]): readonly J[] {
  const greatest = (risks: readonly number[]) => (risks.length === 0 ? 0 : Math.max(...risks))
  return rated.toSorted((a, b) => greatest(b.risks) - greatest(a.risks)).map(({ job }) => job)
}

function replacementsIn({ text, piece }: Job): readonly Replacement[] {
  return text.change.hunks.filter(({ after }) => overlap(after, piece.lines)).flatMap((hunk) => replacementOf(text, hunk) ?? [])
}

/** The shortest say the most for what they cost. */
function worthRating(replacements: readonly Replacement[]): readonly Replacement[] {
  const length = ({ newText, oldText }: Replacement) => newText.length + oldText.length
  return replacements.toSorted((a, b) => length(a) - length(b)).slice(0, mostRated)
}
