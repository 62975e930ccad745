import { Command } from 'commander'
import { listAdapters } from '../models/adapters.ts'
import { type CatalogueName, catalogue, readCatalogueName } from '../models/catalogue.ts'
import { type CatalogueEntry, type CatalogueFile, fileOf } from '../models/catalogueEntry.ts'
import { suitableFile } from '../models/choice.ts'
import { machineMemory } from '../models/memory.ts'
import type { GraphicsCard } from '../models/plan/machine.ts'
import { pull, type WantedModel } from '../models/pull.ts'
import { hubsFor } from '../models/sources.ts'
import { ModelStore } from '../models/store.ts'
import { gib } from '../protocol/byteSize.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable, printableJson } from '../protocol/printable.ts'
import { defaultSettings } from '../protocol/settings.ts'
import { planCommand } from './modelsPlan.ts'
import { exitCode } from './output/exitCode.ts'
import { listModels, modelTable } from './output/modelList.ts'
import { pullProgress } from './output/pullProgress.ts'
import { schemaVersion } from './output/report.ts'
import { modelsTexts } from './texts/models.ts'
import { optionTexts } from './texts/options.ts'

/** What these subcommands need from the world; `Host` has all of it. */
export interface ModelsIo {
  readonly out: NodeJS.WriteStream
  readonly err: NodeJS.WriteStream
  readonly env: NodeJS.ProcessEnv
  readonly language: DisplayLanguage
  readonly workingFolder: string
  usableCards(): Promise<readonly GraphicsCard[]>
  /** From the first call on, Ctrl-C aborts this signal. */
  interruption(): AbortSignal
}

/** `latent models`: what is on this machine, and what can be. */
export function modelsCommand(io: ModelsIo): Command {
  return new Command('models')
    .description(modelsTexts[io.language].description)
    .addCommand(listCommand(io))
    .addCommand(pullCommand(io))
    .addCommand(planCommand(io))
    .addCommand(removeCommand(io))
}

function listCommand(io: ModelsIo): Command {
  const say = modelsTexts[io.language]
  return new Command('list')
    .description(say.list)
    .option('--json', optionTexts[io.language].json)
    .option('--verify', say.verify)
    .addHelpText('after', say.listHelp)
    .action(async (options: { json?: boolean; verify?: boolean }) => {
      const store = storeOf(io)
      const models = await listModels(store, machineMemory(), options.verify === true, io.interruption())
      const adapters = await listAdapters(store)
      const report = { schemaVersion, folder: store.folder, models, adapters }
      io.out.write(options.json ? printableJson(report, 2) : modelTable(store.folder, models, adapters, io.language))
      const damaged = models.find(({ state }) => state === 'damaged')
      if (damaged !== undefined) throw LatentError.of('modelTruncated', damaged.path)
    })
}

function pullCommand(io: ModelsIo): Command {
  const say = modelsTexts[io.language]
  return new Command('pull')
    .description(say.pull)
    .argument('<name>', optionTexts[io.language].catalogueName)
    .option('--from <path>', say.from)
    .addHelpText('after', say.pullHelp)
    .action(async (name: string, options: { from?: string }) => {
      const store = storeOf(io)
      const wanted = wantedModel(name, store)
      const signal = io.interruption()
      const progress = pullProgress(wanted.entry.name, io.err, io.language)
      const sources = { hubs: hubsFor(io.env), network: { env: io.env }, registry: true, ...options }
      try {
        const path = await pull(wanted, store, { ...sources, ...progress }, signal)
        progress.end()
        io.out.write(`${path}\n`)
      } catch (error) {
        progress.end()
        if (!signal.aborted) throw error
        io.err.write(`${say.stopped}\n`)
        process.exitCode = exitCode.stoppedEarly
      }
    })
}

function removeCommand(io: ModelsIo): Command {
  const say = modelsTexts[io.language]
  return new Command('remove')
    .description(say.remove)
    .argument('<name>', optionTexts[io.language].catalogueName)
    .action(async (name: string) => {
      const { entry, quantisation } = namedModel(name)
      const store = storeOf(io)
      const files = quantisation === undefined ? entry.files : [fileNamed(entry, quantisation)]
      const names = [...files.map((file) => file.name), ...(quantisation === undefined ? [`${entry.name}.gguf`] : [])]
      let freedBytes = 0
      for (const fileName of names) freedBytes += await store.remove(fileName)
      if (freedBytes === 0) throw LatentError.of('modelMissing', name)
      io.out.write(printable(`${say.removed(name, gib(freedBytes, 2))}\n`))
    })
}

function storeOf(io: ModelsIo): ModelStore {
  return new ModelStore(ModelStore.defaultFolder(io.env))
}

/** The file that a name means: the quantisation that it names, else what suits this machine. Rejects with badArgument and its like. */
function wantedModel(name: string, store: ModelStore): WantedModel {
  const { entry, quantisation } = namedModel(name)
  const file =
    quantisation === undefined
      ? suitableFile(entry, machineMemory(), 2 * defaultSettings['engine.contextSize'])
      : fileNamed(entry, quantisation)
  if (file === undefined) throw LatentError.of('modelNotPullable', entry.name, store.ownPathOf(entry))
  return { entry, file }
}

function fileNamed(entry: CatalogueEntry, quantisation: string): CatalogueFile {
  const file = fileOf(entry, quantisation)
  if (file !== undefined) return file
  const known = entry.files.map((each) => each.quantisation).join(', ')
  throw LatentError.of('quantisationUnknown', entry.name, quantisation, known)
}

function namedModel(name: string): CatalogueName {
  const named = readCatalogueName(name)
  if (named !== undefined) return named
  const names = catalogue.map((known) => known.name).join(', ')
  throw LatentError.of('badArgument', {
    en: `There is no model named "${name}"; there are ${names}.`,
    zh: `没有名为“${name}”的模型；已有的名称为 ${names}。`,
  })
}
