import type { SourceText } from '../../context/source.ts'
import { harmlessMarkdown } from '../../features/review/rendering/markdown.ts'
import type { ReportedFile } from '../../features/review/rendering/reviewReport.ts'
import { argumentsOf, cweNames } from '../../features/review/rendering/words.ts'
import type { Finding, Fix, Severity } from '../../protocol/finding.ts'
import { printableJson } from '../../protocol/printable.ts'
import { comparePositions, type Position, type Range } from '../../protocol/text.ts'
import type { Report } from './report.ts'

const severities: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO', hint: 'INFO' }

/** The Reviewdog Diagnostic Format, one `Diagnostic` message a line (reviewdog, proto/rdf). Each fix is a suggestion. */
export class RdjsonlReport implements Report {
  readonly #write: (text: string) => void

  constructor(write: (text: string) => void) {
    this.#write = write
  }

  progress(): void {}

  finding({ path, source }: ReportedFile, finding: Finding): void {
    const { range, severity, ruleId, related, fixes } = finding
    this.#write(
      printableJson({
        message: [finding.title, ...argumentsOf({ ...finding, related: [] }), ...cweNames(finding)]
          .map(harmlessMarkdown)
          .join('\n'),
        location: { path, range: rangeOf(source, range) },
        severity: severities[severity],
        source: { name: 'latent' },
        code: { value: ruleId },
        ...(fixes.length > 0 && { suggestions: fixes.map((fix) => suggestionOf(source, fix)) }),
        ...(related.length > 0 && {
          relatedLocations: related.map((each) => ({
            message: harmlessMarkdown(each.message),
            location: { path, range: rangeOf(source, each.range) },
          })),
        }),
      }),
    )
  }

  heldBack(): void {}

  incomplete(): void {}

  end(): void {}
}

/** Several edits as the one that the format has room for: from the start of the first to the end of the last. */
function suggestionOf(source: SourceText, { edits }: Fix): { readonly range: object; readonly text: string } {
  const sorted = edits.toSorted((a, b) => comparePositions(a.range.start, b.range.start))
  const start = sorted[0]?.range.start ?? { line: 0, character: 0 }
  let text = ''
  let end = start
  for (const edit of sorted) {
    text += source.slice({ start: end, end: edit.range.start }) + edit.newText
    end = edit.range.end
  }
  return { range: rangeOf(source, { start, end }), text }
}

function rangeOf(source: SourceText, { start, end }: Range) {
  return { start: placeOf(source, start), end: placeOf(source, end) }
}

/** Lines and columns count from 1, columns in bytes of UTF-8. */
function placeOf(source: SourceText, { line, character }: Position) {
  return { line: line + 1, column: Buffer.byteLength(source.lineText(line).slice(0, character)) + 1 }
}
