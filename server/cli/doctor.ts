import { hostname, platform, userInfo } from 'node:os'
import { Command, Option } from 'commander'
import { withLeftAlone } from '../features/doctor/leftAlone.ts'
import { plainReport } from '../features/doctor/plainReport.ts'
import { shareable } from '../features/doctor/shareable.ts'
import { measureSpeed } from '../features/doctor/speed.ts'
import { chosenCalibration } from '../features/review/calibrate/choice.ts'
import { parseOwnCalibration } from '../features/review/calibrate/ownCalibration.ts'
import { CalibrationStore } from '../models/calibrationStore.ts'
import { publicNames } from '../models/publicNames.ts'
import type { DoctorReport } from '../protocol/doctor.ts'
import { printableJson } from '../protocol/printable.ts'
import type { CalibrationSource } from '../protocol/requests.ts'
import { type Settings, settingsTable } from '../protocol/settings.ts'
import type { GlobalOptions, Host } from './host.ts'
import { latentVersion } from './input/installation.ts'
import { errorLine, tellError } from './output/errorLine.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { paintFor } from './output/paint.ts'
import { schemaVersion } from './output/report.ts'
import { doctorCommandTexts } from './texts/doctor.ts'
import { optionTexts } from './texts/options.ts'

export interface DoctorOptions extends GlobalOptions {
  readonly json?: boolean
  readonly report?: boolean
  readonly model?: string
  readonly gpu?: Settings['engine.gpu']
}

/** `latent doctor`: what this installation is and whether it works. */
export function doctorCommand(host: Host): Command {
  const say = doctorCommandTexts[host.language]
  return new Command('doctor')
    .description(say.description)
    .option('--json', optionTexts[host.language].json)
    .option('--report', say.report)
    .option('--model <model>', optionTexts[host.language].model)
    .addOption(gpuOption(say.gpu))
    .addHelpText('after', say.examples)
    .action(async (_options, command: Command) => {
      process.exitCode = await doctor(command.optsWithGlobals(), host)
    })
}

/** `--gpu`, with the values of the setting `latent.engine.gpu`. */
export function gpuOption(description: string): Option {
  return new Option('--gpu <backend>', description).choices(settingsTable['engine.gpu'].choices)
}

async function doctor(options: DoctorOptions, host: Host): Promise<ExitCode> {
  const say = doctorCommandTexts[host.language]
  host.err.write(`${say.examining}\n`)
  const found = withLeftAlone({
    schemaVersion,
    latent: await latentVersion(host.programFolder),
    node: process.versions.node,
    platform: `${platform()}-${process.arch}`,
    ...(await host.examine()),
    ...(await tryModel(options, host)),
  })
  const report = options.report ? shareable(found, publicNames(), { user: userInfo().username, host: hostname() }) : found
  const paint = paintFor(host.out, host.env, !options.color)
  host.out.write(options.json ? printableJson(report, 2) : plainReport(report, host.language, paint))
  return report.problem === undefined ? exitCode.clean : exitCode.couldNotRun
}

/** Loads the model and measures it; what goes wrong is the answer rather than an error. */
async function tryModel(
  options: DoctorOptions,
  host: Host,
): Promise<Pick<DoctorReport, 'model' | 'servers' | 'loaded' | 'calibration' | 'speed' | 'problem'>> {
  const say = doctorCommandTexts[host.language]
  let answer: Pick<DoctorReport, 'model' | 'servers' | 'loaded' | 'calibration' | 'speed'> = {}
  try {
    const signal = host.interruption()
    const { engine, file, examineServers, close } = await host.openModel(options.model, options.gpu)
    if (file !== undefined) answer = { model: { name: file.name, path: file.path, bytes: file.bytes } }
    try {
      if (examineServers !== undefined) answer = { servers: await examineServers(signal) }
      const startedMs = host.now()
      host.err.write(`${say.loading}\n`)
      const info = await engine.info()
      answer = { ...answer, loaded: { ...info, loadMs: Math.round(host.now() - startedMs) } }
      answer = { ...answer, calibration: await calibrationInUse(info.calibrationKey, file?.path, host) }
      host.err.write(`${say.measuring}\n`)
      return { ...answer, speed: await measureSpeed(engine, host.now, signal) }
    } finally {
      await close()
    }
  } catch (error) {
    if (host.isInterrupted()) throw error
    return { ...answer, problem: errorLine(error, options.json ? 'en' : host.language) }
  }
}

async function calibrationInUse(calibrationKey: string, path: string | undefined, host: Host): Promise<CalibrationSource> {
  if (path === undefined) return chosenCalibration(calibrationKey, undefined).source
  const store = new CalibrationStore(CalibrationStore.defaultFolder(host.env))
  const tell = (error: unknown) => tellError(error, host)
  return chosenCalibration(calibrationKey, await store.usable({ calibrationKey, path }, parseOwnCalibration, tell)).source
}
