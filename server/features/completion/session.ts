import type { ContextFile } from '../../engine/engine.ts'
import type { Anchor } from './anchor.ts'
import type { Situation } from './situation.ts'
import type { Trail } from './trail.ts'
import type { Writing } from './writing.ts'

/** What is kept of a document between two completions. */
export interface Session {
  anchor?: Anchor
  files?: readonly ContextFile[]
  /** What was written at this place, the likeliest first; several when asked by hand. */
  trails: readonly Trail[]
  /** What was written before that, the newest first: who takes keys back finds it again. */
  older: readonly Trail[]
  /** `trails` hold all the different answers that a request by hand offers. */
  invoked: boolean
  /** The model writes one of the trails, or ahead of it. */
  writing?: Writing
  /** A prompt is read ahead. */
  reading?: AbortController
}

/** The model works for the document. */
export function isBusy({ writing, reading }: Session): boolean {
  return writing?.ended === false || reading !== undefined
}

/** Ends what the model does for the document, within a step. */
export function stop(session: Session): void {
  session.writing?.stop()
  session.reading?.abort()
}

/** Has the next prompt begin anew with what other files are then like. */
export function forgetFiles(session: Session): void {
  session.reading?.abort()
  delete session.files
  delete session.anchor
}

/** Each holds at most a few thousand characters. */
const mostOlder = 8

/** Makes room for new trails; the ones before are kept for a while. */
export function shelve(session: Session): void {
  session.older = [...session.trails.filter(({ text }) => text !== ''), ...session.older].slice(0, mostOlder)
  session.trails = []
  session.invoked = false
}

/** What was shown goes on at the cursor: wherever that is, it stays while it is typed along. */
export function isShown({ trails }: Session, situation: Situation): boolean {
  return trails.some((trail) => (trail.along(situation) ?? trail.shownTo) < trail.shownTo)
}
