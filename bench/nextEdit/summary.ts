import { type NextEditThresholds, thresholdFor } from '../../server/features/nextEdit/calibrations.ts'
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
    site.odds >= thresholdFor(thresholds, { kind: kind === 'signature' ? kind : 'rename' }, site)
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

/** Right ones among the offered over thresholds, for setting them. */
export function thresholdTable(cases: readonly MeasuredCase[]): string {
  const renames = cases.filter(({ kind }) => kind !== 'signature').flatMap(({ sites }) => sites)
  const groups: readonly (readonly [string, readonly MeasuredSite[]])[] = [
    ...(['likely', 'possible', 'unlikely'] as const).map(
      (standing) => [standing, renames.filter((site) => site.standing === standing)] as const,
    ),
    ['signature', cases.filter(({ kind }) => kind === 'signature').flatMap(({ sites }) => sites)],
  ]
  return groups
    .map(([name, sites]) => {
      const rows = [-4, -2, 0, 1, 2, 3, 4, 5, 6, 8, 10, 12].map((threshold) => {
        const offered = sites.filter(({ odds }) => odds >= threshold)
        return `  ${String(threshold).padStart(3)}  ${offered.filter((site) => site.right).length}/${offered.length}`
      })
      return [`${name} (odds, right/offered)`, ...rows].join('\n')
    })
    .join('\n')
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Number((part / whole).toFixed(3))
}
