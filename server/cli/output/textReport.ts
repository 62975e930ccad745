import { codeFrame } from '../../features/review/rendering/codeFrame.ts'
import { fixDiff } from '../../features/review/rendering/fixDiff.ts'
import type { Paint, Style } from '../../features/review/rendering/paint.ts'
import type { ReportedFile, Totals } from '../../features/review/rendering/reviewReport.ts'
import {
  argumentsOf,
  counted,
  cweNames,
  fixHeads,
  incompleteInWords,
  percent,
  sumInWords,
} from '../../features/review/rendering/words.ts'
import type { Finding, HeldBack, Incomplete, Severity } from '../../protocol/finding.ts'
import { printable } from '../../protocol/printable.ts'
import { figuresInWords } from './figures.ts'
import type { Report } from './report.ts'

const severityStyles: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'blue', hint: 'dim' }

/** A review of a large folder that is stopped leaves many; the JSON formats name them all. */
const maxIncompleteShown = 10

/** For people: a code frame, the evidence and the fixes of each finding, then the sum. */
export class TextReport implements Report {
  readonly #write: (text: string) => void
  readonly #paint: Paint
  readonly #showHeldBack: boolean
  #findings = 0
  #heldBack = 0
  readonly #incomplete: string[] = []
  /** What the time was too short for: whole files, and functions of the others. */
  readonly #leftOut = { file: 0, function: 0 }

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
    if (this.#showHeldBack) this.#print(file, finding, [`Held back: ${finding.reason}`])
  }

  incomplete(path: string, part: Incomplete): void {
    if (part.reason === 'outOfBudget') this.#leftOut[part.symbol === 'the file' ? 'file' : 'function']++
    this.#incomplete.push(printable(`${path}: ${incompleteInWords(part)}`))
  }

  end(totals: Totals): void {
    const paint = this.#paint
    for (const line of this.#incomplete.slice(0, maxIncompleteShown)) this.#write(`${paint('dim', line)}\n`)
    const more = this.#incomplete.length - maxIncompleteShown
    if (more > 0) this.#write(`${paint('dim', `… and ${more} more that were not reviewed`)}\n`)
    this.#write(`${paint('bold', sumInWords(this.#findings, totals))}\n`)
    const leftOut = (['function', 'file'] as const).filter((noun) => this.#leftOut[noun] > 0)
    if (leftOut.length > 0) {
      this.#write(`${leftOut.map((noun) => counted(this.#leftOut[noun], noun)).join(' and ')} left out (budget).\n`)
    }
    if (this.#heldBack > 0) {
      this.#write(`Held back (${this.#heldBack})${this.#showHeldBack ? '' : ': --show-held-back shows them'}.\n`)
    }
    this.#write(`${paint('dim', figuresInWords(totals.stats))}\n`)
  }

  #print(file: ReportedFile, finding: Finding, notes: readonly string[]): void {
    const paint = this.#paint
    const { line, character } = finding.range.start
    const place = `${printable(file.path)}:${line + 1}:${character + 1}`
    const severity = paint(severityStyles[finding.severity], finding.severity)
    const weaknesses = cweNames(finding)
    const title = `${oneLine(finding.title)}${weaknesses.length === 0 ? '' : ` (${weaknesses.join(', ')})`}`
    this.#write(`${paint('bold', place)}  ${severity}  ${oneLine(finding.ruleId)}  ${title}\n`)
    this.#write(`${codeFrame(file.source, finding.range, paint)}\n`)
    for (const text of [...notes, ...argumentsOf(finding), `Confidence: ${percent(finding.confidence)}.`]) {
      this.#write(`  ${oneLine(text)}\n`)
    }
    for (const { fix, head } of fixHeads(finding)) {
      this.#write(`  ${oneLine(head)}\n`)
      this.#write(`${indent(fixDiff(file.path, file.source, fix, paint))}\n`)
    }
    this.#write('\n')
  }
}

/** Words of a rule or a model take one line each, so that they cannot pass for lines of the report. */
function oneLine(text: string): string {
  return printable(text.replaceAll(/\s+/g, ' '))
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}
