import { catalogue } from '../../models/catalogue.ts'
import type { CatalogueEntry } from '../../models/catalogueEntry.ts'
import { bestModel } from '../../models/plan/best.ts'
import { type Candidate, type Choice, chooseCandidate, expertsInRam, hasOldFiles, inOldLayout } from '../../models/plan/choose.ts'
import { dense67bBytesPerToken, lessThanDense67b } from '../../models/plan/compare.ts'
import { kvCacheBytesPerToken, ordinaryBytesPerToken } from '../../models/plan/kvCache.ts'
import { type Machine, usableGpuBytes, usableRamBytes } from '../../models/plan/machine.ts'
import type { MemoryPlan, Wishes } from '../../models/plan/plan.ts'
import { barLegend, gb, grouped, planBar, planSentence } from '../../models/plan/planText.ts'
import { allLayers, bytesOf, isOldLayout, type MemoryUse } from '../../models/plan/use.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { planTexts } from '../texts/modelsPlan.ts'
import { schemaVersion } from './report.ts'

/** What was planned: a model of the catalogue, or a file. */
export interface Planned {
  /** Catalogue name, path or address. */
  readonly name: string
  readonly title: string
  readonly choice: Choice
  readonly entry?: CatalogueEntry
}

const barCharacters = 48

/** The answer for people: the sentence and the bar, or why not and what fits. */
export function planInWords(planned: Planned, machine: Machine, wishes: Wishes, language: DisplayLanguage): string {
  const { title, choice } = planned
  const say = planTexts[language]
  switch (choice.kind) {
    case 'fits':
      return lines([
        ...drawn(title, choice.candidate, choice.plan, machine, language),
        ...notes(choice, machine, wishes, language),
        ...oldFile(planned, machine, wishes, language),
      ])
    case 'tooBig': {
      const { candidate, needs, nearest } = choice
      const no = say.tooBig(nameOf(title, candidate), neededGb(needs), availableGb(machine))
      const about = notes(choice, machine, wishes, language)
      // What is said of the wished model stands before another one is named.
      if (nearest === undefined) return lines([no, ...about, say.nothingFits, ...smaller(machine, language)])
      const advice = say.nearest(nearest.without.map((wish) => say.wishes[wish]))
      return lines([no, advice, ...drawn(title, nearest.candidate, nearest.plan, machine, language), ...about])
    }
  }
}

/** The model that does most here, where the wished one does not fit in any way. */
function smaller(machine: Machine, language: DisplayLanguage): readonly string[] {
  const best = bestModel(catalogue, machine, {})
  return best === undefined ? [] : drawn(best.entry.title, best.candidate, best.plan, machine, language)
}

function drawn(
  title: string,
  candidate: Candidate,
  plan: MemoryPlan,
  machine: Machine,
  language: DisplayLanguage,
): readonly string[] {
  const sentence = planSentence({ name: nameOf(title, candidate), model: candidate.model, plan }, machine, language)
  return [sentence, `[${planBar(plan, machine, barCharacters)}]  ${barLegend(language)}`]
}

/** What else is worth knowing: the cache by token, an old layout, a server that keeps experts in memory. */
function notes(choice: Choice, machine: Machine, wishes: Wishes, language: DisplayLanguage): readonly string[] {
  const say = planTexts[language]
  const { model } = choice.candidate
  const plan = choice.kind === 'fits' ? choice.plan : (choice.nearest?.plan ?? choice.needs)
  const bytes = kvCacheBytesPerToken(model.shape, plan.options.kvCacheType, model.layout)
  const perToken = say.perToken(
    grouped(bytes),
    plan.options.kvCacheType,
    percent(lessThanDense67b(bytes)),
    grouped(dense67bBytesPerToken),
  )
  const old = isOldLayout(model)
    ? [say.oldLayout(grouped(kvCacheBytesPerToken(model.shape)), grouped(kvCacheBytesPerToken(model.shape, 'f16', 'everyHead')))]
    : []
  const isWhole = choice.kind === 'fits' && plan.where !== 'split'
  const count = isWhole ? undefined : expertsInRam(model, machine, wishes)
  const cut = (wishes.contextTokens ?? 0) > model.trainedTokens ? [say.contextCut(grouped(model.trainedTokens))] : []
  return [...cut, perToken, ...old, ...(count === undefined ? [] : [say.experts(count)])]
}

/**
 * What the catalogue's own file takes where its size says that it is of the old layout: the plan above counts on a file of the new one.
 */
