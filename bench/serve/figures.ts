import type { Asked } from './developer.ts'
import type { MemoryTrail } from './memory.ts'

/** What a number of users met at one server. Times in milliseconds. */
export interface LoadFigures {
  readonly system: string
  readonly users: number
  readonly seconds: number
  readonly finished: number
  readonly cancelled: number
  readonly failed: number
  readonly firstP50: number
  readonly firstP95: number
  readonly doneP50: number
  readonly doneP95: number
  readonly chatDoneP50: number
  readonly tokensPerSecond: number
  /** Longest time to the first text over the median: 1 is even, and beyond 3 somebody starves. Completions and chats each by themselves, the worse counts. */
  readonly longestOverMedian: number
  /** The same without the first ten seconds, in which all users come at the same moment. */
  readonly longestOverMedianLater: number
  /** Jain's index of the completions that each user got: 1 is even, 1/users is all for one (Jain, Chiu and Hawe 1984). */
  readonly fairness: number
  /** From the moment when all users left until the next request had its text. */
  readonly freeAgainMs: number
  readonly memory: MemoryTrail | undefined
  /** Of those who left while the engine worked for them, the share for whom it had stopped within 250 ms; undefined where the server does not tell. */
  readonly stoppedInTime: number | undefined
}

/** The value below which a share of the sorted values lies; NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export function loadFigures(
  run: { readonly system: string; readonly users: number; readonly seconds: number; readonly cameAt: number },
  asked: readonly Asked[],
  more: Pick<LoadFigures, 'freeAgainMs' | 'memory' | 'stoppedInTime'>,
): LoadFigures {
  const finished = asked.filter(({ outcome }) => outcome === 'finished')
  const of = (kind: Asked['kind']) => finished.filter((each) => each.kind === kind)
  const completions = of('completion')
  const firsts = (kind: Asked['kind']) => of(kind).flatMap(({ firstMs }) => firstMs ?? [])
  const first = firsts('completion')
  const done = completions.map(({ ms }) => ms)
  const { cameAt, ...what } = run
  const later = asked.filter(({ sentAt }) => sentAt - cameAt >= 10_000)
  const byUser = Array.from({ length: run.users }, (_, user) => completions.filter((each) => each.user === user).length)
  const count = (outcome: Asked['outcome']) => asked.filter((each) => each.outcome === outcome).length
  return {
    ...what,
    finished: finished.length,
    cancelled: count('cancelled'),
    failed: count('failed'),
    firstP50: percentile(first, 0.5),
    firstP95: percentile(first, 0.95),
    doneP50: percentile(done, 0.5),
    doneP95: percentile(done, 0.95),
    chatDoneP50: percentile(
      of('chat').map(({ ms }) => ms),
      0.5,
    ),
    tokensPerSecond: asked.reduce((sum, { tokens }) => sum + tokens, 0) / run.seconds,
    longestOverMedian: longestOverMedian(asked),
    longestOverMedianLater: longestOverMedian(later),
    fairness: jain(byUser),
    ...more,
  }
}

/** Of the kind for which it is worse; 0 without any. */
function longestOverMedian(asked: readonly Asked[]): number {
  const kinds = ['completion', 'chat'] as const
  return Math.max(
    ...kinds.map((kind) => {
      const waits = asked.flatMap((each) => (each.kind === kind && each.outcome === 'finished' ? (each.firstMs ?? []) : []))
      return waits.length === 0 ? 0 : Math.max(...waits) / percentile(waits, 0.5)
    }),
  )
}

function jain(counts: readonly number[]): number {
  const sum = counts.reduce((total, each) => total + each, 0)
  const squares = counts.reduce((total, each) => total + each * each, 0)
  return squares === 0 ? Number.NaN : (sum * sum) / (counts.length * squares)
}

/** A table in Markdown. */
export function loadTable(rows: readonly LoadFigures[]): string {
  const columns: readonly (readonly [string, (row: LoadFigures) => string])[] = [
    ['server', ({ system }) => system],
    ['users', ({ users }) => String(users)],
    ['first text p50 / p95 ms', ({ firstP50, firstP95 }) => `${firstP50.toFixed(0)} / ${firstP95.toFixed(0)}`],
    ['finished p50 / p95 ms', ({ doneP50, doneP95 }) => `${doneP50.toFixed(0)} / ${doneP95.toFixed(0)}`],
    ['chat p50 ms', ({ chatDoneP50 }) => chatDoneP50.toFixed(0)],
    ['pieces/s', ({ tokensPerSecond }) => tokensPerSecond.toFixed(1)],
    ['finished, cancelled, failed', ({ finished, cancelled, failed }) => `${finished}, ${cancelled}, ${failed}`],
    ['longest / median, later', (row) => `${row.longestOverMedian.toFixed(1)}, ${row.longestOverMedianLater.toFixed(1)}`],
    ['fairness', ({ fairness }) => fairness.toFixed(2)],
    ['free again ms', ({ freeAgainMs }) => freeAgainMs.toFixed(0)],
    ['stopped in time', ({ stoppedInTime }) => (stoppedInTime === undefined ? '-' : `${(100 * stoppedInTime).toFixed(1)} %`)],
    ['memory MiB, per minute', ({ memory }) => (memory === undefined ? '-' : memoryCell(memory))],
  ]
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns.map(([title]) => title)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map(([, cell]) => cell(row)))),
  ].join('\n')
}

function memoryCell({ start, middle, end, perMinute }: MemoryTrail): string {
  const [first, ...others] = [start, middle, end].map((each) => each.toFixed(0))
  return `${first} → ${others.join(' → ')}, ${perMinute < 0 ? '' : '+'}${perMinute.toFixed(1)}`
}
