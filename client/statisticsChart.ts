/** A bar of the chart: a day as `2026-11-24`, and how much it has. */
export interface DayValue {
  readonly day: string
  readonly value: number
}

const mostBars = 30
const msPerDay = 86_400_000
const bar = { width: 16, gap: 4, height: 120 } as const

/** The last 30 days up to the newest one, those on which nothing happened included. */
export function lastDays(values: readonly DayValue[]): readonly DayValue[] {
  const newest = values.at(-1)
  if (newest === undefined) return []
  const byDay = new Map(values.map(({ day, value }) => [day, value]))
  return Array.from({ length: mostBars }, (_, index) => {
    const at = Date.parse(newest.day) - (mostBars - 1 - index) * msPerDay
    const day = new Date(at).toISOString().slice(0, 10)
    return { day, value: byDay.get(day) ?? 0 }
  })
}

/** Bars as inline SVG, without any colour: the page's style has them from the theme. `title` and `label` are HTML already. */
export function barChart(values: readonly DayValue[], title: string, label: (value: DayValue) => string): string {
  const largest = Math.max(1, ...values.map(({ value }) => value))
  const width = values.length * (bar.width + bar.gap)
  const bars = values.map((each, index) => {
    const height = Math.round((each.value / largest) * bar.height)
    const x = index * (bar.width + bar.gap) + bar.gap / 2
    // The whole column answers the pointer, so that small bars can be read, too.
    return `<g><title>${label(each)}</title><rect class="column" x="${x}" y="0" width="${bar.width}" height="${bar.height}"/><rect class="bar" x="${x}" y="${bar.height - height}" width="${bar.width}" height="${height}"/></g>`
  })
  return `<svg role="img" viewBox="0 0 ${width} ${bar.height + 1}" aria-label="${title}">${bars.join('')}<line class="base" x1="0" x2="${width}" y1="${bar.height + 0.5}" y2="${bar.height + 0.5}"/></svg>`
}
