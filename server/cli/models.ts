import { basename, dirname, resolve, sep } from 'node:path'
import { Command } from 'commander'
import { listAdapters } from '../models/adapters.ts'
import { catalogue, readCatalogueName } from '../models/catalogue.ts'
import { type KnownModels, knownModels } from '../models/known.ts'
import { thisProcessor } from '../models/measuredProcessor.ts'
import { machineMemory } from '../models/memory.ts'
import { splitName } from '../models/splitFiles.ts'
import type { ModelStore } from '../models/store.ts'
import { gib } from '../protocol/byteSize.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable, printableJson } from '../protocol/printable.ts'
import { fileNamed, type ModelsIo, storeOf } from './modelNames.ts'
import { convertCommand } from './modelsConvert.ts'
import { importCommand } from './modelsImport.ts'
import { planCommand } from './modelsPlan.ts'
import { pullCommand } from './modelsPull.ts'
import { tellError } from './output/errorLine.ts'
import { listModels, modelTable } from './output/modelList.ts'
import { schemaVersion } from './output/report.ts'
import { modelsTexts } from './texts/models.ts'
import { optionTexts } from './texts/options.ts'

/** `latent models`: what is on this machine, and what can be. */
export function modelsCommand(io: ModelsIo): Command {
  return new Command('models')
    .description(modelsTexts[io.language].description)
    .addCommand(listCommand(io))
    .addCommand(pullCommand(io))
    .addCommand(importCommand(io))
    .addCommand(convertCommand(io))
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
      const known = knownModels(io.env)
      // Looking for cards takes longest: the files are looked at meanwhile.
      const [gpus, entries, found] = await Promise.all([io.usableCards(), entriesOr(known, io), known.found()])
      const models = await listModels(
        { store, entries, found },
        { ram: machineMemory(), gpus, processor: await thisProcessor(io.env) },
        options.verify === true,
        io.interruption(),
      )
      const adapters = await listAdapters(store)
      const report = { schemaVersion, folder: store.folder, models, adapters }
      io.out.write(options.json ? printableJson(report, 2) : modelTable(store.folder, models, adapters, io.language))
      const damaged = models.find(({ state }) => state === 'damaged')
      if (damaged !== undefined) throw LatentError.of('modelTruncated', damaged.path)
    })
}

function removeCommand(io: ModelsIo): Command {
  const say = modelsTexts[io.language]
  return new Command('remove')
    .description(say.remove)
    .argument('<name>', say.removeName)
    .action(async (name: string) => {
      const store = storeOf(io)
      const { freedBytes, keptBytes = 0 } = await store.removeAll(await filesMeant(name, store, io))
      if (freedBytes + keptBytes === 0) throw LatentError.of('modelNotKept', name)
      const kept = keptBytes === 0 ? '' : say.keptByLink(gib(keptBytes, 2))
      io.out.write(printable(`${say.removed(name, gib(freedBytes, 2))}${kept}\n`))
    })
}

/** Names of files in the store: those of a model, else one that is named itself, with or without its folder and ending. */
async function filesMeant(name: string, store: ModelStore, io: ModelsIo): Promise<readonly string[]> {
  const named = readCatalogueName(name, await entriesOr(knownModels(io.env), io))
  if (named === undefined) {
    const path = resolve(name.includes(sep) ? io.workingFolder : store.folder, name)
    if (dirname(path) !== resolve(store.folder)) return []
    return [basename(path), `${basename(path)}.gguf`].map((file) => splitName(file).whole)
  }
  const { entry, quantisation } = named
  if (quantisation !== undefined) return [fileNamed(entry, quantisation).name]
  return [...entry.files.map((file) => file.name), `${entry.name}.gguf`]
}

/** A broken file of own entries is told, and keeps nobody from seeing the rest. */
async function entriesOr(known: KnownModels, io: ModelsIo): ReturnType<KnownModels['entries']> {
  return await known.entries().catch((error: unknown) => {
    tellError(error, io)
    return catalogue
  })
}
