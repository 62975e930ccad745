import type { ListedDismissal } from '../server/protocol/dismissal.ts'
import type { DisplayLanguage } from '../server/protocol/displayLanguage.ts'
import type { Finding } from '../server/protocol/finding.ts'
import type { FileFindings } from '../server/protocol/reviewOverview.ts'
import { type FindingFilter, passes } from './findingFilter.ts'
import { dismissedRow, findingRow, heldBackRow } from './findingRows.ts'
import type { ReviewNode } from './reviewNodes.ts'
import { incompleteReason } from './reviewSummary.ts'
import type { Translate } from './statusText.ts'

export interface TreeInput {
  /** By path. */
  readonly files: readonly FileFindings[]
  readonly dismissals: readonly ListedDismissal[]
  readonly filter: FindingFilter
  /** Of texts about findings, which may be another than the editor's. */
  readonly language: DisplayLanguage
}

export interface ReviewTree {
  readonly nodes: readonly ReviewNode[]
  /** Open findings, whether the filter lets them through or not. */
  readonly open: number
  /** Rows that the filter leaves out. */
  readonly filtered: number
}

/** The Review view: what runs, files with their functions and findings, files without any, and what was dismissed. */
export function reviewTree(input: TreeInput, t: Translate): ReviewTree {
  const files = input.files.map((file) => fileNode(file, input, t))
  const clean = input.files.flatMap((file, index) => (isClean(file) ? (files[index] ?? []) : []))
  const dismissed = input.filter.has('state.dismissed') ? [] : input.dismissals
  const open = input.files.flatMap(({ findings }) => findings).filter(({ state }) => state === 'open').length
  return {
    nodes: [
      ...input.files.flatMap((file) => runningNode(file, t)),
      ...files.filter(({ children }) => children.length > 0),
      ...group('clean', 'clean', t('Nothing found'), clean, t),
      ...group(
        'dismissed',
        'dismissed',
        t('Dismissed'),
        dismissed.map((listed) => dismissedRow(listed, input.language, t)),
        t,
      ),
    ],
    open,
    filtered:
      input.files.reduce((sum, file) => sum + filteredIn(file, input.filter), 0) + input.dismissals.length - dismissed.length,
  }
}

function runningNode(file: FileFindings, t: Translate): ReviewNode[] {
  const running = runningInWords(file, t)
  if (running === undefined) return []
  const { uri } = file
  return [
    { kind: 'running', id: `running:${uri}`, uri, ...running, spoken: `${running.label}, ${running.description}`, children: [] },
  ]
}

/** What a review under way looks at, with the number of the function; undefined where none runs. */
export function runningInWords(
  { path, running }: FileFindings,
  t: Translate,
): { readonly label: string; readonly description: string } | undefined {
  if (running === undefined) return undefined
  const progress = running.total === 0 ? '' : `${Math.min(running.done + 1, running.total)}/${running.total}`
  const description = [running.symbol, progress].filter((part) => part !== '').join(' · ')
  return { label: t('Reviewing {0}', nameOf(path)), description }
}

function fileNode(file: FileFindings, { filter, language }: TreeInput, t: Translate): ReviewNode {
  const { uri, path } = file
  const findings = file.findings.filter((each) => passes(each, standingOf(each), filter))
  const held = heldBackIn(file).filter((each) => passes(each, 'heldBack', filter))
  const functions = [...new Set(findings.map(symbolOf))]
  const children = [
    ...functions.flatMap((symbol) => {
      const inside = findings.filter((each) => symbolOf(each) === symbol)
      const rows = inside.map((each) => findingRow(each, uri, language, t))
      return symbol === undefined ? rows : functionNode(uri, symbol, inside, rows, t)
    }),
    ...group(
      `heldBack:${uri}`,
      'heldBack',
      t('Held back'),
      held.map((each) => heldBackRow(each, uri, language, t)),
      t,
    ),
    ...group(`left:${uri}`, 'left', t('Not reviewed'), leftRows(file, language, t), t),
  ]
  const counts = [
    ...(findings.length === 0 ? [] : [findingsInWords(findings.length, t)]),
    ...(held.length === 0 ? [] : [t('{0} held back', held.length)]),
  ]
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
  return {
    kind: 'file',
    id: `file:${uri}`,
    uri,
    label: nameOf(path),
    description: folder,
    tooltip: [path, ...counts],
    spoken: [path, ...counts].join(', '),
    children,
  }
}

function functionNode(
  uri: string,
  symbol: string,
  findings: readonly Finding[],
  children: readonly ReviewNode[],
  t: Translate,
): ReviewNode[] {
  const [first] = findings
  if (first === undefined) return []
  const count = findingsInWords(findings.length, t)
  return [
    {
      kind: 'function',
      id: functionId(uri, symbol),
      uri,
      range: first.range,
      label: symbol,
      spoken: `${t('function {0}', symbol)}, ${count}`,
      children,
    },
  ]
}

/** The id of a function's row, for whoever wants to show it. */
export function functionId(uri: string, symbol: string): string {
  return `function:${uri}#${symbol}`
}

function leftRows({ uri, incomplete }: FileFindings, language: DisplayLanguage, t: Translate): readonly ReviewNode[] {
  return incomplete.map((part, index) => {
    const description = incompleteReason(part, language, t)
    const label = part.symbol === 'the file' ? t('the file') : part.symbol
    return {
      kind: 'left',
      id: `left:${uri}#${index}`,
      label,
      description,
      spoken: `${label}, ${description}`,
      children: [],
    }
  })
}

/** A row with its number and what it holds; none where it would be empty. */
function group(
  id: string,
  of: Extract<ReviewNode, { readonly kind: 'group' }>['of'],
  title: string,
  children: readonly ReviewNode[],
  t: Translate,
): ReviewNode[] {
  if (children.length === 0) return []
  const label = t('{0} ({1})', title, children.length)
  return [{ kind: 'group', of, id: `group:${id}`, label, spoken: `${title}, ${children.length}`, children }]
}

function filteredIn(file: FileFindings, filter: FindingFilter): number {
  const findings = file.findings.filter((each) => !passes(each, standingOf(each), filter))
  return findings.length + heldBackIn(file).filter((each) => !passes(each, 'heldBack', filter)).length
}

/** Whatever the filter leaves out: a file of which nothing is shown is not one in which nothing was found. */
function isClean(file: FileFindings): boolean {
  return file.running === undefined && file.findings.length + heldBackIn(file).length + file.incomplete.length === 0
}

/** Dismissed ones stand in their own group. */
function heldBackIn({ heldBack }: FileFindings): FileFindings['heldBack'] {
  return heldBack.filter(({ state }) => state !== 'dismissed')
}

function findingsInWords(count: number, t: Translate): string {
  return count === 1 ? t('1 finding') : t('{0} findings', count)
}

function standingOf({ state }: Finding): 'open' | 'stale' {
  return state === 'stale' ? 'stale' : 'open'
}

function symbolOf({ fingerprint: { symbol } }: Finding): string | undefined {
  return symbol
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
