import type { Observation, Observer } from '../observation.ts'
import { findSinks } from './findSinks.ts'
import type { Sink } from './sink.ts'
import { sinkConfidence, sinkRules } from './sinkRules.ts'

/** Sees the sinks of a unit by its tree alone. */
export const sinkObserver: Observer = {
  asksModel: false,
  async observe({ source, tree, unit }) {
    return tree === undefined ? [] : findSinks(source, tree, unit).map(observationOf)
  },
}

export function observationOf(sink: Sink): Observation {
  const { ruleId, startOffset, endOffset, title, reason, signals, mend } = sink
  const { cwe, category, severity } = sinkRules[ruleId]
  return {
    ruleId,
    category,
    ...(cwe.length === 0 ? {} : { cwe }),
    severity,
    startOffset,
    endOffset,
    title,
    confidence: sinkConfidence(ruleId, signals.certainty),
    evidence: { reason },
    ...(mend === undefined ? {} : { mend }),
  }
}
