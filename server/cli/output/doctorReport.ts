import type { EngineInfo } from '../../engine/engine.ts'
import type { Paint } from '../../features/review/rendering/paint.ts'
import { gib } from '../../protocol/byteSize.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { inLanguage } from '../../protocol/findingTexts.ts'
import { printable } from '../../protocol/printable.ts'
import type { CalibrationSource } from '../../protocol/requests.ts'
import type { EnginePackages } from '../input/installation.ts'
import { doctorTexts } from '../texts/doctor.ts'
import { columnsOf, padded } from './columns.ts'

/** Result of `latent doctor --json`. What is absent could not be told because of `problem`. */
export interface DoctorReport {
  readonly schemaVersion: number
  readonly latent: string
  readonly node: string
  /** For example `linux-x64`. */
  readonly platform: string
  readonly engine: EnginePackages
  readonly processor: { readonly name: string; readonly cores: number }
  readonly memory: { readonly totalBytes: number; readonly freeBytes: number }
  readonly model?: { readonly name: string; readonly path: string; readonly bytes: number }
  readonly loaded?: EngineInfo & { readonly loadMs: number }
  /** Which calibration reviews by this model use. */
  readonly calibration?: CalibrationSource
  readonly speed?: { readonly promptTokensPerSecond: number; readonly generatedTokensPerSecond: number }
  /** What is wrong and the way out, as one line. */
  readonly problem?: string
}

/** The report for people: one fact a line, and what to do at the end. */
export function doctorReportInWords(report: DoctorReport, paint: Paint, language: DisplayLanguage): string {
  const { engine, processor, memory, model, loaded, calibration, speed, problem } = report
  const say = doctorTexts[language]
  const names = say.rows
  const packages = engine.platformPackages.length === 0 ? say.noPackage : engine.platformPackages.join(', ')
  const rows: [string, string][] = [
    [names.latent, report.latent],
    [names.node, say.onPlatform(report.node, report.platform)],
    [names.engine, `node-llama-cpp ${engine.version}${say.comma}${packages}`],
    [names.processor, say.cores(processor.name, processor.cores)],
    [names.memory, say.memory(gib(memory.freeBytes), gib(memory.totalBytes))],
  ]
  if (model) rows.push([names.model, [model.name, `${gib(model.bytes)} GiB`, model.path].join(say.comma)])
  if (loaded) {
    const able = Object.entries(loaded.capabilities).flatMap(([name, can]) => (can ? [name] : []))
    rows.push([
      names.backend,
      say.backend(loaded.backend, inLanguage(loaded.device, language), inLanguage(loaded.backendReason, language)),
    ])
    rows.push([names.loaded, say.loaded(loaded.architecture, loaded.loadMs)])
    for (const { name, weight, digest } of loaded.adapters ?? []) rows.push([names.adapters, say.adapter(name, weight, digest)])
    rows.push([names.context, say.context(loaded.contextSize, loaded.kvCacheBytesPerToken)])
    rows.push([names.ableTo, able.join(', ')])
  }
  if (calibration) rows.push([names.reviews, say.calibrations[calibration]])
  if (speed) rows.push([names.speed, say.speed(speed.promptTokensPerSecond, speed.generatedTokensPerSecond)])
  const width = Math.max(...rows.map(([name]) => columnsOf(name)))
  const facts = rows.map(([name, value]) => `${paint('dim', padded(name, width))}  ${printable(value)}\n`).join('')
  const verdict = problem === undefined ? paint('green', say.allWell) : `${paint('yellow', say.toDo)} ${printable(problem)}`
  return `${facts}\n${verdict}\n`
}
