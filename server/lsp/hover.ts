import { type Hover, MarkupKind, type Position } from 'vscode-languageserver'
import type { SourceText } from '../context/source.ts'
import { codeBlock, escapeMarkdown } from '../features/review/rendering/markdown.ts'
import type { Finding } from '../protocol/finding.ts'
import { checksInWords, evidenceInWords } from '../protocol/findingWords.ts'
import { rangesTouch } from '../protocol/text.ts'
import { oneLine } from './failure.ts'
import { fixDiff } from './fixDiff.ts'
import type { LiveFinding } from './trackedFinding.ts'

/** What is known of the findings under the cursor: title, evidence and the fix. Nothing is asked of the model. */
export function hover(source: SourceText, position: Position, findings: readonly LiveFinding[], markdown: boolean): Hover | null {
  const under = findings
    .map((live) => live.finding)
    .filter(({ range, state }) => state === 'open' && rangesTouch(range, { start: position, end: position }))
  const first = under[0]
  if (first === undefined) return null
  const value = under.map((finding) => (markdown ? inMarkdown(finding, source) : inPlainText(finding, source))).join('\n\n')
  return { contents: { kind: markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value }, range: first.range }
}

function inMarkdown(finding: Finding, source: SourceText): string {
  const fix = finding.fixes[0]
  return [
    `**${escapeMarkdown(finding.title)}**`,
    escapeMarkdown(evidenceInWords(finding.evidence)),
    ...(finding.trigger === undefined ? [] : [`Fails for: ${escapeMarkdown(finding.trigger)}`]),
    ...finding.related.map(({ range, message }) => `Line ${range.start.line + 1}: ${escapeMarkdown(message)}`),
    ...(fix === undefined
      ? []
      : [
          `${escapeMarkdown(fix.title)} \\(${escapeMarkdown(checksInWords(fix))}\\)`,
          codeBlock(fixDiff(source, fix.edits), 'diff'),
        ]),
    `Latent ${escapeMarkdown(finding.ruleId)}, ${sureness(finding)}`,
  ].join('\n\n')
}

function inPlainText(finding: Finding, source: SourceText): string {
  const fix = finding.fixes[0]
  return [
    oneLine(finding.title),
    evidenceInWords(finding.evidence),
    ...(finding.trigger === undefined ? [] : [`Fails for: ${oneLine(finding.trigger)}`]),
    ...finding.related.map(({ range, message }) => `Line ${range.start.line + 1}: ${oneLine(message)}`),
    ...(fix === undefined ? [] : [`${oneLine(fix.title)} (${checksInWords(fix)})`, fixDiff(source, fix.edits)]),
    `Latent ${finding.ruleId}, ${sureness(finding)}`,
  ].join('\n')
}

function sureness({ confidence }: Finding): string {
  return `${Math.round(confidence * 100)} % sure`
}
