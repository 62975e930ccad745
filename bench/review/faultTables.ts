import { growthWithLines, lostByFirstStage, sharesOf, shownAt } from './figures.ts'
import { median } from './intervals.ts'
import { aligned, estimateText, percent, shareText } from './layout.ts'
import { heldOutKinds } from './mutators/fault.ts'
import type { TrialRecord } from './records.ts'
import { askedPrecisions } from './systems/latent.ts'

/** What Latent did with the faults in functions: by kind, by setting, and by length. */
export function about(own: readonly TrialRecord[], precision: number): readonly string[] {
  if (own.length === 0) return []
  return [
    kinds(own, precision),
    calibration('What the setting asks for, and what is measured: faults in functions', own),
    times(own),
    `Lost by the first stage: ${shareText(lostByFirstStage(own))} of the faults`,
  ]
}

function kinds(own: readonly TrialRecord[], precision: number): string {
  const names = [...new Set(own.flatMap(({ fault }) => fault ?? []))].toSorted()
  const rows = names.map((name) => {
    const records = own.filter(({ fault }) => fault === name)
    const { recall } = sharesOf(records, shownAt(precision))
    const ever = sharesOf(records, ({ alarms }) => alarms).recall
    const mark = [...heldOutKinds].some((kind) => kind === name) ? ' (held out)' : ''
    return [`${name}${mark}`, shareText(recall), shareText(ever), shareText(lostByFirstStage(records))]
  })
  return `By kind of fault\n${aligned([['', 'found', 'found or held back', 'lost by the first stage'], ...rows])}`
}

/** Faults and weaknesses together: as many texts with something to find as without. */
export function allPairs(trials: readonly TrialRecord[]): readonly string[] {
  const own = trials.filter(({ system, part }) => system === 'latent' && (part === 'injected' || part === 'security'))
  const hasBoth = (['injected', 'security'] as const).every((part) => own.some((each) => each.part === part))
  return hasBoth ? [calibration('The same, with the own security pairs', own)] : []
}

/** The share of what is shown that is right, beside the share that was asked for. */
function calibration(title: string, own: readonly TrialRecord[]): string {
  const rows = askedPrecisions.toSorted().map((asked) => {
    const { precision, recall } = sharesOf(own, shownAt(asked))
    const inside = precision.low <= asked && asked <= precision.high
    return [percent(asked), shareText(precision), shareText(recall), precision.whole === 0 ? '-' : inside ? 'yes' : 'no']
  })
  return `${title}\n${aligned([['asked', 'measured', 'recall', 'asked within the interval'], ...rows])}`
}

function times(own: readonly TrialRecord[]): string {
  const ranges = [
    [8, 19],
    [20, 40],
    [41, 60],
  ] as const
  const rows = ranges.map(([from, to]) => {
    const records = own.filter(({ lines }) => lines >= from && lines <= to)
    const seconds = records.map(({ ms }) => ms / 1000).toSorted((a, b) => a - b)
    const each = [median(seconds), seconds[Math.floor(0.9 * seconds.length)] ?? Number.NaN]
    return [`${from} to ${to}`, `${records.length}`, ...each.map((value) => (Number.isNaN(value) ? '-' : value.toFixed(1)))]
  })
  const growth = `Time grows with the lines to the power of ${estimateText(growthWithLines(own))}`
  return `Seconds by lines of the function\n${aligned([['lines', 'texts', 'median', '90 %'], ...rows])}\n${growth}`
}
