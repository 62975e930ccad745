import type { CompletionAsk } from './completer.ts'
import type { LinePlan } from './multiline.ts'
import type { Situation } from './situation.ts'

/** Where a completion is asked for, and how far it may go there. */
export interface Place {
  readonly ask: CompletionAsk
  readonly situation: Situation
  readonly plan: LinePlan
}
