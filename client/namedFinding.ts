import * as vscode from 'vscode'
import type { Finding } from '../server/protocol/finding.ts'
import type { ReviewFindings } from './reviewFindings.ts'
import type { ReviewNode } from './reviewNodes.ts'
import { type ReviewView, rangeOf } from './reviewView.ts'

export interface NamedFinding {
  readonly uri: string
  readonly finding: Finding
}

/**
 * The finding that a command is about: of the row that it was called on, of a document's URI and an id as links give them, else the one
 * at the cursor, else the selected row. The key in the view says `selected`, because there the cursor means nothing. Undefined: there is none.
 */
export function namedFinding(given: readonly unknown[], findings: ReviewFindings, view: ReviewView): NamedFinding | undefined {
  const [first, second] = given
  if (typeof first === 'string' && typeof second === 'string') {
    const finding = allOf(first, findings).find(({ id }) => id === second)
    return finding === undefined ? undefined : { uri: first, finding }
  }
  if (first === 'selected') return ofRow(view.selected)
  // A row that went while its menu was open must not stand for another finding.
  return first === undefined ? (atCursor(findings) ?? ofRow(view.selected)) : ofRow(view.nodeOf(first))
}

function ofRow(node: ReviewNode | undefined): NamedFinding | undefined {
  return node?.kind === 'finding' || node?.kind === 'heldBack' ? { uri: node.uri, finding: node.finding } : undefined
}

function atCursor(findings: ReviewFindings): NamedFinding | undefined {
  const editor = vscode.window.activeTextEditor
  if (editor === undefined) return undefined
  const uri = editor.document.uri.toString()
  const finding = allOf(uri, findings).find(({ range }) => rangeOf(range).intersection(editor.selection) !== undefined)
  return finding === undefined ? undefined : { uri, finding }
}

function allOf(uri: string, findings: ReviewFindings): readonly Finding[] {
  const file = findings.of(uri)
  return file === undefined ? [] : [...file.findings, ...file.heldBack]
}
