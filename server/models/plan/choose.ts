import { type CatalogueEntry, type CatalogueFile, type ModelShape, sizeOf, unverified } from '../catalogueEntry.ts'
import type { Machine } from './machine.ts'
import { usableGpuBytes, usableRamBytes } from './machine.ts'
import { fits, type MemoryPlan, planModel, planOf, usualSequences, type Wishes } from './plan.ts'
import { isUsable } from './processor.ts'
import { type Quantisation, quantisationNamed } from './quantisation.ts'
import { allLayers, bytesOf, type PlannedModel } from './use.ts'
import { weightBytes, weightsOfShape } from './weights.ts'

/** A model that can be planned: one of its files. */
export interface Candidate {
  readonly quantisation: string
  readonly model: PlannedModel
  /** Absent where the size follows from the model's numbers alone. */
  readonly file?: CatalogueFile
}

export type Choice =
  | { readonly kind: 'fits'; readonly candidate: Candidate; readonly plan: MemoryPlan }
  /** `needs`: what the smallest candidate takes as wished, and where it does not fit. */
  | { readonly kind: 'tooBig'; readonly candidate: Candidate; readonly needs: MemoryPlan; readonly nearest?: Nearest }

/** What fits where the wish does not. */
export interface Nearest {
  readonly candidate: Candidate
  readonly plan: MemoryPlan
  /** Which of the wishes had to be given up. */
  readonly without: readonly ('contextTokens' | 'kvCacheType' | 'sequences' | 'gpuLayers')[]
}

/**
 * The best file first. 8 bits come after 6: probabilities change by 1.2 % with Q8_0, 2.3 % with Q6_K and 5.5 % with Q4_K_M (llama.cpp,
 * tools/perplexity/README.md, Llama 3 8B), and every token reads up to a third more memory.
 */
const preferred: readonly Quantisation[] = ['Q6_K', 'Q8_0', 'Q5_K_M', 'Q4_K_M', 'Q3_K_M', 'F16']

/** The files of a catalogue entry as candidates, the best first. Empty where its numbers are not known. */
export function candidatesOf(entry: CatalogueEntry): readonly Candidate[] {
  const { shape } = entry
  if (shape === undefined) return []
  return preferred.flatMap((quantisation) =>
    entry.files
      .filter((file) => quantisationNamed(file.quantisation) === quantisation)
      .map((file): Candidate => ({ quantisation, model: catalogueModel(entry, shape, file, quantisation), file })),
  )
}

function catalogueModel(
  { contextTokens }: CatalogueEntry,
  shape: ModelShape,
  file: CatalogueFile,
  quantisation: Quantisation,
): PlannedModel {
  return {
    shape,
    layout: 'latent',
    weights: weightsOfShape(shape, quantisation, 'latent', sizeOf(file)),
    trainedTokens: contextTokens === unverified ? 4096 : contextTokens,
  }
}

/**
 * Whether the files of an entry are of the old layout: where one is smaller than the tensors of the new one alone. A quantisation of 6 bits
 * tells it, because the split matrices fall back to 8 bits there.
 */
export function hasOldFiles(entry: CatalogueEntry): boolean {
  const { shape } = entry
  if (shape?.attention.kind !== 'latent') return false
  return entry.files.some(({ quantisation, bytes }) => {
    const known = quantisationNamed(quantisation)
    return bytes !== undefined && known === 'Q6_K' && bytes < weightBytes(weightsOfShape(shape, known))
  })
}

/** The same candidate as a file of the old layout, whose cache keeps every head. */
export function inOldLayout(candidate: Candidate): Candidate {
  return { ...candidate, model: { ...candidate.model, layout: 'everyHead' } }
}

/**
 * The best candidate for a machine: the first that fits on the graphics cards whole, or without cards the first that the processor
 * writes usably; where none does, the last that fits at all, because the smallest leaves most to the cards and is the fastest.
 */
export function chooseCandidate(candidates: readonly Candidate[], machine: Machine, wishes: Wishes): Choice | undefined {
  const planned = candidates.flatMap((candidate) => {
    const plan = planModel(candidate.model, machine, wishes)
    return plan === undefined ? [] : [{ kind: 'fits' as const, candidate, plan }]
  })
  const best = planned.find(({ candidate, plan }) =>
    machine.gpus.length > 0 ? plan.where === 'gpu' : isUsable(candidate.model, machine.processor),
  )
  return best ?? planned.at(-1) ?? refusal(candidates, machine, wishes)
}

