import { wholePercent } from '../server/protocol/confidence.ts'
import type { DismissalReason, DismissalScope, ListedDismissal } from '../server/protocol/dismissal.ts'
import type { DisplayLanguage } from '../server/protocol/displayLanguage.ts'
import type { Finding, HeldBack, Severity } from '../server/protocol/finding.ts'
import { inLanguage, titleInLanguage } from '../server/protocol/findingTexts.ts'
import { checksSentence, evidenceSentences } from '../server/protocol/plainWords.ts'
import { unreachable } from '../server/protocol/unreachable.ts'
import type { ReviewNode } from './reviewNodes.ts'
import type { Translate } from './statusText.ts'

/** A finding as a row: its title, line and confidence, and all that is known of it for a screen reader. */
export function findingRow(finding: Finding, uri: string, language: DisplayLanguage, t: Translate): ReviewNode {
  const isStale = finding.state === 'stale'
  const stale = t('the text changed since the review')
  const percent = percentOf(finding)
  return {
    kind: 'finding',
    id: `finding:${uri}#${finding.id}`,
    uri,
    finding,
    label: rowTitle(finding.title, finding.ruleId, language),
    description: isStale ? stale : t('line {0} · {1} %', lineOf(finding), percent),
    tooltip: details(finding, language, t),
    spoken: [
      severityInWords(finding.severity, t),
      ...placeInWords(finding, language, t),
      ...(isStale ? [stale] : []),
      t('{0} percent', percent),
      ...(finding.fixes.some((fix) => fix.verified) ? [t('has a verified fix')] : []),
    ].join(', '),
    children: [],
  }
}

/** What was not sure enough, with the reason. */
export function heldBackRow(finding: HeldBack, uri: string, language: DisplayLanguage, t: Translate): ReviewNode {
  const reason = inLanguage(finding.reason, language)
  return {
    kind: 'heldBack',
    id: `heldBack:${uri}#${finding.id}`,
    uri,
    finding,
    label: rowTitle(finding.title, finding.ruleId, language),
    description: reason,
    tooltip: [t('Held back: {0}', reason), ...details(finding, language, t)],
    spoken: [t('held back'), ...placeInWords(finding, language, t), reason].join(', '),
    children: [],
  }
}

/** A finding that nobody wants to see again, with who said so why. */
export function dismissedRow(listed: ListedDismissal, language: DisplayLanguage, t: Translate): ReviewNode {
  const { id, folder, unsaved, dismissal } = listed
  const { fingerprint, title, scope, reason, note } = dismissal
  const why = [
    ...(reason === undefined ? [] : [dismissalReason(reason, t)]),
    ...(scope === 'finding' ? [] : [dismissalScope(scope, t)]),
    ...(note === undefined ? [] : [note]),
  ]
  const label = title === '' ? fingerprint.rule : rowTitle(title, fingerprint.rule, language)
  const description = [...why, fingerprint.path].join(' · ')
  return {
    kind: 'dismissed',
    id: `dismissed:${folder ?? ''}#${id}`,
    listed,
    uri: folder === undefined ? undefined : `${folder}/${fingerprint.path.split('/').map(encodeURIComponent).join('/')}`,
    label,
    description,
    tooltip: [label, ...why, fingerprint.path, ...(unsaved ? [t('Kept until the window is closed.')] : [])],
    spoken: [t('dismissed'), label, ...why, fingerprint.path].join(', '),
    children: [],
  }
}

export function dismissalReason(reason: DismissalReason, t: Translate): string {
  switch (reason) {
    case 'falsePositive':
      return t('False positive')
    case 'wontFix':
      return t("Won't fix")
    case 'notUseful':
      return t('Not useful')
    default:
      return unreachable(reason)
  }
}

export function dismissalScope(scope: DismissalScope, t: Translate): string {
  switch (scope) {
    case 'finding':
      return t('This finding')
    case 'file':
      return t('This rule in this file')
    case 'rule':
      return t('This rule everywhere')
    case 'similar':
      return t('Similar findings')
    default:
      return unreachable(scope)
  }
}

/** Plain lines: title, evidence, the input that fails, and what is known of the fix. */
function details(finding: Finding, language: DisplayLanguage, t: Translate): readonly string[] {
  const fix = finding.fixes[0]
  return [
    titleInLanguage(finding.title, finding.ruleId, language),
    ...evidenceSentences(finding.evidence, language),
    ...(finding.trigger === undefined ? [] : [t('Fails for: {0}', finding.trigger)]),
    ...(fix === undefined ? [] : [checksSentence(fix, language)]),
    [finding.ruleId, ...(finding.cwe ?? []).map((number) => `CWE-${number}`)].join(', '),
  ]
}

function placeInWords(finding: Finding, language: DisplayLanguage, t: Translate): readonly string[] {
  const { symbol } = finding.fingerprint
  const title = withoutTicks(titleInLanguage(finding.title, finding.ruleId, language))
  return [title, ...(symbol === undefined ? [] : [t('in {0}', symbol)]), t('line {0}', lineOf(finding))]
}

function severityInWords(severity: Severity, t: Translate): string {
  switch (severity) {
    case 'error':
      return t('error')
    case 'warning':
      return t('warning')
    case 'info':
      return t('information')
    case 'hint':
      return t('hint')
    default:
      return unreachable(severity)
  }
}

/** Without what would be likelier, which the tooltip tells: a side bar is narrow. */
function rowTitle(title: string, ruleId: string, language: DisplayLanguage): string {
  return withoutTicks(titleInLanguage(title.replace(/; `[^`]*` is likelier$/, ''), ruleId, language))
}

/** Titles quote code between backticks, which a list shows as they are. */
function withoutTicks(title: string): string {
  return title.replaceAll('`', '')
}

function lineOf({ range }: Finding): number {
  return range.start.line + 1
}

/** Rounded down, so that nothing is called certain that is not. */
function percentOf({ confidence }: Finding): number {
  return wholePercent(confidence)
}
