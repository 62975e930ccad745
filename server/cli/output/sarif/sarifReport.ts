import type { Log } from 'sarif'
import type { ReviewReport } from '../../../features/review/rendering/reviewReport.ts'
import { printableJson } from '../../../protocol/printable.ts'
import { invocationOf, notificationKinds } from './invocation.ts'
import { rootId } from './location.ts'
import { resultOf, suppressionOf } from './result.ts'
import { RuleTable } from './rules.ts'

/** What a log tells of the program that wrote it. */
export interface SarifOrigin {
  readonly version: string
  /** Absolute; only files outside of it are named with it. */
  readonly workingFolder: string
}

/**
 * A review as a SARIF 2.1.0 log (OASIS, with errata 01). Findings that a comment or a dismissal covers are results with a suppression;
 * others that were held back are only counted, because code scanning would show them. The same review gives the same text.
 */
export function sarifReport(report: ReviewReport, { version, workingFolder }: SarifOrigin): string {
  const suppressed = report.heldBack.flatMap((each) => {
    const suppression = suppressionOf(each.finding)
    return suppression === undefined ? [] : [{ ...each, suppressions: [suppression] }]
  })
  const listed = [...report.findings.map((each) => ({ ...each, suppressions: [] })), ...suppressed]
  const rules = new RuleTable(listed.map(({ finding }) => finding))
  const { taxonomies } = rules
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Latent',
            version,
            semanticVersion: version,
            rules: [...rules.rules],
            notifications: notificationKinds(report),
            ...(taxonomies.length > 0 && { supportedTaxonomies: [{ name: 'CWE', index: 0 }] }),
          },
        },
        invocations: [invocationOf(report, workingFolder)],
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r'],
        originalUriBaseIds: { [rootId]: { description: { text: 'The folder in which the review was started.' } } },
        ...(taxonomies.length > 0 && { taxonomies }),
        results: listed.map((each) => resultOf(each, rules, workingFolder, each.suppressions)),
        properties: { files: report.stats.files, heldBack: report.heldBack.length - suppressed.length },
      },
    ],
  }
  return printableJson(log, 2)
}
