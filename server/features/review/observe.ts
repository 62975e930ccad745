import type { Incomplete } from '../../protocol/finding.ts'
import type { Observation, Observer } from './observation.ts'
import type { Passage } from './passage.ts'
import type { Search } from './search.ts'
import { reasonFor } from './watch.ts'

/** What observers need of a review. */
export interface Observing {
  readonly search: Search
  readonly observers: readonly Observer[]
}

/** In the order of the observers; `left` says why these may not be all. */
export interface Seen {
  readonly observations: readonly Observation[]
  readonly left?: Pick<Incomplete, 'reason' | 'detail' | 'error'>
}

/**
 * What the observers of one kind see in a unit, as far as it touches the lines that are asked for. Never rejects because of the engine.
 */
export async function observationsOf(passage: Passage, { search, observers }: Observing, asked: 'text' | 'model'): Promise<Seen> {
  const { ask, tree, engine, calibration, watch, signal } = search
  const unit = { source: ask.source, unit: passage.unit, passage, tree, engine, calibration, signal }
  const seen: Observation[] = []
  let left: Seen['left']
  for (const observer of observers.filter(({ asksModel }) => asksModel === (asked === 'model'))) {
    left ??= watch.stop
    if (left !== undefined) break
    try {
      seen.push(...(await observer.observe(unit)))
    } catch (error) {
      left = reasonFor(error, watch, signal)
    }
  }
  const observations = seen.filter((each) => touchesWantedLines(each, ask))
  return left === undefined ? { observations } : { observations, left }
}

function touchesWantedLines({ startOffset, endOffset }: Observation, { source, lines }: Search['ask']): boolean {
  const { start, end } = source.rangeBetween(startOffset, endOffset)
  return lines === undefined || lines.some((span) => start.line < span.endLine && span.startLine <= end.line)
}
