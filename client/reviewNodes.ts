import type { ListedDismissal } from '../server/protocol/dismissal.ts'
import type { Finding, HeldBack } from '../server/protocol/finding.ts'
import type { Range } from '../server/protocol/text.ts'

/** A row of the Review view. */
export type ReviewNode = Row &
  (
    | { readonly kind: 'running'; readonly uri: string }
    | { readonly kind: 'file'; readonly uri: string }
    | { readonly kind: 'function'; readonly uri: string; readonly range: Range }
    | { readonly kind: 'finding'; readonly uri: string; readonly finding: Finding }
    | { readonly kind: 'heldBack'; readonly uri: string; readonly finding: HeldBack }
    | { readonly kind: 'dismissed'; readonly listed: ListedDismissal; readonly uri: string | undefined }
    | { readonly kind: 'group'; readonly of: 'heldBack' | 'left' | 'clean' | 'dismissed' }
    | { readonly kind: 'left' }
  )

interface Row {
  /** The same for as long as it is the same row, so that the editor keeps what was opened and selected. */
  readonly id: string
  readonly label: string
  readonly description?: string
  /** Plain lines; never markdown. */
  readonly tooltip?: readonly string[]
  /** What a screen reader says. */
  readonly spoken: string
  readonly children: readonly ReviewNode[]
}

/** A node under the nodes, by its id, with those above it from the outermost on. */
export function pathTo(id: string, nodes: readonly ReviewNode[]): readonly ReviewNode[] | undefined {
  for (const node of nodes) {
    if (node.id === id) return [node]
    const below = pathTo(id, node.children)
    if (below !== undefined) return [node, ...below]
  }
  return undefined
}
