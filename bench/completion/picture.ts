import { countedKeys } from './figures.ts'
import type { ReplayRecord, Results } from './records.ts'

const size = { width: 760, height: 440, left: 64, right: 20, top: 44, bottom: 78 }
/** Milliseconds; what stood there at once is drawn at the left edge. */
const range = { from: 10, to: 20_000 }
const marks = [10, 30, 100, 300, 1000, 3000, 10_000]
/** Told apart also by dashes, for who does not see the colours. Both are legible on white and on black. */
const styles = [
  { colour: '#f76707', dashes: '' },
  { colour: '#339af0', dashes: '8 4' },
  { colour: '#37a04a', dashes: '2 3' },
  { colour: '#be4bdb', dashes: '10 3 2 3' },
]

/** The share of keys that have ghost text within a time, a line for each system, as SVG. */
export function pictureOf(results: Results): string {
  const lines = results.systems.map((system, index) => {
    const path = pathOf(results.replays.filter((each) => each.system === system))
    const { colour, dashes } = styles[index % styles.length] ?? { colour: 'gray', dashes: '' }
    const stroke = `stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dashes}" fill="none"`
    const legend = { x: size.left + (index * (size.width - size.left)) / results.systems.length, y: size.height - 18 }
    return [
      `<path d="${path}" ${stroke}/>`,
      `<path d="M${round(legend.x)} ${legend.y - 4}h28" ${stroke}/>`,
      `<text x="${round(legend.x + 34)}" y="${legend.y}">${escaped(system)}</text>`,
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

/** Keys that never had ghost text are in the share's denominator alone: the line ends below 100 %. */
function pathOf(replays: readonly ReplayRecord[]): string {
  const keys = countedKeys(replays)
  const times = keys.flatMap(({ shownAfterMs }) => shownAfterMs ?? []).sort((a, b) => a - b)
  const steps = times.map((ms, index) => `H${round(x(ms))}V${round(y((index + 1) / keys.length))}`)
  return `M${size.left} ${round(y(0))}${steps.join('')}H${size.width - size.right}`
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
