import { type Hover, MarkupKind, type Position } from 'vscode-languageserver'
import type { SourceText } from '../context/source.ts'
import { codeBlock, proseMarkdown } from '../features/review/rendering/markdown.ts'
import { wholePercent } from '../protocol/confidence.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import type { Finding } from '../protocol/finding.ts'
import { inLanguage, titleInLanguage } from '../protocol/findingTexts.ts'
import { checksSentence, evidenceSentences } from '../protocol/plainWords.ts'
import { rangesTouch } from '../protocol/text.ts'
import { oneLine } from './failure.ts'
import { fixDiff } from './fixDiff.ts'
import type { LiveFinding } from './trackedFinding.ts'

/** How hovers are written for a client. */
export interface HoverStyle {
  readonly markdown: boolean
  readonly language: DisplayLanguage
  /** A command of the client that explains a finding, called with the document's URI and the finding's id; shown as a link in markdown. */
  readonly explain: string | undefined
}

/** A finding under the cursor and the document that it stands in. */
interface Hovered {
  readonly uri: string
  readonly source: SourceText
  readonly finding: Finding
}

/** What is known of the findings under the cursor: title, evidence and the fix. Nothing is asked of the model. */
export function hover(
  uri: string,
  source: SourceText,
  position: Position,
  findings: readonly LiveFinding[],
  style: HoverStyle,
): Hover | null {
  const under = findings
    .map((live) => live.finding)
    .filter(({ range, state }) => state === 'open' && rangesTouch(range, { start: position, end: position }))
  const first = under[0]
  if (first === undefined) return null
  const written = style.markdown ? inMarkdown : inPlainText
  const value = under.map((finding) => written({ uri, source, finding }, style)).join('\n\n')
  return { contents: { kind: style.markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value }, range: first.range }
}

function inMarkdown({ uri, source, finding }: Hovered, { language, explain }: HoverStyle): string {
  const words = labels[language]
  const [fix] = finding.fixes
  // Everything that a reviewed text or a model wrote is escaped: this link is the only one.
  const link = explain === undefined ? [] : [`[${words.explain}](${commandLink(explain, [uri, finding.id])})`]
  return [
    `**${proseMarkdown(titleInLanguage(finding.title, finding.ruleId, language))}**`,
    reasons(finding, language).map(proseMarkdown).join('  \n'),
    ...places(finding, language).map(proseMarkdown),
    ...(fix === undefined ? [] : [proseMarkdown(inLanguage(fix.title, language)), codeBlock(fixDiff(source, fix.edits), 'diff')]),
    [proseMarkdown(facts(finding, language)), ...link].join(' · '),
  ].join('\n\n')
}

function inPlainText({ source, finding }: Hovered, { language }: HoverStyle): string {
  const [fix] = finding.fixes
  return [
    oneLine(titleInLanguage(finding.title, finding.ruleId, language)),
    ...reasons(finding, language).map(oneLine),
    ...places(finding, language).map(oneLine),
    ...(fix === undefined ? [] : [oneLine(inLanguage(fix.title, language)), fixDiff(source, fix.edits)]),
    facts(finding, language),
  ].join('\n')
}

/** A sentence each: the evidence, the input that fails, and the checks of the fix. */
function reasons(finding: Finding, language: DisplayLanguage): readonly string[] {
  const { trigger, evidence } = finding
  const [fix] = finding.fixes
  return [
    ...evidenceSentences(evidence, language),
    ...(trigger === undefined ? [] : [labels[language].fails(trigger)]),
    ...(fix === undefined ? [] : [checksSentence(fix, language)]),
  ]
}

/** What is said of other places, a line each. */
function places({ related }: Finding, language: DisplayLanguage): readonly string[] {
  return related.map(({ range, message }) => labels[language].place(range.start.line + 1, inLanguage(message, language)))
}

/** `Latent bug.comparison, CWE-22, 91 % sure`. Rounded down, so that nothing is called certain that is not. */
function facts({ ruleId, cwe = [], confidence }: Finding, language: DisplayLanguage): string {
  const weaknesses = cwe.map((number) => `CWE-${number}`)
  return [`Latent ${ruleId}`, ...weaknesses, labels[language].sure(wholePercent(confidence))].join(labels[language].comma)
}

/** A parenthesis of a file's name would end the link. */
function commandLink(command: string, given: readonly string[]): string {
  const encoded = encodeURIComponent(JSON.stringify(given)).replaceAll('(', '%28').replaceAll(')', '%29')
  return `command:${command}?${encoded}`
}

const labels = {
  en: {
    explain: 'Explain',
    place: (line: number, said: string) => `Line ${line}: ${said}`,
    fails: (input: string) => `Fails for: ${input}`,
    sure: (percent: number) => `${percent} % sure`,
    comma: ', ',
  },
  zh: {
    explain: '解释',
    place: (line: number, said: string) => `第 ${line} 行：${said}`,
    fails: (input: string) => `失败的输入：${input}`,
    sure: (percent: number) => `把握 ${percent} %`,
    comma: '，',
  },
} as const satisfies Record<DisplayLanguage, unknown>
