import { arch, cpus, freemem, platform, totalmem } from 'node:os'
import { Command } from 'commander'
import type { Engine } from '../engine/engine.ts'
import { chosenCalibration } from '../features/review/calibrate/choice.ts'
import { parseOwnCalibration } from '../features/review/calibrate/ownCalibration.ts'
import { CalibrationStore } from '../models/calibrationStore.ts'
import { userMessage } from '../protocol/errors.ts'
import { printable, printableJson } from '../protocol/printable.ts'
import type { CalibrationSource } from '../protocol/requests.ts'
import type { GlobalOptions, Host } from './host.ts'
import { enginePackages, latentVersion } from './input/installation.ts'
import { type DoctorReport, doctorReportInWords } from './output/doctorReport.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { paintFor } from './output/paint.ts'
import { schemaVersion } from './output/report.ts'
import { doctorTexts } from './texts/doctor.ts'
import { optionTexts } from './texts/options.ts'

export interface DoctorOptions extends GlobalOptions {
  readonly json?: boolean
  readonly model?: string
}

/** `latent doctor`: what this installation is and whether it works. */
export function doctorCommand(host: Host): Command {
  const say = doctorTexts[host.language]
  return new Command('doctor')
    .description(say.description)
    .option('--json', optionTexts[host.language].json)
    .option('--model <model>', optionTexts[host.language].model)
    .addHelpText('after', say.examples)
    .action(async (_options, command: Command) => {
      process.exitCode = await doctor(command.optsWithGlobals(), host)
    })
}

export async function doctor(options: DoctorOptions, host: Host): Promise<ExitCode> {
  const report: DoctorReport = {
    schemaVersion,
    latent: await latentVersion(host.programFolder),
    node: process.versions.node,
    platform: `${platform()}-${arch()}`,
    engine: await enginePackages(),
    processor: { name: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length },
    memory: { totalBytes: totalmem(), freeBytes: freemem() },
    ...(await tryModel(options, host)),
  }
  const paint = paintFor(host.out, host.env, !options.color)
  host.out.write(options.json ? printableJson(report, 2) : doctorReportInWords(report, paint, host.language))
  return report.problem === undefined ? exitCode.clean : exitCode.couldNotRun
}

/** Loads the model and measures it; what goes wrong is the answer rather than an error. */
async function tryModel(
  options: DoctorOptions,
  host: Host,
): Promise<Pick<DoctorReport, 'model' | 'loaded' | 'calibration' | 'speed' | 'problem'>> {
  const say = doctorTexts[host.language]
  let answer: Pick<DoctorReport, 'model' | 'loaded' | 'calibration' | 'speed'> = {}
  try {
    const signal = host.interruption()
    const { engine, file, close } = await host.openModel(options.model)
    answer = { model: { name: file.name, path: file.path, bytes: file.bytes } }
    try {
      const startedMs = host.now()
      host.err.write(`${say.loading}\n`)
      const info = await engine.info()
      answer = { ...answer, loaded: { ...info, loadMs: Math.round(host.now() - startedMs) } }
      answer = { ...answer, calibration: await calibrationInUse(info.calibrationKey, file.path, host) }
      host.err.write(`${say.measuring}\n`)
      return { ...answer, speed: await measureSpeed(engine, signal) }
    } finally {
      await close()
    }
  } catch (error) {
    if (host.isInterrupted()) throw error
    return { ...answer, problem: userMessage(error, options.json ? 'en' : host.language) }
  }
}

async function calibrationInUse(calibrationKey: string, path: string, { env, err, language }: Host): Promise<CalibrationSource> {
  const store = new CalibrationStore(CalibrationStore.defaultFolder(env))
  const tell = (error: unknown) => void err.write(`latent: ${printable(userMessage(error, language))}\n`)
  return chosenCalibration(calibrationKey, await store.usable({ calibrationKey, path }, parseOwnCalibration, tell)).source
}

/** Long enough to fill several slices, made up so that no code of the user's is used. */
const speedPrompt = Array.from({ length: 24 }, (_, i) => `export const square${i} = (n: number) => n * n + ${i}\n`).join('')
const speedTokens = 32

async function measureSpeed(engine: Engine, signal: AbortSignal): Promise<NonNullable<DoctorReport['speed']>> {
  // The first request warms caches up; the second evaluates the prompt; the third has it in the KV cache and only generates.
  await askOnce(engine, 'export', 1, signal)
  const prefill = await askOnce(engine, speedPrompt, 1, signal)
  const decode = await askOnce(engine, speedPrompt, speedTokens + 1, signal)
  const perSecond = (tokens: number, ms: number) => Math.round((tokens / Math.max(ms, 1)) * 1000)
  return {
    promptTokensPerSecond: perSecond(prefill.promptTokens - prefill.cachedTokens, prefill.ms),
    generatedTokensPerSecond: perSecond(decode.generatedTokens, decode.ms),
  }
}

async function askOnce(engine: Engine, text: string, maxTokens: number, signal: AbortSignal) {
  const request = { lane: 'user', sequence: 'completion', prompt: { kind: 'text', text }, maxTokens } as const
  for await (const delta of engine.complete(request, signal)) if (delta.kind === 'end') return delta.figures
  throw new Error('the engine ended an answer without its figures')
}
