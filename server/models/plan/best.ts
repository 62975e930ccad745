import type { CatalogueEntry } from '../catalogueEntry.ts'
import { type Candidate, candidatesOf, chooseCandidate } from './choose.ts'
import { asUsuallyFree, type Machine } from './machine.ts'
import type { MemoryPlan, Wishes } from './plan.ts'
import { bytesReadPerToken, goodTokensPerSecond, isUsable, tokensPerSecond, usableTokensPerSecond } from './processor.ts'

/** A model of the catalogue as it runs on a machine. */
export interface BestModel {
  readonly entry: CatalogueEntry
  readonly candidate: Candidate
  readonly plan: MemoryPlan
  readonly speed: SpeedClass
}

/** Expected from where the weights lie and how many of them a token reads. */
export type SpeedClass = 'fast' | 'good' | 'usable' | 'slow'

/** Billions of parameters that a token may read so that a processor that evaluates a part of the layers does not hold up all of them. */
const mostWhereSplit = 3

/**
 * The model that does most on a machine beside what is usually open there: the largest that lies on the graphics cards whole; without such
 * a card the largest that the processor writes usably. Of equally large ones the first of the catalogue; where none is usable, the one of
 * which a token reads least. Undefined where none fits.
 */
export function bestModel(entries: readonly CatalogueEntry[], machine: Machine, wishes: Wishes): BestModel | undefined {
  const room = asUsuallyFree(machine)
  const fitting = entries
    .filter(({ roles }) => roles.includes('instruct'))
    .flatMap((entry) => {
      const choice = chooseCandidate(candidatesOf(entry), room, wishes)
      return choice?.kind === 'fits' ? [{ entry, ...choice, speed: speedOf(entry, choice, machine) }] : []
    })
  const usable = fitting.filter(
    ({ plan, candidate }) => plan.where === 'gpu' || (plan.where === 'processor' && isUsable(candidate.model, machine.processor)),
  )
  if (usable.length > 0) return usable.toSorted((a, b) => b.entry.parameters.total - a.entry.parameters.total)[0]
  return fitting.toSorted((a, b) => bytesReadPerToken(a.candidate.model) - bytesReadPerToken(b.candidate.model))[0]
}

/** How fast it is expected to be. */
function speedOf(
  { parameters }: CatalogueEntry,
  { candidate, plan }: { readonly candidate: Candidate; readonly plan: MemoryPlan },
  { processor }: Machine,
): SpeedClass {
  switch (plan.where) {
    case 'gpu':
      return parameters.active <= 8 ? 'fast' : 'good'
    case 'split':
      return parameters.active <= mostWhereSplit ? 'usable' : 'slow'
    case 'processor': {
      const expected = tokensPerSecond(candidate.model, processor)
      return expected >= goodTokensPerSecond ? 'good' : expected >= usableTokensPerSecond ? 'usable' : 'slow'
    }
  }
}
