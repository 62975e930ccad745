import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'

/** A weakness that the tree can show. Its number, words and reliability are in `sinkRules.ts`. */
export type SinkRuleId =
  | 'security.command-injection'
  | 'security.sql-injection'
  | 'security.path-traversal'
  | 'security.xss'
  | 'security.eval'
  | 'security.regex-dos'
  | 'security.unsafe-deserialisation'
  | 'security.weak-crypto'
  | 'security.weak-random'
  | 'security.hardcoded-secret'
  | 'security.open-redirect'
  | 'security.ssrf'
  | 'security.prototype-pollution'
  | 'bug.unawaited-promise'
  | 'bug.swallowed-error'
  | 'bug.resource-not-closed'
  | 'bug.async-race'

/**
 * Where a value comes from. `input`: a request or whatever else a stranger sends; `argument`: the command line of the own user; `data`:
 * a file, a socket or a store; `parameter`: whoever calls the function decides; `unknown`: the tree of this file does not tell.
 */
export type SourceKind = 'input' | 'argument' | 'data' | 'parameter' | 'environment' | 'unknown'

/** What speaks for a sink. */
export interface SinkSignals {
  /** Absent where the weakness does not depend on where a value comes from. */
  readonly source?: SourceKind
  /** How sure the pattern alone is, 0 to 1, before the rule's own record counts. */
  readonly certainty: number
}

/** A place where something may go wrong. Offsets count from the beginning of the file. */
export interface Sink {
  readonly ruleId: SinkRuleId
  readonly startOffset: number
  readonly endOffset: number
  /** One sentence of at most 80 characters. */
  readonly title: string
  /** What was seen, as the beginning of a sentence without its full stop. */
  readonly reason: string
  readonly signals: SinkSignals
  /** A safe edit of the range, where there is one that changes nothing else. */
  readonly mend?: SinkMend
}

export interface SinkMend {
  readonly title: string
  readonly newText: string
}

/** Looks at one node for one weakness; pure. The same node is shown to all finders that know its type. */
export interface SinkFinder {
  readonly nodeTypes: ReadonlySet<string>
  find(node: Node, facts: FileFacts): Sink | undefined
}
