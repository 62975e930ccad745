import type { NextEditThresholds } from '../../server/features/nextEdit/calibrations.ts'
import type { MeasuredCase, MeasuredSite } from './measure.ts'

interface Row {
  readonly cases: number
  readonly sites: number
  readonly offered: number
  readonly right: number
  readonly precision: number
  /** Of the edits that were due. */
  readonly recall: number
  readonly firstOffers: number
  readonly firstPrecision: number
}

/** Figures at the thresholds that are in use, by kind of change. */
export function summary(cases: readonly MeasuredCase[], thresholds: NextEditThresholds): Readonly<Record<string, Row>> {
  const offered = (kind: MeasuredCase['kind']) => (site: MeasuredSite) =>
    site.odds >= (site.plausible ? thresholds[kind] : thresholds.implausible)
  const row = (chosen: readonly MeasuredCase[]) => rowOf(chosen, offered)
  return {
    variable: row(cases.filter(({ kind }) => kind === 'variable')),
    member: row(cases.filter(({ kind }) => kind === 'member')),
    signature: row(cases.filter(({ kind }) => kind === 'signature')),
    all: row(cases),
  }
}

function rowOf(cases: readonly MeasuredCase[], offered: (kind: MeasuredCase['kind']) => (site: MeasuredSite) => boolean): Row {
  const offers = cases.map(({ kind, sites }) => sites.filter(offered(kind)))
  const all = offers.flat()
  const right = all.filter((site) => site.right)
  const firsts = offers.map(([first]) => first).filter((first) => first !== undefined)
  return {
    cases: cases.length,
    sites: cases.reduce((sum, { sites }) => sum + sites.length, 0),
    offered: all.length,
    right: right.length,
    precision: share(right.length, all.length),
    recall: share(
      right.reduce((sum, { made }) => sum + made, 0),
      cases.reduce((sum, { due }) => sum + due, 0),
    ),
    firstOffers: firsts.length,
    firstPrecision: share(firsts.filter((site) => site.right).length, firsts.length),
  }
}

/** Precision and recall over thresholds, by kind, for setting them. */
export function thresholdTable(cases: readonly MeasuredCase[]): string {
  const groups: readonly (readonly [string, readonly MeasuredSite[], number])[] = [
    ...(['variable', 'member', 'signature'] as const).map((kind) => {
      const chosen = cases.filter((each) => each.kind === kind)
      const sites = chosen.flatMap((each) => each.sites).filter(({ plausible }) => plausible)
      return [kind, sites, chosen.reduce((sum, { due }) => sum + due, 0)] as const
    }),
    ['implausible', cases.flatMap((each) => each.sites).filter(({ plausible }) => !plausible), 0],
  ]
  return groups
    .map(([name, sites, due]) => {
      const rows = [-4, -2, 0, 1, 2, 3, 4, 5, 6, 8, 10, 12].map((threshold) => {
        const offered = sites.filter(({ odds }) => odds >= threshold)
        const right = offered.filter((site) => site.right)
        const made = right.reduce((sum, site) => sum + site.made, 0)
        return `  ${String(threshold).padStart(3)}  ${right.length}/${offered.length}  recall ${share(made, due)}`
      })
      return [`${name} (odds, right/offered)`, ...rows].join('\n')
    })
    .join('\n')
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Number((part / whole).toFixed(3))
}
