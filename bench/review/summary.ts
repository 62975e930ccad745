import type { JudgedSuspect, TrialResult } from './measure.ts'

export interface Summary {
  readonly name: string
  readonly faults: number
  readonly found: number
  readonly shown: number
  readonly right: number
  readonly correctFunctions: number
  readonly falseAlarms: number
  readonly evaluatedTokensPerFunction: number
}

/** What a user would have seen of these trials, `isShown` being the judge of it. */
export function summarise(name: string, trials: readonly TrialResult[], isShown: (suspect: JudgedSuspect) => boolean): Summary {
  const shownOf = ({ suspects }: TrialResult) => suspects.filter((each) => each.sound !== false && isShown(each))
  const faults = trials.filter(({ fault }) => fault !== undefined)
  const correct = trials.filter(({ fault }) => fault === undefined)
  const shown = trials.flatMap(shownOf)
  return {
    name,
    faults: faults.length,
    found: faults.filter((trial) => shownOf(trial).some((each) => each.right)).length,
    shown: shown.length,
    right: shown.filter((each) => each.right).length,
    correctFunctions: correct.length,
    falseAlarms: correct.flatMap(shownOf).length,
    evaluatedTokensPerFunction: Math.round(
      trials.reduce((sum, each) => sum + each.evaluatedTokens, 0) / Math.max(1, trials.length),
    ),
  }
}

/** One row a summary, for a terminal. */
export function printTable(summaries: readonly Summary[]): void {
  const rows = summaries.map((each) => [
    each.name,
    `${each.found} of ${each.faults} (${percent(each.found, each.faults)})`,
    `${each.right} of ${each.shown} (${percent(each.right, each.shown)})`,
    `${each.falseAlarms} in ${each.correctFunctions}`,
    `${each.evaluatedTokensPerFunction}`,
  ])
  const head = ['', 'faults found', 'shown and right', 'alarms in correct functions', 'tokens a function']
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)))
  for (const row of [head, ...rows]) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`
}
