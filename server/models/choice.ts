import { type CatalogueEntry, type CatalogueFile, usualFile } from './catalogueEntry.ts'
import { type Candidate, candidatesOf, chooseCandidate, wishedPlan } from './plan/choose.ts'
import { freeNow, type Machine, usableGpuBytes, usableRamBytes } from './plan/machine.ts'
import { type MemoryPlan, planModel, type Wishes } from './plan/plan.ts'
import { weightBytes } from './plan/weights.ts'

/** Whether a model can be loaded here: `tight` where other programs have to be closed first. */
export type Fit = 'fits' | 'tight' | 'tooBig' | 'unknown'

/** How a model fits into a machine, and what that was told by. */
export type ModelFit =
  /** Where it is too big, the plan is what it would take. */
  | { readonly kind: 'planned'; readonly fit: Exclude<Fit, 'unknown'>; readonly candidate: Candidate; readonly plan: MemoryPlan }
  /** Only the size of its file is known: the context is not counted. */
  | { readonly kind: 'bySize'; readonly fit: Exclude<Fit, 'unknown'>; readonly bytes: number }
  | { readonly kind: 'unknown'; readonly fit: 'unknown' }

/** The quantisation of a model that suits a machine best, else the usual one. Undefined where the user brings the file. */
export function suitableFile(entry: CatalogueEntry, machine: Machine, wishes: Wishes): CatalogueFile | undefined {
  const choice = chooseCandidate(candidatesOf(entry), machine, wishes)
  return (choice?.kind === 'fits' ? choice.candidate.file : undefined) ?? usualFile(entry)
}

/** Whether a model fits as its memory plan says. */
export function fitOfCandidate(candidate: Candidate, machine: Machine, wishes: Wishes): ModelFit {
  const plan = planModel(candidate.model, machine, wishes)
  if (plan === undefined) {
    return { kind: 'planned', fit: 'tooBig', candidate, plan: wishedPlan(candidate.model, machine, wishes) }
  }
  const fit = planModel(candidate.model, freeNow(machine), wishes) === undefined ? 'tight' : 'fits'
  return { kind: 'planned', fit, candidate, plan }
}

/** The same for a file of a size of which nothing else is known. */
export function fitOfBytes(bytes: number | undefined, machine: Machine): ModelFit {
  if (bytes === undefined) return { kind: 'unknown', fit: 'unknown' }
  if (bytes > usableBytes(machine)) return { kind: 'bySize', fit: 'tooBig', bytes }
  return { kind: 'bySize', fit: bytes > usableBytes(freeNow(machine)) ? 'tight' : 'fits', bytes }
}

/** What a file is estimated to take by what was planned with; undefined where nothing was. */
export function aboutBytesOf(fit: ModelFit): number | undefined {
  return fit.kind === 'planned' ? Math.round(weightBytes(fit.candidate.model.weights)) : undefined
}

/** Of graphics cards and machine together, in bytes. */
function usableBytes(machine: Machine): number {
  return usableRamBytes(machine) + (machine.unified === true ? 0 : usableGpuBytes(machine))
}
