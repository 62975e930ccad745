import { Command } from 'commander'
import type { SourceText } from '../context/source.ts'
import { calibrate, type Measurement } from '../features/review/calibrate/calibrate.ts'
import { formatOwnCalibration, parseOwnCalibration } from '../features/review/calibrate/ownCalibration.ts'
import { calibrations } from '../features/review/calibrations.ts'
import { exactHash } from '../features/review/fingerprint.ts'
import { CalibrationStore } from '../models/calibrationStore.ts'
import type { ModelFile } from '../models/resolve.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import type { Host, OpenModel } from './host.ts'
import { wholeNumber } from './input/numbers.ts'
import { type Target, targetsAt } from './input/targets.ts'
import { figureTable, standing } from './output/calibrationTable.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { progressFor } from './output/progress.ts'
import { calibrateTexts } from './texts/calibrate.ts'
import { optionTexts } from './texts/options.ts'

interface CalibrateOptions {
  readonly model?: string
  readonly functions: number
  readonly from?: readonly string[]
  readonly thorough?: boolean
  readonly replace?: boolean
  readonly show?: boolean
  readonly reset?: boolean
}

/** `latent review calibrate`: how far this model's evidence can be trusted, measured on the user's own code. */
export function calibrateCommand(host: Host): Command {
  const say = calibrateTexts[host.language]
  return new Command('calibrate')
    .description(say.description)
    .option('--model <model>', optionTexts[host.language].model)
    .option('--functions <count>', say.functions, wholeNumber('--functions', 10, 1000), 60)
    .option('--from <path...>', say.from)
    .option('--thorough', say.thorough)
    .option('--replace', say.replace)
    .option('--show', say.show)
    .option('--reset', say.reset)
    .addHelpText('after', say.help)
    .action(async (options: CalibrateOptions) => {
      process.exitCode = await run(options, host)
    })
}

async function run(options: CalibrateOptions, host: Host): Promise<ExitCode> {
  if (options.show && options.reset) {
    throw LatentError.of('badArgument', {
      en: '--show and --reset do not go together.',
      zh: '--show 和 --reset 不能一起使用。',
    })
  }
  const signal = host.interruption()
  const measures = !options.show && !options.reset
  const targets = measures ? (await targetsAt(options.from ?? ['.'], host.workingFolder)).targets : []
  const store = new CalibrationStore(CalibrationStore.defaultFolder(host.env))
  const model = await host.openModel(options.model)
  const { file } = model
  if (file === undefined) {
    await model.close()
    throw LatentError.of('badArgument', {
      en: 'What is measured belongs to a model file on this machine, and a server has the model.',
      zh: '测量结果属于本机上的模型文件，而该模型位于服务器上。',
    })
  }
  try {
    const { calibrationKey } = await model.engine.info()
    if (options.show) host.out.write(printable(await shown(calibrationKey, file, store, host.language)))
    else if (options.reset) host.out.write(printable(await reset(calibrationKey, store, host.language)))
    else {
      const measurement = await measured(targets, options, model, host, signal)
      const replacesShipped = options.replace === true
      const modelDigest = await store.digestOf(file.path)
      signal.throwIfAborted()
      await store.write(calibrationKey, formatOwnCalibration({ calibrationKey, modelDigest, replacesShipped, ...measurement }))
      host.out.write(printable(await shown(calibrationKey, file, store, host.language)))
    }
    return exitCode.clean
  } catch (error) {
    if (!signal.aborted) throw error
    host.err.write(`latent: ${calibrateTexts[host.language].stopped}\n`)
    return exitCode.stoppedEarly
  } finally {
    await model.close()
  }
}

async function measured(
  targets: readonly Target[],
  { functions, thorough = false }: CalibrateOptions,
  { engine, reviewDeps }: OpenModel,
  { err, language, workingFolder }: Host,
  signal: AbortSignal,
): Promise<Measurement> {
  const { parser } = await reviewDeps(workingFolder)
  const say = calibrateTexts[language]
  const progress = progressFor(err, language)
  if (err.isTTY) progress.file(say.calibrating, 1, 1)
  else err.write(`${say.calibratingWith(functions)}\n`)
  const ask = {
    texts: textsOf(targets),
    functions,
    isThorough: thorough,
    // A few of many files rather than many of a few, but enough where there are few files.
    mostOfFile: Math.max(3, Math.ceil((2 * functions) / Math.max(1, targets.length))),
  }
  try {
    for await (const event of calibrate(ask, { engine, parser }, signal)) {
      if (event.kind === 'end') return event.measurement
      progress.step(event.done, event.total, event.symbol)
    }
  } finally {
    progress.clear()
  }
  throw new Error('a calibration ended without its measurement')
}

/** In an order that follows from their names, so that no folder comes first. */
async function* textsOf(targets: readonly Target[]): AsyncGenerator<SourceText> {
  for (const target of targets.toSorted((a, b) => (exactHash(a.path) < exactHash(b.path) ? -1 : 1))) {
    const loaded = await target.load()
    if (loaded.kind === 'text') yield loaded.source
  }
}

async function shown(
  calibrationKey: string,
  file: ModelFile,
  store: CalibrationStore,
  language: DisplayLanguage,
): Promise<string> {
  const own = await store.read({ calibrationKey, path: file.path }, parseOwnCalibration)
  const isShipped = calibrations.has(calibrationKey)
  return `${calibrateTexts[language].ofModel(file.name, standing(own, isShipped, language))}\n${own === undefined ? '' : figureTable(own, language)}`
}

async function reset(calibrationKey: string, store: CalibrationStore, language: DisplayLanguage): Promise<string> {
  const { removed, noneToRemove } = calibrateTexts[language]
  return `${(await store.remove(calibrationKey)) ? removed : noneToRemove}\n`
}
