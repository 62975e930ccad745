import { pairedRatio, type Ratio } from './bootstrap.ts'
import { type Figure, replayFigures, singleFigures } from './figures.ts'
import type { HoleFacts, Results } from './records.ts'

const compared = 'llama.vscode'

/** The results as text: a column for each system, and the first system's ratio to llama.vscode with its 95 % interval. */
export function tablesOf(results: Results): string {
  const parts = [
    tableOf('One question at each hole', results.singles, singleFigures, results.systems),
    tableOf(`Typed key by key, ${results.keyMs} ms a key`, results.replays, replayFigures, results.systems),
  ]
  return [headOf(results), ...parts.filter((part) => part !== undefined)].join('\n\n')
}

function headOf({ model, threads, half, seed, reference }: Results): string {
  return `${model}, ${threads} threads, half ${half}, seed ${seed}${reference === undefined ? '' : `, llama-server ${reference}`}`
}

interface HasHole {
  readonly system: string
  readonly hole: HoleFacts
}

function tableOf<T extends HasHole>(
  title: string,
  records: readonly T[],
  figures: readonly Figure<T>[],
  systems: readonly string[],
): string | undefined {
  if (records.length === 0) return undefined
  const own = systems[0] ?? ''
  const other = systems.includes(compared) ? compared : (systems[1] ?? '')
  const pairs = pairsOf(records, own, other)
  const rows = figures.map((figure) => {
    const ratio = figure.compared && own !== other ? pairedRatio(pairs, figure.of) : undefined
    return [
      figure.name,
      ...systems.map((system) => format(figure.of(records.filter((each) => each.system === system)), figure.unit)),
      ratio === undefined ? '' : formatRatio(ratio),
    ]
  })
  return `${title}\n${aligned([['', ...systems, pairs.length === 0 ? '' : `${own} / ${other}`], ...rows])}`
}

/** Records of two systems at the same hole. */
function pairsOf<T extends HasHole>(records: readonly T[], own: string, other: string): readonly (readonly [T, T])[] {
  const others = new Map(records.filter(({ system }) => system === other).map((record) => [record.hole.id, record]))
  return records.flatMap((record) => {
    const paired = record.system === own ? others.get(record.hole.id) : undefined
    return paired === undefined ? [] : [[record, paired] as const]
  })
}

function format(value: number, unit: Figure<never>['unit']): string {
  if (Number.isNaN(value)) return '-'
  switch (unit) {
    case 'share':
      return `${(value * 100).toFixed(1)} %`
    case 'count':
      return String(value)
    case 'ms':
      return String(Math.round(value))
    case 'number':
      return value < 10 ? value.toFixed(3) : value.toFixed(1)
  }
}

function formatRatio({ ratio, low, high }: Ratio): string {
  return `${ratio.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')
}
