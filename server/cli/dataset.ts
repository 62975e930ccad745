import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { readDismissals } from '../context/dismissedFile.ts'
import { changesOfCommit, commitsOf, filesOfCommit, textOfTracked } from '../context/history.ts'
import { IgnoredFiles } from '../context/ignoredFiles.ts'
import { SyntaxParser } from '../context/parser.ts'
import { topOf } from '../context/revisions.ts'
import { secretsIn } from '../context/secretsInText.ts'
import { type Dataset, type History, makeDataset } from '../features/dataset/dataset.ts'
import { isLatentError, LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import type { Host } from './host.ts'
import { latentVersion } from './input/installation.ts'
import { wholeNumber } from './input/numbers.ts'
import { requireDatasetFolder, writeDataset } from './output/datasetFolder.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { progressFor } from './output/progress.ts'
import { datasetTexts } from './texts/dataset.ts'

type DatasetHost = Pick<Host, 'workingFolder' | 'programFolder' | 'out' | 'err' | 'language' | 'interruption'>

interface ExportOptions {
  readonly repo: string
  readonly out: string
  readonly most: number
  readonly commits: number
}

/** A commit that changes more files mends nothing in particular. */
const mostFilesOfFix = 20

/** `latent dataset`: training data of a repository. */
export function datasetCommand(host: DatasetHost): Command {
  const say = datasetTexts[host.language]
  return new Command('dataset').description(say.description).addCommand(
    new Command('export')
      .description(say.export)
      .option('--repo <folder>', say.repository, '.')
      .option('--out <folder>', say.out, 'latent-dataset')
      .option('--most <count>', say.most, wholeNumber('--most', 1, 1000), 12)
      .option('--commits <count>', say.commits, wholeNumber('--commits', 1, 100_000), 5000)
      .addHelpText('after', say.help)
      .action(async (options: ExportOptions) => {
        process.exitCode = await run(options, host)
      }),
  )
}

async function run(options: ExportOptions, host: DatasetHost): Promise<ExitCode> {
  const say = datasetTexts[host.language]
  const signal = host.interruption()
  const folder = resolve(host.workingFolder, options.out)
  await requireDatasetFolder(folder)
  try {
    const history = await historyOf(resolve(host.workingFolder, options.repo), options.commits)
    const dataset = await made(history, options.most, host, signal)
    signal.throwIfAborted()
    await writeDataset(dataset, folder, await latentVersion(host.programFolder))
    const counts = Object.values(dataset.examples).map(({ length }) => length)
    const all = counts.reduce((sum, count) => sum + count, 0)
    host.out.write(printable(`${say.written(all, dataset.examples.train.length, folder)}\n`))
    return exitCode.clean
  } catch (error) {
    if (!signal.aborted) throw error
    host.err.write(`latent: ${say.stopped}\n`)
    return exitCode.stoppedEarly
  }
}

async function made(history: History, mostOfFile: number, host: DatasetHost, signal: AbortSignal): Promise<Dataset> {
  const progress = progressFor(host.err, host.language)
  const { exporting } = datasetTexts[host.language]
  if (host.err.isTTY) progress.file(exporting, 1, 1)
  try {
    const parser = await SyntaxParser.create()
    for await (const event of makeDataset(history, { parser, secretsIn }, { mostOfFile }, signal)) {
      if (event.kind === 'end') return event.dataset
      progress.step(event.done, event.total, event.at)
    }
  } finally {
    progress.clear()
  }
  throw new Error('an export ended without its dataset')
}

/** Rejects with historyUnavailable, or dismissalsUnusable for a file of dismissals that cannot be read. */
async function historyOf(folder: string, mostCommits: number): Promise<History> {
  const top = await topOf(folder).catch((error: unknown) => {
    const why = isLatentError(error) && error.code === 'gitUnavailable' ? error.parts[1] : undefined
    throw typeof why === 'string' ? LatentError.of('historyUnavailable', folder, why) : error
  })
  const commits = await commitsOf(top, mostCommits)
  if (commits.length === 0) {
    throw LatentError.of('historyUnavailable', top, { en: datasetTexts.en.noCommit, zh: datasetTexts.zh.noCommit })
  }
  const dismissals = await readDismissals(top).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw LatentError.of('dismissalsUnusable', join(top, '.latent', 'dismissed.json'), why)
  })
  const ignored = new IgnoredFiles(top)
  return {
    commits,
    dismissals,
    filesOf: ({ hash }) => filesOfCommit(hash, top),
    textOf: (file) => textOfTracked(file, top),
    changesOf: (commit) => changesOfCommit(commit, top, mostFilesOfFix),
    isIgnored: (path) => ignored.isIgnored(join(top, path)),
  }
}
