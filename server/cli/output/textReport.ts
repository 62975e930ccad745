import type { Finding, HeldBack, Incomplete, Severity } from '../../protocol/finding.ts'
import { checksInWords, evidenceInWords } from '../../protocol/findingWords.ts'
import { codeFrame } from './codeFrame.ts'
import { figuresInWords } from './figures.ts'
import { fixDiff } from './fixDiff.ts'
import type { Paint, Style } from './paint.ts'
import { printable } from './printable.ts'
import type { Report, ReportedFile, Totals } from './report.ts'

const severityStyles: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'blue', hint: 'dim' }

const incompleteReasons: Readonly<Record<Incomplete['reason'], string>> = {
  outOfBudget: 'the time was up',
  cancelled: 'cancelled',
  tooLong: 'too long for the model',
  notText: 'not text',
  generated: 'generated',
  engineFailed: 'the engine failed',
  changedMeanwhile: 'it changed meanwhile',
}

/** A review of a large folder that is stopped leaves many; the JSON formats name them all. */
const maxIncompleteShown = 10

/** For people: a code frame, the evidence and the fix of each finding, then the sum. */
export class TextReport implements Report {
  readonly #write: (text: string) => void
  readonly #paint: Paint
  readonly #showHeldBack: boolean
  #findings = 0
  #heldBack = 0
  readonly #incomplete: string[] = []

  constructor(write: (text: string) => void, paint: Paint, showHeldBack: boolean) {
    this.#write = write
    this.#paint = paint
    this.#showHeldBack = showHeldBack
  }

  progress(): void {}

  finding(file: ReportedFile, finding: Finding): void {
    this.#findings++
    this.#print(file, finding, [])
  }

  heldBack(file: ReportedFile, finding: HeldBack): void {
    this.#heldBack++
    if (this.#showHeldBack) this.#print(file, finding, [`Held back: ${printable(finding.reason)}`])
  }

  incomplete(path: string, part: Incomplete): void {
    const detail = part.detail === undefined ? '' : ` (${part.detail})`
    this.#incomplete.push(printable(`${path}: ${part.symbol} was not reviewed: ${incompleteReasons[part.reason]}${detail}`))
  }

  end({ stats, stoppedEarly }: Totals): void {
    const paint = this.#paint
    for (const line of this.#incomplete.slice(0, maxIncompleteShown)) this.#write(`${paint('dim', line)}\n`)
    const more = this.#incomplete.length - maxIncompleteShown
    if (more > 0) this.#write(`${paint('dim', `… and ${more} more that were not reviewed`)}\n`)
    const found = this.#findings === 0 ? 'No findings' : count(this.#findings, 'finding')
    this.#write(`${paint('bold', `${found} in ${count(stats.files, 'file')}${stoppedEarly ? ', stopped early' : ''}.`)}\n`)
    if (this.#heldBack > 0) {
      this.#write(`Held back (${this.#heldBack})${this.#showHeldBack ? '' : ': --show-held-back shows them'}.\n`)
    }
    this.#write(`${paint('dim', figuresInWords(stats))}\n`)
  }

  #print(file: ReportedFile, finding: Finding, notes: readonly string[]): void {
    const paint = this.#paint
    const { line, character } = finding.range.start
    const place = `${printable(file.path)}:${line + 1}:${character + 1}`
    const severity = paint(severityStyles[finding.severity], finding.severity)
    this.#write(`${paint('bold', place)}  ${severity}  ${finding.ruleId}  ${printable(finding.title)}\n`)
    this.#write(`${codeFrame(file.source, finding.range, paint)}\n`)
    const lines = [
      ...notes,
      ...(finding.trigger === undefined ? [] : [`Fails for: ${printable(finding.trigger)}`]),
      `Evidence: ${evidenceInWords(finding.evidence)} Confidence ${Math.round(finding.confidence * 100)} %.`,
    ]
    for (const text of lines) this.#write(`  ${text}\n`)
    for (const fix of finding.fixes) {
      this.#write(`  Fix (${checksInWords(fix)}): ${printable(fix.title)}\n`)
      this.#write(`${indent(fixDiff(file.path, file.source, fix, paint))}\n`)
    }
    this.#write('\n')
  }
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
