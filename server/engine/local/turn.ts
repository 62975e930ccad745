import type { Ticket } from '../scheduler.ts'
import type { Costs } from './costs.ts'

/** What a request goes by: its place in the order, what it costs, and who asked. */
export interface Turn {
  readonly ticket: Ticket
  readonly costs: Costs
  readonly client: string
}
