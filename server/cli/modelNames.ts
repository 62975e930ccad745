import { type CatalogueName, readCatalogueName } from '../models/catalogue.ts'
import { type CatalogueEntry, type CatalogueFile, fileOf } from '../models/catalogueEntry.ts'
import { suitableFile } from '../models/choice.ts'
import { knownModels } from '../models/known.ts'
import { thisProcessor } from '../models/measuredProcessor.ts'
import { machineMemory } from '../models/memory.ts'
import type { GraphicsCard } from '../models/plan/machine.ts'
import type { WantedModel } from '../models/pull.ts'
import { ModelStore } from '../models/store.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'

/** What the subcommands of `latent models` need from the world; `Host` has all of it. */
export interface ModelsIo {
  readonly in: NodeJS.ReadStream
  readonly out: NodeJS.WriteStream
  readonly err: NodeJS.WriteStream
  readonly env: NodeJS.ProcessEnv
  readonly language: DisplayLanguage
  readonly workingFolder: string
  usableCards(): Promise<readonly GraphicsCard[]>
  /** From the first call on, Ctrl-C aborts this signal. */
  interruption(): AbortSignal
}

export function storeOf(io: ModelsIo): ModelStore {
  return ModelStore.chosen(() => '', io.env)
}

/** The file that a name means: the quantisation that it names, else what suits this machine. Rejects with badArgument and its like. */
export async function wantedModel(name: string, io: ModelsIo): Promise<WantedModel> {
  const { entry, quantisation } = await namedModel(name, io)
  const file =
    quantisation === undefined
      ? suitableFile(entry, { ram: machineMemory(), gpus: await io.usableCards(), processor: await thisProcessor(io.env) }, {})
      : fileNamed(entry, quantisation)
  if (file === undefined) throw LatentError.of('modelNotPullable', entry.name, storeOf(io).ownPathOf(entry))
  return { entry, file }
}

/** Throws quantisationUnknown. */
export function fileNamed(entry: CatalogueEntry, quantisation: string): CatalogueFile {
  const file = fileOf(entry, quantisation)
  if (file !== undefined) return file
  const known = entry.files.map((each) => each.quantisation).join(', ')
  throw LatentError.of('quantisationUnknown', entry.name, quantisation, known)
}

/** An entry of the catalogue or of the user's own. Rejects with badArgument or ownEntriesUnusable. */
async function namedModel(name: string, io: ModelsIo): Promise<CatalogueName> {
  const entries = readCatalogueName(name) === undefined ? await knownModels(io.env).entries() : undefined
  const named = readCatalogueName(name, entries)
  if (named !== undefined) return named
  const names = entries?.map((known) => known.name).join(', ') ?? ''
  throw LatentError.of('badArgument', {
    en: `There is no model named "${name}"; there are ${names}.`,
    zh: `没有名为“${name}”的模型；已有的名称为 ${names}。`,
  })
}
