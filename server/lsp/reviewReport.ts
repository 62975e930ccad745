import { SourceText } from '../context/source.ts'
import { htmlReport } from '../features/review/rendering/htmlReport.ts'
import { markdownReport } from '../features/review/rendering/markdownReport.ts'
import type { ReviewReport } from '../features/review/rendering/reviewReport.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { addFigures, noFigures } from '../protocol/figures.ts'
import type { ReportFormat, ReportParams, ReportResult } from '../protocol/reviewOverview.ts'
import type { Findings } from './findings.ts'
import type { ReviewActivity } from './reviewActivity.ts'

export interface ReportSources {
  readonly findings: Findings
  readonly activity: ReviewActivity
  readonly nameOf: (uri: string) => string
}

type Render = (report: ReviewReport, language: DisplayLanguage) => string
const renderers: Readonly<Record<ReportFormat, Render>> = { html: htmlReport, md: markdownReport }

/** What the reviews since the start found, as one document. Rejects with badArgument for another format. */
export function reviewReport({ format }: ReportParams, sources: ReportSources, language: DisplayLanguage): ReportResult {
  if (!Object.hasOwn(renderers, format))
    throw LatentError.of('badArgument', { en: 'The format of a report is html or md.', zh: '报告的格式应为 html 或 md。' })
  const report = collected(sources)
  return { text: renderers[format](report, language), files: report.stats.files }
}

function collected({ findings, activity, nameOf }: ReportSources): ReviewReport {
  const files = findings.reviewed().map((uri) => {
    const path = nameOf(uri)
    return { uri, path, file: { path, source: new SourceText(path, '', findings.textOf(uri)) } }
  })
  const stats = files.flatMap(({ uri }) => activity.stats(uri) ?? [])
  const incomplete = files.flatMap(({ uri, path }) => activity.incomplete(uri).map((part) => ({ path, ...part })))
  return {
    findings: files.flatMap(({ uri, file }) =>
      findings
        .of(uri)
        .filter(({ finding }) => finding.state === 'open')
        .map(({ finding }) => ({ file, finding })),
    ),
    heldBack: files.flatMap(({ uri, file }) => findings.heldBackOf(uri).map((finding) => ({ file, finding }))),
    incomplete,
    stats: {
      ...stats.reduce(addFigures, noFigures),
      functions: sum(stats.map((each) => each.functions)),
      functionsFromCache: sum(stats.map((each) => each.functionsFromCache)),
      candidatesScored: sum(stats.map((each) => each.candidatesScored)),
      files: files.length,
    },
    stoppedEarly: incomplete.some(({ reason }) => reason === 'cancelled' || reason === 'outOfBudget'),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
