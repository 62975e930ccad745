import { catalogue } from '../../models/catalogue.ts'
import { type BestModel, bestModel } from '../../models/plan/best.ts'
import { type Card, usualCards } from '../../models/plan/cards.ts'
import type { Machine } from '../../models/plan/machine.ts'
import type { Wishes } from '../../models/plan/plan.ts'
import { grouped, sizeWithUnit } from '../../models/plan/planText.ts'
import { bytesOf } from '../../models/plan/use.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { planTexts } from '../texts/modelsPlan.ts'
import { table } from './columns.ts'
import { schemaVersion } from './report.ts'

/** A machine to plan for: the one that this runs on, or one that the options describe. */
export interface AskedMachine {
  readonly machine: Machine
  readonly isGiven: boolean
}

/** The best model of the catalogue for one machine and for usual ones, for people. */
export function bestModels({ machine, isGiven }: AskedMachine, wishes: Wishes, language: DisplayLanguage): string {
  const say = planTexts[language]
  const first = { name: isGiven ? say.asGiven : say.here, machine }
  const lines = table([say.columns, ...bestRows([first, ...usualCards], wishes, language)])
  return `${lines.join('\n')}\n\n${say.expected}\n`
}

/** A row a machine: its name, the model, context, cache, what it takes, how fast it is expected to be. */
export function bestRows(cards: readonly Card[], wishes: Wishes, language: DisplayLanguage): readonly (readonly string[])[] {
  const say = planTexts[language]
  return cards.map(({ name, machine }) => {
    const best = bestModel(catalogue, machine, wishes)
    if (best === undefined) return [name, say.nothing, '', '', '', '']
    const { options } = best.plan
    return [
      name,
      `${best.entry.title}, ${best.candidate.quantisation}`,
      say.tokens(options.sequences, grouped(options.contextTokens)),
      options.kvCacheType,
      takes(best, language),
      say.speeds[best.speed],
    ]
  })
}

function takes({ plan: { use, where } }: BestModel, language: DisplayLanguage): string {
  const say = planTexts[language]
  const [gpu, ram] = [sizeWithUnit(bytesOf(use.gpu)), sizeWithUnit(bytesOf(use.ram))]
  return where === 'split' ? say.takesSplit(gpu, ram) : where === 'gpu' ? gpu : ram
}

/** The same for programs. */
export function bestModelsJson(asked: AskedMachine, wishes: Wishes): object {
  const first = { name: planTexts.en[asked.isGiven ? 'asGiven' : 'here'], machine: asked.machine }
  const machines = [first, ...usualCards].map(({ name, machine }) => {
    const best = bestModel(catalogue, machine, wishes)
    if (best === undefined) return { machine: name }
    const { entry, candidate, plan, speed } = best
    return {
      machine: name,
      model: entry.name,
      quantisation: candidate.quantisation,
      where: plan.where,
      ...plan.options,
      gpuBytes: Math.round(bytesOf(plan.use.gpu)),
      ramBytes: Math.round(bytesOf(plan.use.ram)),
      expectedSpeed: speed,
    }
  })
  return { schemaVersion, machines }
}
