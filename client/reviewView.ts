import * as vscode from 'vscode'
import type { Severity } from '../server/protocol/finding.ts'
import { isRecord } from '../server/protocol/record.ts'
import type { Range } from '../server/protocol/text.ts'
import { unreachable } from '../server/protocol/unreachable.ts'
import { type FindingFilter, readFilter } from './findingFilter.ts'
import { onLanguageChange, shownLanguage } from './language.ts'
import type { LanguageServer } from './languageServer.ts'
import { plainLines } from './plainLines.ts'
import type { ReviewFindings } from './reviewFindings.ts'
import { pathTo, type ReviewNode } from './reviewNodes.ts'
import { functionId, type ReviewTree, reviewTree } from './reviewTree.ts'

const filterKey = 'latent.review.filter'

/** The view "Review": what runs, what was found, held back and dismissed, as a tree. */
export class ReviewView implements vscode.TreeDataProvider<ReviewNode>, vscode.Disposable {
  readonly #findings: ReviewFindings
  readonly #memory: vscode.Memento
  readonly #changed = new vscode.EventEmitter<void>()
  readonly #view: vscode.TreeView<ReviewNode>
  readonly #listeners: vscode.Disposable
  #tree: ReviewTree = { nodes: [], open: 0, filtered: 0 }

  readonly onDidChangeTreeData = this.#changed.event

  /** `memory` keeps the filter with the workspace. */
  constructor(server: LanguageServer, findings: ReviewFindings, memory: vscode.Memento) {
    this.#findings = findings
    this.#memory = memory
    this.#view = vscode.window.createTreeView('latent.review', { treeDataProvider: this, showCollapseAll: true })
    const noModel = () => void vscode.commands.executeCommand('setContext', 'latent.noModel', server.status.state === 'noModel')
    this.#listeners = vscode.Disposable.from(
      this.#view,
      findings.onChange(() => this.#refresh()),
      onLanguageChange(() => this.#refresh()),
      server.onStatus(noModel),
    )
    noModel()
    this.#refresh()
  }

  get filter(): FindingFilter {
    return readFilter(this.#memory.get(filterKey))
  }

  async setFilter(filter: FindingFilter): Promise<void> {
    await this.#memory.update(filterKey, [...filter])
    this.#refresh()
  }

  /** The row that has the focus or was clicked last. */
  get selected(): ReviewNode | undefined {
    return this.#view.selection[0]
  }

  /** The row that a menu of the view hands to a command; undefined for anything else, also for a row that is gone. */
  nodeOf(given: unknown): ReviewNode | undefined {
    return isRecord(given) && typeof given.id === 'string' ? pathTo(given.id, this.#tree.nodes)?.at(-1) : undefined
  }

  /** Brings the view to the front; with a document and a function, at its row or else at that of the file. */
  async show(uri?: string, symbol?: string): Promise<void> {
    await vscode.commands.executeCommand('latent.review.focus')
    const ids = uri === undefined ? [] : [...(symbol === undefined ? [] : [functionId(uri, symbol)]), `file:${uri}`]
    const node = ids.flatMap((id) => pathTo(id, this.#tree.nodes)?.at(-1) ?? [])[0]
    if (node !== undefined) await this.#view.reveal(node, { focus: true, expand: true })
  }

  getChildren(node?: ReviewNode): ReviewNode[] {
    return [...(node?.children ?? this.#tree.nodes)]
  }

  getParent(node: ReviewNode): ReviewNode | undefined {
    return pathTo(node.id, this.#tree.nodes)?.at(-2)
  }

  getTreeItem(node: ReviewNode): vscode.TreeItem {
    const item = new vscode.TreeItem(node.label, collapsible(node))
    item.id = node.id
    if (node.description !== undefined) item.description = node.description
    item.contextValue = contextOf(node)
    item.accessibilityInformation = { label: node.spoken }
    item.tooltip = plainLines(
      node.tooltip ?? [node.description === undefined ? node.label : vscode.l10n.t('{0}: {1}', node.label, node.description)],
    )
    const icon = iconOf(node)
    if (icon !== undefined) item.iconPath = icon
    // With the file's address the row has its icon and its colours of git and problems.
    if (node.kind === 'file') item.resourceUri = vscode.Uri.parse(node.uri)
    const place = placeOf(node)
    if (place !== undefined) item.command = { title: node.label, command: 'vscode.open', arguments: [...place] }
    return item
  }

  dispose(): void {
    this.#listeners.dispose()
    this.#changed.dispose()
  }

  #refresh(): void {
    const { files, dismissals } = this.#findings
    const { filter } = this
    this.#tree = reviewTree({ files, dismissals, filter, language: shownLanguage() }, vscode.l10n.t)
    const { open, filtered } = this.#tree
    this.#view.badge =
      open === 0
        ? undefined
        : { value: open, tooltip: open === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', open) }
    this.#view.message = filtered === 0 ? '' : vscode.l10n.t('{0} not shown because of the filter.', filtered)
    void vscode.commands.executeCommand('setContext', 'latent.review.filtered', filter.size > 0)
    void vscode.commands.executeCommand('setContext', 'latent.review.hasFiles', files.length > 0)
    this.#changed.fire()
  }
}

function collapsible(node: ReviewNode): vscode.TreeItemCollapsibleState {
  if (node.children.length === 0) return vscode.TreeItemCollapsibleState.None
  return node.kind === 'group' ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.Expanded
}

/** What menus ask for. */
function contextOf(node: ReviewNode): string {
  if (node.kind === 'finding') return node.finding.fixes.some((fix) => fix.verified) ? 'finding.fixable' : 'finding'
  return node.kind === 'group' ? `group.${node.of}` : node.kind
}

/** What a click or Enter opens. Rows that hold others and have no place are opened out instead. */
function placeOf(node: ReviewNode): readonly unknown[] | undefined {
  switch (node.kind) {
    case 'finding':
    case 'heldBack':
      return [vscode.Uri.parse(node.uri), { selection: rangeOf(node.finding.range) }]
    case 'function':
      return [vscode.Uri.parse(node.uri), { selection: rangeOf(node.range) }]
    case 'running':
    case 'file':
      return [vscode.Uri.parse(node.uri)]
    case 'dismissed':
      return node.uri === undefined ? undefined : [vscode.Uri.parse(node.uri)]
    case 'group':
    case 'left':
      return undefined
    default:
      return unreachable(node)
  }
}

function iconOf(node: ReviewNode): vscode.ThemeIcon | undefined {
  switch (node.kind) {
    case 'running':
      return new vscode.ThemeIcon('loading~spin')
    case 'file':
      return vscode.ThemeIcon.File
    case 'function':
      return new vscode.ThemeIcon('symbol-function')
    case 'finding':
      return node.finding.state === 'stale' ? new vscode.ThemeIcon('history') : severityIcon(node.finding.severity)
    case 'heldBack':
      return new vscode.ThemeIcon('circle-outline')
    case 'dismissed':
      return new vscode.ThemeIcon('circle-slash')
    case 'left':
      return new vscode.ThemeIcon('debug-step-over')
    case 'group':
      return undefined
    default:
      return unreachable(node)
  }
}

function severityIcon(severity: Severity): vscode.ThemeIcon {
  switch (severity) {
    case 'error':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'))
    case 'warning':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'))
    case 'info':
    case 'hint':
      return new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground'))
    default:
      return unreachable(severity)
  }
}

export function rangeOf({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character)
}
