import type { EngineInfo } from '../../engine/engine.ts'
import type { Paint } from '../../features/review/rendering/paint.ts'
import { gib } from '../../protocol/byteSize.ts'
import { printable } from '../../protocol/printable.ts'
import type { CalibrationSource } from '../../protocol/requests.ts'
import type { EnginePackages } from '../input/installation.ts'

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

const calibrations: Readonly<Record<CalibrationSource, string>> = {
  shipped: 'with the calibration that comes with Latent',
  own: 'with your own calibration',
  cautious: 'cautious, because this model was never measured; `latent review calibrate` measures it',
}

/** The report for people: one fact a line, and what to do at the end. */
export function doctorReportInWords(report: DoctorReport, paint: Paint): string {
  const { engine, processor, memory, model, loaded, calibration, speed, problem } = report
  const rows: [string, string][] = [
    ['Latent', report.latent],
    ['Node', `${report.node} on ${report.platform}`],
    ['Engine', `node-llama-cpp ${engine.version}, ${engine.platformPackages.join(', ') || 'none for this platform'}`],
    ['Processor', `${processor.name}, ${processor.cores} cores`],
    ['Memory', `${gib(memory.freeBytes)} GiB free of ${gib(memory.totalBytes)} GiB`],
  ]
  if (model) rows.push(['Model', `${model.name}, ${gib(model.bytes)} GiB, ${model.path}`])
  if (loaded) {
    rows.push(['Backend', `${loaded.backend} on ${loaded.device} (${loaded.backendReason})`])
    rows.push(['Loaded', `${loaded.architecture} in ${loaded.loadMs} ms`])
    rows.push(['Context', `${loaded.contextSize} tokens, ${loaded.kvCacheBytesPerToken} bytes of KV cache each`])
    rows.push([
      'Able to',
      Object.entries(loaded.capabilities)
        .flatMap(([name, can]) => (can ? [name] : []))
        .join(', '),
    ])
  }
  if (calibration) rows.push(['Reviews', calibrations[calibration]])
  if (speed) {
    rows.push(['Speed', `${speed.promptTokensPerSecond} prompt tokens/s, ${speed.generatedTokensPerSecond} generated tokens/s`])
  }
  const width = Math.max(...rows.map(([name]) => name.length))
  const facts = rows.map(([name, value]) => `${paint('dim', name.padEnd(width))}  ${printable(value)}\n`).join('')
  const verdict = problem === undefined ? paint('green', 'All is well.') : `${paint('yellow', 'To do:')} ${printable(problem)}`
  return `${facts}\n${verdict}\n`
}
