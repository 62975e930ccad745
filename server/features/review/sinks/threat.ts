import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { isGuarded } from './guards.ts'
import type { Sink, SinkRuleId, SourceKind } from './sink.ts'
import { checked, type Origin, type Value } from './values.ts'
import { flowReason } from './wording.ts'

/** When a value is a danger to a sink. */
export interface Danger {
  /**
   * How sure a finding is by where the value comes from, 0 to 1. What a stranger sends is all but certain to be a danger; what a
   * parameter holds depends on the callers, who are not looked at. Kinds that are left out are no danger.
   */
  readonly certainty: Readonly<Partial<Record<SourceKind, number>>>
  /** What makes a value harmless on its way, by the names of functions. */
  readonly sanitiser: RegExp
  /** Conditions that look like checks, but do not help here. */
  readonly notGuard?: RegExp
}

export interface Threat {
  readonly origin: Origin
  readonly certainty: number
}

/** Names that say that a function makes a value harmless, whatever for. */
const generalSanitiser =
  /sanit|escape|quote|clean|valid|(?<!url)safe(?!_load)|allow|whitelist|assert|ensure|slug|hexdigest|digest|secure|strip_tags|purify/i
/** A replacement of everything but some characters, and a match with fixed characters. */
const limitingReplacement = /^(replace|replaceAll|sub)\(r?["'/]\(?\[\^|^match\(/

/** The worst origin of a value that reaches a place without having been made harmless. */
export function threatOf(value: Value, use: Node, danger: Danger, facts: FileFacts): Threat | undefined {
  let worst: Threat | undefined
  for (const origin of value.origins) {
    const certainty = danger.certainty[origin.kind] ?? 0
    if (certainty <= (worst?.certainty ?? 0) || isSanitised(origin, danger) || isGuarded(use, origin, facts, danger.notGuard))
      continue
    worst = { origin, certainty }
  }
  return worst
}

function isSanitised({ via }: Origin, { sanitiser }: Danger): boolean {
  return via.some(
    (step) =>
      !step.startsWith(checked) && (generalSanitiser.test(step) || sanitiser.test(step) || limitingReplacement.test(step)),
  )
}

/** A sink of a value that comes from somewhere; `words` are given the origin's name. */
export interface FlowPlace {
  readonly ruleId: SinkRuleId
  /** What is marked, and where conditions in front of it are looked for. */
  readonly node: Node
  readonly value: Value
  readonly danger: Danger
  readonly title: (name: string) => string
  /** What the value reaches, as it is written. */
  readonly sink: string
  /** How it should have reached it: `without being quoted`. */
  readonly lack: string
}

export function flowSink({ ruleId, node, value, danger, title, sink, lack }: FlowPlace, facts: FileFacts): Sink | undefined {
  const threat = threatOf(value, node, danger, facts)
  if (threat === undefined) return undefined
  return {
    ruleId,
    startOffset: node.startIndex,
    endOffset: node.endIndex,
    title: title(threat.origin.name),
    reason: flowReason(threat.origin, sink, lack),
    signals: { source: threat.origin.kind, certainty: threat.certainty },
  }
}
