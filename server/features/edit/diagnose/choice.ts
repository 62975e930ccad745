import type { Mended } from './problem.ts'

/** What may be shown of an error's mends, the best first. */
export type Choice =
  | { readonly kind: 'clear'; readonly best: Mended }
  /** Several are nearly as likely: the user chooses. */
  | { readonly kind: 'choice'; readonly among: readonly Mended[] }
  | { readonly kind: 'none'; readonly reason: NoFix }

/** For the user, in English; their Chinese is in `protocol/chinese`. */
export const noFixReasons = {
  notFound: 'No small edit was found that mends this error and brings in no other one.',
  unlikely: 'What would mend this error is much less likely than what is written.',
  onlySilenced: 'Only edits that hide this error were found.',
} as const
export type NoFix = keyof typeof noFixReasons

/**
 * How likely a mend has to be at least beside what is written; in nats. What the compiler says of a mend counts more than what the model thinks
 * of it; without the compiler nothing else speaks for it.
 */
const leastScore = { verified: -4, likelier: 3 } as const
/** Mends that are closer than this to the best are no worse for the user to see. In nats. */
const nearTie = 1.5
const mostShown = 4

/** Ranks mends by the model's odds and by what the compiler said of each. Whatever merely silences comes after all that mends. */
export function chosen(mended: readonly Mended[], by: keyof typeof leastScore): Choice {
  const ranked = mended.toSorted((a, b) => Number(a.silences) - Number(b.silences) || scoreOf(b) - scoreOf(a))
  const [best] = ranked
  if (best === undefined) return { kind: 'none', reason: 'notFound' }
  if (best.silences) return { kind: 'none', reason: 'onlySilenced' }
  if (scoreOf(best) < leastScore[by]) return { kind: 'none', reason: 'unlikely' }
  const among = ranked.filter((each) => !each.silences && scoreOf(best) - scoreOf(each) < nearTie).slice(0, mostShown)
  return among.length === 1 ? { kind: 'clear', best } : { kind: 'choice', among }
}

/** In nats, for comparing mends of one error. */
export function scoreOf({ lineOdds, blockOdds, goneErrors, compilerFix, changedWords }: Mended): number {
  const model = lineOdds === undefined || blockOdds === undefined ? 0 : both(lineOdds, blockOdds)
  const trust = trusted.get(compilerFix ?? '') ?? 0
  return model + trust + goneWeight * Math.max(0, goneErrors - 1) - wordWeight * Math.max(0, changedWords - 1)
}

/** The lower of two readings counts three times as much as the higher one: what is right fits in both directions. */
function both(line: number, block: number): number {
  return 0.75 * Math.min(line, block) + 0.25 * Math.max(line, block)
}

/** A mistake is mostly one word: an edit of several says something else, which the model may like better for other reasons. */
const wordWeight = 1

/** An edit that takes several errors away is more likely what was wrong than one that takes one. */
const goneWeight = 2
/** Mends of TypeScript that are seldom wrong, by its names for them. */
const trusted: ReadonlyMap<string, number> = new Map([
  ['import', 8],
  ['spelling', 3],
  ['addMissingAwait', 2],
])
