import { delays } from './figures.ts'
import type { Results } from './records.ts'

const size = { width: 760, height: 420, left: 64, right: 20, top: 44, bottom: 52 }
/** Milliseconds; what stood there at once is drawn at the left edge. */
const range = { from: 10, to: 20_000 }
const marks = [10, 30, 100, 300, 1000, 3000, 10_000]
/** Told apart also by dashes, for who does not see the colours. Both are legible on white and on black. */
const styles = [
  { colour: '#d9480f', dashes: '' },
  { colour: '#1c7ed6', dashes: '8 4' },
  { colour: '#2b8a3e', dashes: '2 3' },
  { colour: '#9c36b5', dashes: '10 3 2 3' },
]

/** The share of keys that have ghost text within a time, a line for each system, as SVG. */
export function pictureOf(results: Results): string {
  const lines = results.systems.map((system, index) => {
    const values = delays(results.replays.filter((each) => each.system === system))
    const { colour, dashes } = styles[index % styles.length] ?? { colour: 'gray', dashes: '' }
    const stroke = `stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dashes}" fill="none"`
    const y = size.top + 22 + index * 20
    const legend = size.width - size.right - 190
    return [
      `<path d="${pathOf(values)}" ${stroke}/>`,
      `<path d="M${legend} ${y - 4}h30" ${stroke}/>`,
      `<text x="${legend + 38}" y="${y}">${escaped(system)}</text>`,
    ].join('\n')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img">
<title>Time from key to ghost text</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #222 }
.grid { stroke: #ccc }
.ground { fill: #fff }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd }
  .grid { stroke: #444 }
  .ground { fill: #1e1e1e }
}
</style>
<rect class="ground" width="100%" height="100%"/>
<text x="${size.left}" y="24">Share of keys with ghost text, by time since the key (${results.keyMs} ms between keys)</text>
${marks.map((ms) => `<path class="grid" d="M${round(x(ms))} ${size.top}V${size.height - size.bottom}"/><text x="${round(x(ms))}" y="${size.height - size.bottom + 20}" text-anchor="middle">${label(ms)}</text>`).join('\n')}
${[0, 0.25, 0.5, 0.75, 1].map((part) => `<path class="grid" d="M${size.left} ${round(y(part))}H${size.width - size.right}"/><text x="${size.left - 8}" y="${round(y(part) + 4)}" text-anchor="end">${part * 100} %</text>`).join('\n')}
${lines.join('\n')}
</svg>
`
}

function pathOf(sorted: readonly number[]): string {
  const steps = sorted.map((ms, index) => `H${round(x(ms))}V${round(y((index + 1) / sorted.length))}`)
  return `M${size.left} ${round(y(0))}${steps.join('')}`
}

function x(ms: number): number {
  const bounded = Math.min(range.to, Math.max(range.from, ms))
  const part = Math.log(bounded / range.from) / Math.log(range.to / range.from)
  return size.left + part * (size.width - size.left - size.right)
}

function y(part: number): number {
  return size.height - size.bottom - part * (size.height - size.top - size.bottom)
}

function label(ms: number): string {
  if (ms === range.from) return `≤ ${ms} ms`
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`
}

function round(value: number): string {
  return value.toFixed(1)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