function oldFile(
  { title, choice, entry }: Planned,
  machine: Machine,
  wishes: Wishes,
  language: DisplayLanguage,
): readonly string[] {
  if (entry === undefined || choice.candidate.model.layout !== 'latent' || !hasOldFiles(entry)) return []
  const say = planTexts[language]
  const candidate = inOldLayout(choice.candidate)
  const old = chooseCandidate([candidate], machine, wishes)
  if (old?.kind !== 'fits') return [say.oldFileTooBig]
  return [
    say.oldFile,
    planSentence({ name: nameOf(title, candidate), model: candidate.model, plan: old.plan }, machine, language),
  ]
}

/** The answer for programs. */
export function planJson({ name, title, choice, entry }: Planned, machine: Machine, wishes: Wishes): object {
  const shown = choice.kind === 'fits' ? choice : choice.nearest
  return {
    schemaVersion,
    model: { name, title, ...(entry === undefined ? {} : { architecture: entry.architecture, parameters: entry.parameters }) },
    fits: choice.kind === 'fits',
    ...(entry !== undefined && choice.candidate.model.layout === 'latent' && hasOldFiles(entry)
      ? { catalogueFileLayout: 'everyHead' }
      : {}),
    machine: {
      gpus: machine.gpus.map(({ name, totalBytes, freeBytes }) => ({ name, totalBytes, freeBytes })),
      ram: machine.ram,
      usableGpuBytes: Math.floor(usableGpuBytes(machine)),
      usableRamBytes: Math.floor(usableRamBytes(machine)),
    },
    ...(choice.kind === 'fits' ? {} : { needs: planJsonOf(choice.candidate, choice.needs, title, machine) }),
    ...(choice.kind === 'fits' || choice.nearest === undefined ? {} : { nearestWithout: choice.nearest.without }),
    ...(shown === undefined
      ? {}
      : { [choice.kind === 'fits' ? 'plan' : 'nearest']: planJsonOf(shown.candidate, shown.plan, title, machine) }),
    ...(choice.kind === 'tooBig' && choice.nearest === undefined ? { nearestModel: nearestModelJson(machine) } : {}),
    ...adviceJson(choice, machine, wishes),
  }
}

function nearestModelJson(machine: Machine): object | null {
  const best = bestModel(catalogue, machine, {})
  if (best === undefined) return null
  return { name: best.entry.name, ...planJsonOf(best.candidate, best.plan, best.entry.title, machine) }
}

function adviceJson(choice: Choice, machine: Machine, wishes: Wishes): object {
  if (choice.kind === 'fits' && choice.plan.where !== 'split') return {}
  const layers = expertsInRam(choice.candidate.model, machine, wishes)
  return layers === undefined ? {} : { llamaServer: { nCpuMoe: layers } }
}

function planJsonOf(candidate: Candidate, plan: MemoryPlan, title: string, machine: Machine): object {
  const { model, quantisation, file } = candidate
  const { options, use, where } = plan
  const bytesPerToken = kvCacheBytesPerToken(model.shape, options.kvCacheType, model.layout)
  return {
    quantisation,
    ...(file === undefined ? {} : { file: { name: file.name, ...(file.bytes === undefined ? {} : { bytes: file.bytes }) } }),
    where,
    gpuLayers: options.gpuLayers,
    layers: allLayers(model.shape),
    contextTokens: options.contextTokens,
    sequences: options.sequences,
    flashAttention: options.flashAttention,
    kvCache: {
      type: options.kvCacheType,
      layout: model.shape.attention.kind === 'grouped' ? 'keysAndValues' : model.layout,
      bytesPerToken,
      f16BytesPerToken: kvCacheBytesPerToken(model.shape, 'f16', model.layout),
      ordinaryF16BytesPerToken: ordinaryBytesPerToken(model.shape),
      deepseek67bF16BytesPerToken: dense67bBytesPerToken,
      lessThanDeepseek67bPercent: Number(percent(lessThanDense67b(bytesPerToken))),
    },
    gpu: whole(use.gpu),
    ram: whole(use.ram),
    sentence: planSentence({ name: nameOf(title, candidate), model, plan }, machine, 'en'),
  }
}

/** In whole bytes that add up. */
function whole(use: MemoryUse): object {
  const [weights, kvCache, buffers] = [use.weights, use.kvCache, use.buffers].map(Math.round) as [number, number, number]
  return { weights, kvCache, buffers, bytes: weights + kvCache + buffers }
}

function nameOf(title: string, { quantisation }: Candidate): string {
  return `${title}, ${quantisation}`
}

function neededGb({ use }: MemoryPlan): string {
  return gb(bytesOf(use.gpu) + bytesOf(use.ram))
}

function availableGb(machine: Machine): string {
  return gb(usableGpuBytes(machine) + usableRamBytes(machine))
}

function percent(share: number): string {
  return (share * 100).toFixed(1)
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`
}
