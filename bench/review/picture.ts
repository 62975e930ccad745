import { chanceOf, sharesOf, shownAt, shownFrom } from './figures.ts'
import type { Results, SystemName, TrialRecord } from './records.ts'
import { askedPrecisions } from './systems/latent.ts'

const size = { width: 640, height: 460, left: 64, right: 24, top: 52, bottom: 72 }
const steps = [0, 0.25, 0.5, 0.75, 1]

/** Precision against recall over the faults in functions of packages: a line for Latent, a point for each of the others, as SVG. */
export function pictureOf({ trials, precision }: Results): string {
  const injected = trials.filter(({ part }) => part === 'injected')
  const own = injected.filter(({ system }) => system === 'latent')
  const chance = chanceOf(own, own.flatMap(shownAt(precision)).length).precision.value
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img">
<title>Precision against recall of reviews</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #222 }
.grid { stroke: #ccc }
.ground { fill: #fff }
.label { paint-order: stroke; stroke: #fff; stroke-width: 4px }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd }
  .grid { stroke: #444 }
  .ground { fill: #1e1e1e }
  .label { stroke: #1e1e1e }
}
</style>
<rect class="ground" width="100%" height="100%"/>
<text x="${size.left}" y="24">Share of alarms that are right, by share of faults that are found (${own.length / 2} faults)</text>
${steps.map(grid).join('\n')}
<text x="${(size.left + size.width - size.right) / 2}" y="${size.height - 28}" text-anchor="middle">recall</text>
<path d="M${x(0)} ${y(chance)}H${x(1)}" stroke="gray" stroke-dasharray="2 4"/><text x="${x(1)}" y="${Number(y(chance)) - 6}" text-anchor="end">chance</text>
<path d="${curveOf(own)}" stroke="#f76707" stroke-width="2.5" fill="none"/>
${askedPrecisions.map((asked) => pointOf(own, asked, { text: `Latent, ${asked}`, dy: -8 }, '#f76707')).join('\n')}
${(['naive', 'eslint'] as const).map((name) => otherPoint(injected, name, precision)).join('\n')}
</svg>
`
}

/** From what is surest to all that passes its checks. */
function curveOf(own: readonly TrialRecord[]): string {
  const confidences = [...new Set(own.flatMap(({ alarms }) => alarms.map(({ confidence }) => confidence)))].toSorted(
    (a, b) => b - a,
  )
  const points = confidences.map((confidence) => sharesOf(own, shownFrom(confidence)))
  return points
    .map(({ precision, recall }, index) => `${index === 0 ? 'M' : 'L'}${x(recall.value)} ${y(precision.value)}`)
    .join('')
}

function otherPoint(injected: readonly TrialRecord[], name: SystemName, precision: number): string {
  const colours: Readonly<Record<SystemName, string>> = { latent: '#f76707', naive: '#339af0', eslint: '#37a04a' }
  return pointOf(
    injected.filter(({ system }) => system === name),
    precision,
    name === 'naive' ? { text: 'naive prompt', dy: -8 } : { text: name, dy: 16 },
    colours[name],
  )
}

/** A point with the interval of its precision. */
function pointOf(
  records: readonly TrialRecord[],
  asked: number,
  label: { readonly text: string; readonly dy: number },
  colour: string,
): string {
  const { precision, recall } = sharesOf(records, shownAt(asked))
  if (precision.whole === 0) return ''
  const [across, down] = [x(recall.value), y(precision.value)]
  const text = `x="${(Number(across) + 9).toFixed(1)}" y="${(Number(down) + label.dy).toFixed(1)}"`
  const interval = `<path d="M${across} ${y(precision.low)}V${y(precision.high)}" stroke="${colour}"/>`
  return `${interval}<circle cx="${across}" cy="${down}" r="5" fill="${colour}"/><text class="label" ${text}>${label.text}</text>`
}

function grid(part: number): string {
  const percent = `${part * 100} %`
  return [
    `<path class="grid" d="M${x(part)} ${size.top}V${size.height - size.bottom}"/>`,
    `<text x="${x(part)}" y="${size.height - size.bottom + 20}" text-anchor="middle">${percent}</text>`,
    `<path class="grid" d="M${size.left} ${y(part)}H${size.width - size.right}"/>`,
    `<text x="${size.left - 8}" y="${Number(y(part)) + 4}" text-anchor="end">${percent}</text>`,
  ].join('')
}

function x(part: number): string {
  return (size.left + part * (size.width - size.left - size.right)).toFixed(1)
}

function y(part: number): string {
  return (size.height - size.bottom - part * (size.height - size.top - size.bottom)).toFixed(1)
}
