export type Situation = 'first' | 'along' | 'diverged'

/** One key. Without `ms` no suggestion came in time. */
export interface Sample {
  readonly system: string
  readonly situation: Situation
  readonly ms?: number
  readonly painted?: number
  readonly text?: string
}

const titles: Readonly<Record<Situation, string>> = {
  first: 'first key after a rest',
  along: 'key typed along the suggestion',
  diverged: 'key that the suggestion did not foresee',
}

/** A line for each situation and system: milliseconds from the key to the suggestion in the page. */
export function table(samples: readonly Sample[]): string {
  const systems = [...new Set(samples.map(({ system }) => system))]
  const rows = (Object.keys(titles) as Situation[]).flatMap((situation) =>
    systems.map((system) => {
      const own = samples.filter((sample) => sample.situation === situation && sample.system === system)
      const shown = own.filter(({ ms }) => ms !== undefined)
      const inPage = shown.map(({ ms = 0 }) => ms)
      const painted = shown.map(({ painted = 0 }) => painted)
      const figures = [quantile(inPage, 0.5), quantile(inPage, 0.95), quantile(painted, 0.5)]
      const cells = figures.map((value) => (value === undefined ? '-' : value.toFixed(0)).padStart(8))
      return `${titles[situation].padEnd(42)}${system.padEnd(8)}${cells.join('')}${`${shown.length}/${own.length}`.padStart(9)}`
    }),
  )
  const head = `${'ms from key to suggestion'.padEnd(50)}${['median', 'p95', 'painted'].map((name) => name.padStart(8)).join('')}${'shown'.padStart(9)}`
  return [head, ...rows].join('\n')
}

/** The value below which the share lies; undefined for none. */
function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
}
