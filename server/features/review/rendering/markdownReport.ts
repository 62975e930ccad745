import type { DisplayLanguage } from '../../../protocol/displayLanguage.ts'
import type { Finding, HeldBack } from '../../../protocol/finding.ts'
import { inLanguage, titleInLanguage } from '../../../protocol/findingTexts.ts'
import { printable } from '../../../protocol/printable.ts'
import { codeFrame } from './codeFrame.ts'
import { diffRows } from './fixDiff.ts'
import { codeBlock, proseMarkdown } from './markdown.ts'
import { plain } from './paint.ts'
import { reportTexts } from './reportTexts.ts'
import { byFile, type InFile, type ReviewReport } from './reviewReport.ts'
import { argumentsOf, factsInWords, fixHeads, incompleteInWords, sumInWords } from './words.ts'

/**
 * A review as a markdown document: the findings by file, each with its lines, its evidence and its fixes, then what was held back and what
 * was not reviewed. Nothing from a reviewed file, a rule or a model can become a link, an image or HTML.
 */
export function markdownReport(report: ReviewReport, language: DisplayLanguage): string {
  const { findings, heldBack, incomplete } = report
  const words = reportTexts[language]
  const blocks = [
    `# ${words.title}`,
    `**${sumInWords(findings.length, report, language)}**${heldBack.length > 0 ? words.heldBackCount(heldBack.length) : ''}`,
    ...byFile(findings).flatMap(({ path, ofFile }) => [
      `## ${shown(path)}`,
      ...ofFile.flatMap((each) => findingBlocks(each, language)),
    ]),
    ...section(
      words.headed(words.heldBack, heldBack.length),
      heldBack.map((each) => heldBackItem(each, language)),
    ),
    ...section(
      words.headed(words.notReviewedHead, incomplete.length),
      incomplete.map((part) => `- ${shown(part.path)}${words.colon}${shown(incompleteInWords(part, language))}`),
    ),
  ]
  return `${blocks.join('\n\n')}\n`
}

function findingBlocks({ file, finding }: InFile<Finding>, language: DisplayLanguage): readonly string[] {
  const { line } = reportTexts[language]
  const title = titleInLanguage(finding.title, finding.ruleId, language)
  return [
    `### ${line(finding.range.start.line + 1, shown(title))}`,
    shown(factsInWords(finding, language)),
    codeBlock(codeFrame(file.source, finding.range, plain), ''),
    ...argumentsOf(finding, language).map(shown),
    ...fixHeads(finding, language).flatMap(({ fix, head }) => {
      const rows = diffRows(file.source, fix).map(({ text }) => text)
      return [shown(head), codeBlock(rows.join('\n'), 'diff')]
    }),
  ]
}

function heldBackItem({ file, finding }: InFile<HeldBack>, language: DisplayLanguage): string {
  const place = `${file.path}:${finding.range.start.line + 1}`
  const title = titleInLanguage(finding.title, finding.ruleId, language)
  const reason = inLanguage(finding.reason, language)
  return `- ${reportTexts[language].heldBackItem(shown(place), shown(finding.ruleId), shown(title), shown(reason))}`
}

function section(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`## ${title}`, items.join('\n')]
}

function shown(text: string): string {
  return proseMarkdown(printable(text))
}
