import type { Finding, HeldBack } from '../../../protocol/finding.ts'
import { printable } from '../../../protocol/printable.ts'
import { codeFrame } from './codeFrame.ts'
import { diffRows } from './fixDiff.ts'
import { codeBlock, proseMarkdown } from './markdown.ts'
import { plain } from './paint.ts'
import { byFile, type InFile, type ReviewReport } from './reviewReport.ts'
import { argumentsOf, factsInWords, fixHeads, incompleteInWords, sumInWords } from './words.ts'

/**
 * A review as a markdown document: the findings by file, each with its lines, its evidence and its fixes, then what was held back and what
 * was not reviewed. Nothing from a reviewed file, a rule or a model can become a link, an image or HTML.
 */
export function markdownReport(report: ReviewReport): string {
  const { findings, heldBack, incomplete } = report
  const blocks = [
    '# Latent review',
    `**${sumInWords(findings.length, report)}**${heldBack.length > 0 ? ` Held back: ${heldBack.length}.` : ''}`,
    ...byFile(findings).flatMap(({ path, ofFile }) => [`## ${shown(path)}`, ...ofFile.flatMap(findingBlocks)]),
    ...section('Held back', heldBack.map(heldBackItem)),
    ...section(
      'Not reviewed',
      incomplete.map((part) => `- ${shown(part.path)}: ${shown(incompleteInWords(part))}`),
    ),
  ]
  return `${blocks.join('\n\n')}\n`
}

function findingBlocks({ file, finding }: InFile<Finding>): readonly string[] {
  return [
    `### Line ${finding.range.start.line + 1}: ${shown(finding.title)}`,
    shown(factsInWords(finding)),
    codeBlock(codeFrame(file.source, finding.range, plain), ''),
    ...argumentsOf(finding).map(shown),
    ...fixHeads(finding).flatMap(({ fix, head }) => {
      const rows = diffRows(file.source, fix).map(({ text }) => text)
      return [shown(head), codeBlock(rows.join('\n'), 'diff')]
    }),
  ]
}

function heldBackItem({ file, finding }: InFile<HeldBack>): string {
  const place = `${file.path}:${finding.range.start.line + 1}`
  return `- ${shown(place)} (${shown(finding.ruleId)}): ${shown(finding.title)}. ${shown(finding.reason)}`
}

function section(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`## ${title} (${items.length})`, items.join('\n')]
}

function shown(text: string): string {
  return proseMarkdown(printable(text))
}
