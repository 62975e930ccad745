import {
  chanceOf,
  type Figures,
  figuresOf,
  growthWithLines,
  lostByFirstStage,
  precisionOf,
  ratioOf,
  sharesOf,
  shownAt,
  tokensPerRight,
} from './figures.ts'
import { median, share } from './intervals.ts'
import { aligned, estimateText, percent, ratioText, shareText } from './layout.ts'
import { heldOutKinds } from './mutators/fault.ts'
import type { Results, SystemName, TrialRecord } from './records.ts'
import { askedPrecisions } from './systems/latent.ts'
import type { Part } from './trial.ts'

const titles: Readonly<Record<Part, string>> = {
  injected: 'Faults put into functions of packages, beside the same functions as they are',
  security: 'Own pairs of weak and safe code',
  published: 'Pairs of published suites: the tests of eslint-plugin-security and of bandit',
  oneLine: 'Real bugs of one line, beside their fixes',
  untouched: 'Functions of packages as they are',
}
const systems: readonly SystemName[] = ['latent', 'naive', 'eslint']

/** All that was measured, as text for a terminal. */
export function tablesOf(results: Results): string {
  const { model, device, half, seed, precision, trials } = results
  const partsIn = (Object.keys(titles) as Part[]).filter((part) => trials.some((each) => each.part === part))
  return [
    `${model} on ${device}, half ${half}, seed ${seed}; shown at latent.review.precision = ${precision}; intervals are of 95 %`,
    ...partsIn.map((part) =>
      partTable(
        titles[part],
        trials.filter((each) => each.part === part),
        precision,
      ),
    ),
    ...about(
      trials.filter(({ part, system }) => part === 'injected' && system === 'latent'),
      precision,
    ),
    ...allPairs(trials),
    ...comparison(
      trials.filter(({ part }) => part === 'injected'),
      precision,
    ),
    ...untouchedLines(trials, precision),
    ...preferences(results),
    ...prefixes(results),
  ].join('\n\n')
}

function partTable(title: string, records: readonly TrialRecord[], precision: number): string {
  const measured = systems.filter((name) => records.some(({ system }) => system === name))
  const columns = measured.map((name) =>
    figuresOf(
      records.filter(({ system }) => system === name),
      shownAt(precision),
    ),
  )
  const own = records.filter(({ system }) => system === 'latent')
  const chance = chanceOf(own, own.flatMap(shownAt(precision)).length)
  const row = (name: string, text: (figures: Figures) => string, ofChance = '') => [name, ...columns.map(text), ofChance]
  return `${title}\n${aligned([
    ['', ...measured, 'chance'],
    row('texts with a fault, without', ({ faults, correct }) => `${faults}, ${correct}`),
    row('precision: alarms that are right', (each) => shareText(each.precision), percent(chance.precision.value)),
    row('recall: faults that are found', (each) => shareText(each.recall), percent(chance.recall.value)),
    row('alarms in 1,000 correct lines', (each) => estimateText(each.alarmsPerThousandLines)),
    row('right alarms with the exact fix', (each) => shareText(each.fixExact)),
    row('alarms with a verified fix', (each) => shareText(each.fixVerified)),
    row('evaluated tokens a function', (each) => estimateText(each.tokensPerFunction)),
    row('evaluated tokens a right alarm', (each) => estimateText(each.tokensPerRight)),
    row('seconds a function, median', (each) => estimateText(each.medianSeconds)),
  ])}`
}

function about(own: readonly TrialRecord[], precision: number): readonly string[] {
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
function allPairs(trials: readonly TrialRecord[]): readonly string[] {
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

function comparison(injected: readonly TrialRecord[], precision: number): readonly string[] {
  if (!injected.some(({ system }) => system === 'naive')) return []
  const shown = shownAt(precision)
  const pair = ['latent', 'naive'] as const
  const byPrecision = ratioOf(injected, pair, (records) => precisionOf(records, shown))
  const byTokens = ratioOf(injected, pair, (records) => tokensPerRight(records, shown))
  return [
    `Latent by the naive prompt: precision ${ratioText(byPrecision)}, evaluated tokens a right alarm ${ratioText(byTokens)}`,
  ]
}

/** Every correct function of a package is code that nobody touched. */
function untouchedLines(trials: readonly TrialRecord[], precision: number): readonly string[] {
  return systems.flatMap((name) => {
    const records = trials.filter(
      ({ system, part, fault }) => system === name && fault === undefined && (part === 'injected' || part === 'untouched'),
    )
    if (records.length === 0) return []
    const lines = records.reduce((sum, each) => sum + each.lines, 0)
    const { alarmsPerThousandLines } = figuresOf(records, shownAt(precision))
    const alarms = records.flatMap(shownAt(precision)).length
    return [`${name}: ${alarms} alarms in ${lines} untouched lines, in 1,000: ${estimateText(alarmsPerThousandLines)}`]
  })
}

function preferences({ preferences: all }: Results): readonly string[] {
  if (all.length === 0) return []
  const fixes = share(all.filter(({ odds }) => odds > 0).length, all.length)
  return [`Real bugs of one line: the fix is likelier than the bug in ${shareText(fixes)}`]
}

function prefixes({ prefixes: all }: Results): readonly string[] {
  if (all.length === 0) return []
  const rows = all.map(({ id, lines, questions, shared, alone }) => {
    const times = questions / Math.max(1, alone.questions)
    return [
      id,
      ...[`${lines}`, `${alone.questions} of ${questions}`],
      ...[(alone.evaluatedTokens * times) / shared.evaluatedTokens, (alone.ms * times) / shared.ms].map((each) =>
        each.toFixed(1),
      ),
    ]
  })
  const factor = (of: (each: Results['prefixes'][number]['shared']) => number) => {
    const alone = all.reduce((sum, each) => sum + (of(each.alone) * each.questions) / Math.max(1, each.alone.questions), 0)
    return (alone / all.reduce((sum, each) => sum + of(each.shared), 0)).toFixed(2)
  }
  const differences = all.flatMap((each) => each.differences)
  const equal = share(differences.filter((each) => each <= 0.1).length, differences.length)
  const largest = Math.max(0, ...differences).toFixed(3)
  return [
    `The same questions one by one, by as Latent asks them\n${aligned([['', 'lines', 'asked alone', 'tokens, times', 'time, times'], ...rows])}`,
    `One by one: ${factor(({ evaluatedTokens }) => evaluatedTokens)} times the tokens, ${factor(({ ms }) => ms)} times the time; answers within 0.1 nats: ${shareText(equal)}, at most ${largest} apart`,
  ]
}
