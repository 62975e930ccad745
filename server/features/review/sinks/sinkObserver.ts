import type { Calibration } from '../calibration.ts'
import type { Observation, Observer } from '../observation.ts'
import { longestLine } from '../passage.ts'
import { askVerdicts } from '../verdict.ts'
import { findSinks, prepareSinks } from './findSinks.ts'
import type { Sink } from './sink.ts'
import { sinkConfidence, sinkRules } from './sinkRules.ts'

/** From this confidence on the tree alone is believed. */
const sureConfidence = 0.9

/** What looks for sinks in a review by a model of this calibration. */
export function sinkObservers({ verdicts }: Calibration): readonly Observer[] {
  return verdicts === undefined ? [sinkObserver] : [sinkObserver, doubtedSinkObserver]
}

/** Sees the sinks of a unit by its tree; those that are not sure only where no model is worth asking about them. */
export const sinkObserver: Observer = {
  asksModel: false,
  async observe({ source, tree, unit, calibration }) {
    if (tree === undefined) return []
    await prepareSinks()
    const sinks = findSinks(source, tree, unit)
    const told = calibration.verdicts === undefined ? sinks : sinks.filter(isSure)
    return told.map((sink) => observationOf(sink, sinkConfidence(sink.ruleId, sink.signals.certainty)))
  },
}

/** Asks the model about the sinks that the tree leaves in doubt, where its calibration says that its verdicts inform. */
export const doubtedSinkObserver: Observer = {
  asksModel: true,
  async observe({ source, tree, unit, passage, engine, calibration, signal }) {
    const { verdicts } = calibration
    if (verdicts === undefined || tree === undefined || passage.lines.some((line) => line.length > longestLine)) return []
    await prepareSinks()
    const doubted = findSinks(source, tree, unit).filter((sink) => !isSure(sink))
    const logOdds = await askVerdicts(passage, doubted.map(questionOf), engine, signal)
    return doubted.map((sink, index) => {
      const prior = sinkConfidence(sink.ruleId, sink.signals.certainty)
      // Tree and model see different things, so that their log-odds add up.
      const logit = Math.log(prior / (1 - prior)) + verdicts.intercept + verdicts.slope * (logOdds[index] ?? 0)
      return observationOf(sink, 1 / (1 + Math.exp(-logit)))
    })
  },
}

/** What is asked of the code: the sentence of the title, and whether it is so. */
function questionOf({ title, reason }: Pick<Sink, 'title' | 'reason'>): string {
  return `${title}: ${reason}. Is that a real defect of this part of the program?`
}

function observationOf(sink: Sink, confidence: number): Observation {
  const { ruleId, startOffset, endOffset, title, reason, mend } = sink
  const { cwe, category, severity } = sinkRules[ruleId]
  return {
    ruleId,
    category,
    ...(cwe.length === 0 ? {} : { cwe }),
    severity,
    startOffset,
    endOffset,
    title,
    confidence,
    evidence: { reason },
    ...(mend === undefined ? {} : { mend }),
  }
}

function isSure({ ruleId, signals }: Sink): boolean {
  return sinkConfidence(ruleId, signals.certainty) >= sureConfidence
}
