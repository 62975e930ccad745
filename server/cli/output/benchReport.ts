import type { Measurement } from '../../features/measure/measure.ts'
import type { KeptMeasurement } from '../../models/measurementStore.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { inLanguage } from '../../protocol/findingTexts.ts'
import { printable } from '../../protocol/printable.ts'
import { benchTexts } from '../texts/bench.ts'
import { columnsOf, padded } from './columns.ts'

/** Result of `latent bench --json`. */
export interface BenchReport extends Measurement {
  readonly schemaVersion: number
  readonly model: string
  readonly backend: string
  readonly device: string
  readonly right: number
  /** The run before of the same model on the same backend; absent for the first. */
  readonly before?: KeptMeasurement
}

/** The report for people: a figure a line with the one before, and the places that came out otherwise. */
export function benchInWords(report: BenchReport, language: DisplayLanguage): string {
  const say = benchTexts[language]
  const names = say.rows
  const { before } = report
  const quality = say.quality(report.right, report.cases.length)
  const rows: readonly (readonly [string, string])[] = [
    [names.model, report.model],
    [names.backend, say.on(report.backend, inLanguage(report.device, language))],
    [names.completion, say.ms(report.completionMs) + compared(report.completionMs, before?.completionMs, language)],
    [
      names.prompt,
      say.perSecond(report.promptTokensPerSecond) +
        compared(report.promptTokensPerSecond, before?.promptTokensPerSecond, language),
    ],
    [
      names.writing,
      say.perSecond(report.generatedTokensPerSecond) +
        compared(report.generatedTokensPerSecond, before?.generatedTokensPerSecond, language),
    ],
    [
      names.quality,
      before === undefined
        ? quality
        : quality + say.before(`${before.right}/${before.cases}`, signed(report.right - before.right)),
    ],
  ]
  const width = Math.max(...rows.map(([name]) => columnsOf(name)))
  const facts = rows.map(([name, value]) => `${padded(name, width)}  ${printable(value)}\n`).join('')
  const wrong = report.cases.filter(({ right }) => !right)
  const others = wrong.map(({ name, text }) => `  ${name}  ${printable(text.trim().split('\n', 1)[0] || say.nothing)}\n`).join('')
  const left = report.left > 0 ? `${say.left(report.left)}\n` : ''
  return `${facts}${left}${wrong.length > 0 ? `\n${say.wrong}\n${others}` : ''}`
}

function compared(now: number, before: number | undefined, language: DisplayLanguage): string {
  if (before === undefined || before === 0) return ''
  return benchTexts[language].before(String(before), `${signed(Math.round((now / before - 1) * 100))} %`)
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value)
}
