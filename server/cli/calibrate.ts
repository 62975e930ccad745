import { Command } from 'commander'
import type { SourceText } from '../context/source.ts'
import { calibrate, type Measurement } from '../features/review/calibrate/calibrate.ts'
import { formatOwnCalibration, parseOwnCalibration } from '../features/review/calibrate/ownCalibration.ts'
import { calibrations } from '../features/review/calibrations.ts'
import { exactHash } from '../features/review/fingerprint.ts'
import { CalibrationStore } from '../models/calibrationStore.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import type { Host, OpenModel } from './host.ts'
import { type Target, targetsAt } from './input/targets.ts'
import { figureTable, standing } from './output/calibrationTable.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { progressFor } from './output/progress.ts'

interface CalibrateOptions {
  readonly model?: string
  readonly functions: number
  readonly from?: readonly string[]
  readonly thorough?: boolean
  readonly replace?: boolean
  readonly show?: boolean
  readonly reset?: boolean
}

const help = `
Puts a small fault into each of these functions in memory, reviews it with and without the fault, and fits to one half of them how much this
model's evidence says; the other half tells how well. Takes seconds a function on a GPU and up to half a minute on two cores, with --thorough
several times as long. Nothing leaves this machine, no file of yours changes.
Reviews in the editor and on the command line use the result for models that come without a calibration; --replace: for this one, too.
A folder that is called calibrate is reviewed by \`latent review ./calibrate\`.

Examples:
  latent review calibrate --model ./coder.gguf --from src   by 60 functions below src
  latent review calibrate --show                            what is in use, and how well it does
  latent review calibrate --reset                           forget what was measured

Exit codes: 0 done, 2 could not run, 3 stopped by Ctrl-C, which leaves the earlier one.
`

/** `latent review calibrate`: how far this model's evidence can be trusted, measured on the user's own code. */
export function calibrateCommand(host: Host): Command {
  return new Command('calibrate')
    .description("measure how far this model's evidence can be trusted")
    .option('--model <model>', 'catalogue name or path of a .gguf file')
    .option('--functions <count>', 'how many functions to measure with, 10 to 1000', parseCount, 60)
    .option('--from <path...>', 'files and folders to take functions from; the current folder when there is none')
    .option('--thorough', 'also ask the model about each suspect, and have reviews ask what turns out to tell something')
    .option('--replace', 'use the result also where the model comes with a calibration')
    .option('--show', 'print what is in use, and measure nothing')
    .option('--reset', 'remove what was measured for this model')
    .addHelpText('after', help)
    .action(async (options: CalibrateOptions) => {
      process.exitCode = await run(options, host)
    })
}

async function run(options: CalibrateOptions, host: Host): Promise<ExitCode> {
  if (options.show && options.reset) throw LatentError.of('badArgument', '--show and --reset do not go together.')
  const signal = host.interruption()
  const measures = !options.show && !options.reset
  const targets = measures ? (await targetsAt(options.from ?? ['.'], host.workingFolder)).targets : []
  const store = new CalibrationStore(CalibrationStore.defaultFolder(host.env))
  const model = await host.openModel(options.model)
  try {
    const { calibrationKey } = await model.engine.info()
    if (options.show) host.out.write(printable(await shown(calibrationKey, model, store)))
    else if (options.reset) host.out.write(printable(await reset(calibrationKey, store)))
    else {
      const measurement = await measured(targets, options, model, host, signal)
      const replacesShipped = options.replace === true
      const modelDigest = await store.digestOf(model.file.path)
      signal.throwIfAborted()
      await store.write(calibrationKey, formatOwnCalibration({ calibrationKey, modelDigest, replacesShipped, ...measurement }))
      host.out.write(printable(await shown(calibrationKey, model, store)))
    }
    return exitCode.clean
  } catch (error) {
    if (!signal.aborted) throw error
    host.err.write('latent: Stopped; the calibration is as it was.\n')
    return exitCode.stoppedEarly
  } finally {
    await model.close()
  }
}

async function measured(
  targets: readonly Target[],
  { functions, thorough = false }: CalibrateOptions,
  { engine, reviewDeps }: OpenModel,
  { err, workingFolder }: Host,
  signal: AbortSignal,
): Promise<Measurement> {
  const { parser } = await reviewDeps(workingFolder)
  const progress = progressFor(err)
  if (err.isTTY) progress.file('Calibrating', 1, 1)
  else err.write(`Calibrating with ${functions} functions\n`)
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

async function shown(calibrationKey: string, { file }: OpenModel, store: CalibrationStore): Promise<string> {
  const own = await store.read({ calibrationKey, path: file.path }, parseOwnCalibration)
  const isShipped = calibrations.has(calibrationKey)
  return `${file.name}: ${standing(own, isShipped)}\n${own === undefined ? '' : figureTable(own)}`
}

async function reset(calibrationKey: string, store: CalibrationStore): Promise<string> {
  return (await store.remove(calibrationKey)) ? 'The calibration is removed.\n' : 'There was no calibration to remove.\n'
}

function parseCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 10 || count > 1000)
    throw LatentError.of('badArgument', `--functions takes a whole number from 10 to 1000, not "${text}".`)
  return count
}
