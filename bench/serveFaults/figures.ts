import { percentile } from '../serve/figures.ts'
import type { Met } from './users.ts'

/** When a fault began and when it was over, in milliseconds since some fixed moment. */
export interface FaultTimes {
  readonly from: number
  readonly until: number
}

/** What the users met of one fault. Times in milliseconds. */
export interface FaultFigures {
  readonly system: string
  readonly fault: string
  /** From the beginning of the fault on: completions that came, those that took so long that their user typed on, and those that failed. */
  readonly finished: number
  readonly typedOn: number
  readonly failed: number
  /** From the end of the fault until the next completion came; undefined where none did. */
  readonly goodAgainMs: number | undefined
  /** Median from asking to the end before the fault, and the longest from its beginning on. */
  readonly usualMs: number
  readonly longestMs: number
  /** What was shown, each once. */
  readonly messages: readonly string[]
}

export function faultFigures(
  what: { readonly system: string; readonly fault: string },
  met: readonly Met[],
  { from, until }: FaultTimes,
): FaultFigures {
  const after = met.filter(({ endedAt }) => endedAt >= from)
  const good = met.filter(({ outcome }) => outcome === 'finished')
  const count = (outcome: Met['outcome']) => after.filter((each) => each.outcome === outcome).length
  const firstGood = Math.min(...good.flatMap(({ endedAt }) => (endedAt >= until ? endedAt : [])))
  const lasted = ({ sentAt, endedAt }: Met) => endedAt - sentAt
  return {
    ...what,
    finished: count('finished'),
    typedOn: count('typedOn'),
    failed: count('failed'),
    goodAgainMs: Number.isFinite(firstGood) ? firstGood - until : undefined,
    usualMs: percentile(good.filter(({ endedAt }) => endedAt < from).map(lasted), 0.5),
    longestMs: Math.max(...after.map(lasted)),
    messages: [...new Set(after.flatMap(({ message }) => message ?? []))],
  }
}

/** A table in Markdown. */
export function faultTable(rows: readonly FaultFigures[]): string {
  const cells = (row: FaultFigures) => [
    row.system,
    row.fault,
    `${row.finished}, ${row.typedOn}, ${row.failed}`,
    row.goodAgainMs === undefined ? 'never' : `${(row.goodAgainMs / 1000).toFixed(1)}`,
    `${row.usualMs.toFixed(0)}, ${(row.longestMs / 1000).toFixed(1)} s`,
    row.messages.join(' / ') || '-',
  ]
  const line = (each: readonly string[]) => `| ${each.join(' | ')} |`
  const titles = ['server', 'fault', 'finished, typed on, failed', 'good again after s', 'usual ms, longest', 'shown']
  return [line(titles), line(titles.map(() => '---')), ...rows.map((row) => line(cells(row)))].join('\n')
}
