import { codeFrame } from '../../features/review/rendering/codeFrame.ts'
import { fixDiff } from '../../features/review/rendering/fixDiff.ts'
import type { Paint, Style } from '../../features/review/rendering/paint.ts'
import { reportTexts } from '../../features/review/rendering/reportTexts.ts'
import type { ReportedFile, Totals } from '../../features/review/rendering/reviewReport.ts'
import { argumentsOf, cweNames, fixHeads, incompleteInWords, percent, sumInWords } from '../../features/review/rendering/words.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import type { Finding, HeldBack, Incomplete, Severity } from '../../protocol/finding.ts'
import { inLanguage, titleInLanguage } from '../../protocol/findingTexts.ts'
import { printable } from '../../protocol/printable.ts'
import { figuresInWords } from './figures.ts'
import type { Report } from './report.ts'

const severityStyles: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'blue', hint: 'dim' }

/** A review of a large folder that is stopped leaves many; the JSON formats name them all. */
const maxIncompleteShown = 10

export interface TextStyle {
  readonly language: DisplayLanguage
  readonly paint: Paint
  /** Whether held-back findings are printed too. */
  readonly showHeldBack: boolean
}

/** For people: a code frame, the evidence and the fixes of each finding, then the sum. */
export class TextReport implements Report {
  readonly #write: (text: string) => void
  readonly #language: DisplayLanguage
  readonly #paint: Paint
  readonly #showHeldBack: boolean
  #findings = 0
  #heldBack = 0
  readonly #incomplete: string[] = []
  /** What the time was too short for: whole files, and functions of the others. */
  readonly #leftOut = { file: 0, function: 0 }

  constructor(write: (text: string) => void, { language, paint, showHeldBack }: TextStyle) {
    this.#write = write
    this.#language = language
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
    if (this.#showHeldBack)
      this.#print(file, finding, [reportTexts[this.#language].heldBackBecause(inLanguage(finding.reason, this.#language))])
  }

  incomplete(path: string, part: Incomplete): void {
    if (part.reason === 'outOfBudget') this.#leftOut[part.symbol === 'the file' ? 'file' : 'function']++
    const { colon } = reportTexts[this.#language]
    this.#incomplete.push(printable(`${path}${colon}${incompleteInWords(part, this.#language)}`))
  }

  end(totals: Totals): void {
    const paint = this.#paint
    const words = reportTexts[this.#language]
    for (const line of this.#incomplete.slice(0, maxIncompleteShown)) this.#write(`${paint('dim', line)}\n`)
    const more = this.#incomplete.length - maxIncompleteShown
    if (more > 0) this.#write(`${paint('dim', words.moreNotReviewed(more))}\n`)
    this.#write(`${paint('bold', sumInWords(this.#findings, totals, this.#language))}\n`)
    const { function: functions, file: files } = this.#leftOut
    if (functions + files > 0) this.#write(`${words.leftOut(functions, files)}\n`)
    if (this.#heldBack > 0) this.#write(`${words.heldBackSum(this.#heldBack, this.#showHeldBack)}\n`)
    this.#write(`${paint('dim', figuresInWords(totals.stats, this.#language))}\n`)
  }

  #print(file: ReportedFile, finding: Finding, notes: readonly string[]): void {
    const paint = this.#paint
    const language = this.#language
    const words = reportTexts[language]
    const { line, character } = finding.range.start
    const place = `${printable(file.path)}:${line + 1}:${character + 1}`
    const severity = paint(severityStyles[finding.severity], words.severities[finding.severity])
    const weaknesses = cweNames(finding)
    const named = weaknesses.length === 0 ? '' : words.weaknesses(weaknesses.join(words.comma))
    const title = `${oneLine(titleInLanguage(finding.title, finding.ruleId, language))}${named}`
    this.#write(`${paint('bold', place)}  ${severity}  ${oneLine(finding.ruleId)}  ${title}\n`)
    this.#write(`${codeFrame(file.source, finding.range, paint)}\n`)
    for (const text of [...notes, ...argumentsOf(finding, language), words.confidenceSentence(percent(finding.confidence))]) {
      this.#write(`  ${oneLine(text)}\n`)
    }
    for (const { fix, head } of fixHeads(finding, language)) {
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
