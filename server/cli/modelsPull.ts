import { createInterface } from 'node:readline/promises'
import { Command } from 'commander'
import type { CatalogueEntry } from '../models/catalogueEntry.ts'
import { AcceptedLicences } from '../models/licences.ts'
import { pull } from '../models/pull.ts'
import { hubsFor } from '../models/sources.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import { type ModelsIo, storeOf, wantedModel } from './modelNames.ts'
import { exitCode } from './output/exitCode.ts'
import { pullProgress } from './output/pullProgress.ts'
import { modelsTexts } from './texts/models.ts'
import { optionTexts } from './texts/options.ts'

interface PullFlags {
  readonly from?: string
  readonly acceptLicence?: boolean
}

/** `latent models pull NAME[:QUANTISATION]`. */
export function pullCommand(io: ModelsIo): Command {
  const say = modelsTexts[io.language]
  return new Command('pull')
    .description(say.pull)
    .argument('<name>', optionTexts[io.language].catalogueName)
    .option('--from <path>', say.from)
    .option('--accept-licence', say.acceptLicence)
    .addHelpText('after', say.pullHelp)
    .action(async (name: string, flags: PullFlags) => {
      const store = storeOf(io)
      const wanted = await wantedModel(name, io)
      await settleLicence(wanted.entry, flags.acceptLicence === true, io)
      const signal = io.interruption()
      const progress = pullProgress(wanted.entry.name, io.err, io.language)
      const from = flags.from === undefined ? {} : { from: flags.from }
      const sources = { hubs: hubsFor(io.env), network: { env: io.env }, registry: true, ...from }
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

/** Shows the licence; one that restricts use has to be accepted, by the flag or by an answer on a terminal. Rejects with licenceNotAccepted. */
async function settleLicence(entry: CatalogueEntry, flag: boolean, io: ModelsIo): Promise<void> {
  const { name, url } = entry.licence
  const say = modelsTexts[io.language]
  const accepted = new AcceptedLicences(io.env)
  io.err.write(printable(`${say.licence(name, url)}\n`))
  if (await accepted.isSettled(entry.licence)) return
  if (!flag && !(await asked(printable(say.acceptQuestion), io))) {
    throw LatentError.of('licenceNotAccepted', entry.name, name, url)
  }
  await accepted.accept(entry.licence)
}

/** False where nobody can answer. */
async function asked(question: string, io: ModelsIo): Promise<boolean> {
  if (!io.in.isTTY || !io.err.isTTY) return false
  const lines = createInterface({ input: io.in, output: io.err })
  try {
    return /^\s*(y|yes|是)\s*$/i.test(await lines.question(`${question} `))
  } finally {
    lines.close()
  }
}