function refusal(candidates: readonly Candidate[], machine: Machine, wishes: Wishes): Choice | undefined {
  const smallest = candidates.at(-1)
  if (smallest === undefined) return undefined
  const nearest = nearestOf(candidates, machine, wishes)
  return {
    kind: 'tooBig',
    candidate: smallest,
    needs: wishedPlan(smallest.model, machine, wishes),
    ...(nearest ? { nearest } : {}),
  }
}

/** As wished, with everything on the graphics cards where there are any. */
export function wishedPlan(model: PlannedModel, machine: Machine, wishes: Wishes): MemoryPlan {
  return planOf(model, machine, {
    gpuLayers: machine.gpus.length === 0 ? 0 : (wishes.gpuLayers ?? allLayers(model.shape)),
    contextTokens: Math.min(wishes.contextTokens ?? 4096, model.trainedTokens),
    sequences: wishes.sequences ?? usualSequences,
    kvCacheType: wishes.kvCacheType ?? 'f16',
    flashAttention: wishes.flashAttention ?? true,
  })
}

/** Gives up as few wishes as it can: a smaller cache first, then where the layers lie. */
function nearestOf(candidates: readonly Candidate[], machine: Machine, wishes: Wishes): Nearest | undefined {
  const steps = [
    ['kvCacheType'],
    ['contextTokens'],
    ['contextTokens', 'kvCacheType'],
    ['contextTokens', 'kvCacheType', 'sequences', 'gpuLayers'],
  ] as const
  for (const without of steps) {
    const given = without.filter((name) => wishes[name] !== undefined)
    if (given.length === 0) continue
    const choice = chooseWithout(candidates, machine, wishes, given)
    if (choice !== undefined) return { ...choice, without: given }
  }
  return undefined
}

function chooseWithout(
  candidates: readonly Candidate[],
  machine: Machine,
  wishes: Wishes,
  given: readonly (keyof Wishes)[],
): Pick<Nearest, 'candidate' | 'plan'> | undefined {
  const fewer = Object.fromEntries(Object.entries(wishes).filter(([name]) => !given.includes(name as keyof Wishes))) as Wishes
  for (const candidate of candidates.toReversed()) {
    const longest = given.includes('contextTokens') ? longestContext(candidate.model, machine, fewer) : undefined
    const plan = longest ?? planModel(candidate.model, machine, fewer)
    if (plan !== undefined) return { candidate, plan }
  }
  return undefined
}

/** Steps of a context that is looked for. */
const contextStep = 1024

/** The longest context that fits with the other wishes as they are, where one does. */
function longestContext(model: PlannedModel, machine: Machine, wishes: Wishes): MemoryPlan | undefined {
  let low = 0
  let high = Math.floor(model.trainedTokens / contextStep)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(wishedPlan(model, machine, { ...wishes, contextTokens: middle * contextStep }), machine)) low = middle
    else high = middle - 1
  }
  return low === 0 ? undefined : wishedPlan(model, machine, { ...wishes, contextTokens: low * contextStep })
}

/**
 * How many layers' experts a llama-server has to keep in the machine's memory (`--n-cpu-moe`) so that the rest fits on the graphics cards.
 * node-llama-cpp cannot place experts apart, so that it is advice for a server that Latent is connected to. Undefined without experts, or
 * where it does not fit so either.
 */
export function expertsInRam(model: PlannedModel, machine: Machine, wishes: Wishes): number | undefined {
  const { use } = wishedPlan(model, machine, wishes)
  const over = bytesOf(use.gpu) - usableGpuBytes(machine)
  if (machine.gpus.length === 0 || over <= 0) return undefined
  const layers = model.weights.experts
  let moved = 0
  for (let count = 1; count <= layers.length; count++) {
    moved += layers[count - 1] ?? 0
    if (moved >= over) return bytesOf(use.ram) + moved <= usableRamBytes(machine) ? count : undefined
  }
  return undefined
}
