import { findingId } from '../../features/review/fingerprint.ts'
import type { ReviewReport } from '../../features/review/rendering/reviewReport.ts'
import { argumentsOf, cweNames } from '../../features/review/rendering/words.ts'
import type { Finding, Severity } from '../../protocol/finding.ts'
import { printableJson } from '../../protocol/printable.ts'

const severities: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'minor', hint: 'info' }

/** Code Climate's JSON, of which GitLab's code quality report reads these fields; without findings it is an empty list. */
export function gitlabReport({ findings }: ReviewReport): string {
  const issues = findings.map(({ file, finding }) => ({
    type: 'issue',
    check_name: finding.ruleId,
    description: [finding.title, ...cweNames(finding)].join(', '),
    content: { body: argumentsOf(finding).join('\n\n') },
    categories: [categoryOf(finding)],
    severity: severities[finding.severity],
    fingerprint: findingId(finding.fingerprint),
    location: { path: file.path, lines: { begin: finding.range.start.line + 1, end: finding.range.end.line + 1 } },
  }))
  return printableJson(issues, 2)
}

/** Code Climate has a fixed list of categories. */
function categoryOf({ category }: Finding): string {
  switch (category) {
    case 'security':
      return 'Security'
    case 'performance':
      return 'Performance'
    case 'maintainability':
      return 'Complexity'
    case 'guideline':
      return 'Style'
    default:
      return 'Bug Risk'
  }
}
