import { about, allPairs } from './faultTables.ts'
import { chanceOf, type Figures, figuresOf, precisionOf, ratioOf, shownAt, tokensPerRight } from './figures.ts'
import { share } from './intervals.ts'
import { aligned, estimateText, percent, ratioText, shareText } from './layout.ts'
import { prefixes } from './prefixTable.ts'
import type { Results, SystemName, TrialRecord } from './records.ts'
import type { Part } from './trial.ts'

const titles: Readonly<Record<Part, string>> = {
  injected: 'Faults put into functions of packages, beside the same functions as they are',
  security: 'Own pairs of weak and safe code',
  published: 'Pairs of published suites: the tests of eslint-plugin-security and of bandit',
  oneLine: 'Real bugs of one line, beside their fixes',
  untouched: 'Files of packages as they are',
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
    ...leftOut(trials),
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
  const hasFaults = records.some(({ fault }) => fault !== undefined)
  const ofFaults = [
    row('texts with a fault, without', ({ faults, correct }) => `${faults}, ${correct}`),
    row('precision: alarms that are right', (each) => shareText(each.precision), percent(chance.precision.value)),
    row('recall: faults that are found', (each) => shareText(each.recall), percent(chance.recall.value)),
    row('right alarms with the exact fix', (each) => shareText(each.fixExact)),
    row('evaluated tokens a right alarm', (each) => estimateText(each.tokensPerRight)),
  ]
  return `${title}\n${aligned([
    ['', ...measured, hasFaults ? 'chance' : ''],
    ...(hasFaults ? ofFaults : [row('texts', ({ correct }) => `${correct}`)]),
    row('alarms with a verified fix', (each) => shareText(each.fixVerified)),
    row('alarms in 1,000 correct lines', (each) => estimateText(each.alarmsPerThousandLines)),
    row('evaluated tokens a text', (each) => estimateText(each.tokensPerFunction)),
    row('seconds a text, median', (each) => estimateText(each.medianSeconds)),
  ])}`
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

/** What was not reviewed to its end counts as if nothing more were to be found. */
function leftOut(trials: readonly TrialRecord[]): readonly string[] {
  const reasons = trials.flatMap(({ incomplete }) => incomplete?.trim() ?? [])
  return [...new Set(reasons)].map(
    (reason) => `${reasons.filter((each) => each === reason).length} texts not to their end: ${reason}`,
  )
}

function preferences({ preferences: all }: Results): readonly string[] {
  if (all.length === 0) return []
  const fixes = share(all.filter(({ odds }) => odds > 0).length, all.length)
  return [`Real bugs of one line: the fix is likelier than the bug in ${shareText(fixes)}`]
}
