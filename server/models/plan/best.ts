import type { CatalogueEntry } from '../catalogueEntry.ts'
import { type Candidate, candidatesOf, chooseCandidate } from './choose.ts'
import type { Machine } from './machine.ts'
import type { MemoryPlan, Wishes } from './plan.ts'

/** A model of the catalogue as it runs on a machine. */
export interface BestModel {
  readonly entry: CatalogueEntry
  readonly candidate: Candidate
  readonly plan: MemoryPlan
  readonly speed: SpeedClass
}

/** Expected from where the weights lie and how many of them a token reads, not measured. */
export type SpeedClass = 'fast' | 'good' | 'usable' | 'slow'

/** Billions of parameters that a token may read so that the processor keeps up with somebody who waits for it. */
const mostOnProcessor = 3

/**
 * The model that does most on a machine: the largest that lies on the graphics cards whole; without such a card the largest of which a
 * token reads little enough for the processor. Of equally large ones the first of the catalogue. Undefined where none fits.
 */
export function bestModel(entries: readonly CatalogueEntry[], machine: Machine, wishes: Wishes): BestModel | undefined {
  const fitting = entries
    .filter(({ roles }) => roles.includes('instruct'))
    .flatMap((entry) => {
      const choice = chooseCandidate(candidatesOf(entry), machine, wishes)
      return choice?.kind === 'fits' ? [{ entry, ...choice, speed: speedOf(entry, choice.plan) }] : []
    })
  const whole = fitting.filter(({ entry, plan }) => plan.where === 'gpu' || (plan.where === 'processor' && isLight(entry)))
  return [...(whole.length > 0 ? whole : fitting)].sort((a, b) => b.entry.parameters.total - a.entry.parameters.total)[0]
}

/** How fast it is expected to be. */
function speedOf({ parameters }: CatalogueEntry, { where }: MemoryPlan): SpeedClass {
  switch (where) {
    case 'gpu':
      return parameters.active <= 8 ? 'fast' : 'good'
    case 'split':
      return parameters.active <= mostOnProcessor ? 'usable' : 'slow'
    case 'processor':
      return parameters.active <= 1 ? 'good' : parameters.active <= mostOnProcessor ? 'usable' : 'slow'
  }
}

function isLight({ parameters }: CatalogueEntry): boolean {
  return parameters.active <= mostOnProcessor
}
