import { counted } from '../../features/review/rendering/reportTexts.ts'
import type { ReportedFile, Totals } from '../../features/review/rendering/reviewReport.ts'
import { argumentsOf, cweNames, fixHeads, sumInWords } from '../../features/review/rendering/words.ts'
import type { Finding, Severity } from '../../protocol/finding.ts'
import { printable } from '../../protocol/printable.ts'
import type { Report } from './report.ts'

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' }

/** Workflow commands of GitHub Actions: each finding is an annotation of its line, what was left out is one of the run. */
export class GithubReport implements Report {
  readonly #write: (text: string) => void
  #findings = 0
  #incomplete = 0

  constructor(write: (text: string) => void) {
    this.#write = write
  }

  progress(): void {}

  finding({ path }: ReportedFile, finding: Finding): void {
    this.#findings++
    const { start, end } = finding.range
    const properties = {
      file: path,
      line: start.line + 1,
      endLine: end.line + 1,
      // Columns are for annotations of a single line only.
      ...(start.line === end.line && { col: start.character + 1, endColumn: end.character + 1 }),
      title: `Latent: ${[finding.ruleId, ...cweNames(finding)].join(', ')}`,
    }
    const lines = [finding.title, ...argumentsOf(finding), ...fixHeads(finding).map(({ head }) => head)]
    this.#write(`${workflowCommand(commands[finding.severity], properties, lines.join('\n'))}\n`)
  }

  heldBack(): void {}

  incomplete(): void {
    this.#incomplete++
  }

  end(totals: Totals): void {
    if (this.#incomplete > 0) {
      const left = `${counted(this.#incomplete, 'part')} could not be reviewed or not to the end.`
      this.#write(`${workflowCommand('notice', { title: 'Latent' }, left)}\n`)
    }
    this.#write(`${sumInWords(this.#findings, totals)}\n`)
  }
}

/** `::warning file=a.ts,line=1::message`, escaped as the runner's own toolkit does, so that no text can begin a command of its own. */
function workflowCommand(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const named = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`)
  return `::${name} ${named.join(',')}::${escaped(message)}`
}

function escaped(text: string): string {
  // Line ends are what the runner reads them back as; other control characters are not for a log.
  return printable(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'))
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
