import { basename, dirname, join } from 'node:path'
import { Command } from 'commander'
import { convertModel } from '../models/convert/convertModel.ts'
import { resolveModel } from '../models/resolve.ts'
import { splitName } from '../models/splitFiles.ts'
import { printable } from '../protocol/printable.ts'
import { type ModelsIo, storeOf } from './modelNames.ts'
import { exitCode } from './output/exitCode.ts'
import { pullProgress } from './output/pullProgress.ts'
import { modelsTexts } from './texts/models.ts'

/** `latent models convert NAME|FILE`: a model of the old layout in the new one, beside it. */
export function convertCommand(io: ModelsIo): Command {
  const say = modelsTexts[io.language]
  return new Command('convert')
    .description(say.convert)
    .argument('<model>', say.convertModel)
    .addHelpText('after', say.convertHelp)
    .action(async (name: string) => {
      const store = storeOf(io)
      const { path, entry } = await resolveModel(name, store, io.workingFolder)
      // Under the model's own name it is used instead of the old file, because it is the larger one.
      const target = entry === undefined ? newName(path) : store.ownPathOf(entry)
      const signal = io.interruption()
      const progress = pullProgress(basename(target), io.err, io.language)
      try {
        await convertModel(
          path,
          target,
          (receivedBytes, totalBytes) => progress.onProgress({ receivedBytes, totalBytes, source: basename(path) }),
          signal,
        )
        progress.end()
        io.err.write(printable(`${say.converted(path)}\n`))
        io.out.write(printable(`${entry === undefined ? target : entry.name}\n`))
      } catch (error) {
        progress.end()
        if (!signal.aborted) throw error
        io.err.write(`${say.stoppedConverting}\n`)
        process.exitCode = exitCode.stoppedEarly
      }
    })
}

function newName(path: string): string {
  return join(dirname(path), `${splitName(basename(path)).whole.replace(/\.gguf$/i, '')}-latent.gguf`)
}
