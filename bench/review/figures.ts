import { pairedRatio, type Ratio, sum } from '../completion/bootstrap.ts'
import { bootstrapped, type Estimate, median, type Share, share } from './intervals.ts'
import type { Alarm, SystemName, TrialRecord } from './records.ts'

/** What a user of a system would have seen, and what it cost. */
export interface Figures {
  readonly faults: number
  readonly correct: number
  /** Of the alarms shown, those that touch the fault. */
  readonly precision: Share
  /** Of the faults, those that an alarm touches. */
  readonly recall: Share
  /** Alarms in 1,000 lines of correct functions. */
  readonly alarmsPerThousandLines: Estimate
  /** Of the right alarms, those whose fix gives the correct text. */
  readonly fixExact: Share
  /** Of the alarms shown, those with a fix that passed its checks. */
  readonly fixVerified: Share
  readonly tokensPerFunction: Estimate
  readonly tokensPerRight: Estimate
  readonly medianSeconds: Estimate
}

/** Alarms of a record that are shown at one of the asked precisions. */
export function shownAt(precision: number): (record: TrialRecord) => readonly Alarm[] {
  return ({ alarms }) => alarms.filter((alarm) => alarm.shownAt.includes(precision))
}

/** Alarms of a record that would be shown if the setting were this, by their confidence. */
export function shownFrom(confidence: number): (record: TrialRecord) => readonly Alarm[] {
  return ({ alarms }) => alarms.filter((alarm) => alarm.confidence >= confidence)
}

/** Precision and recall alone. */
export function sharesOf(
  records: readonly TrialRecord[],
  shown: (record: TrialRecord) => readonly Alarm[],
): Pick<Figures, 'precision' | 'recall'> {
  const faulty = records.filter(({ fault }) => fault !== undefined)
  const alarms = records.flatMap(shown)
  const isFound = (record: TrialRecord) => shown(record).some((alarm) => alarm.right)
  return {
    precision: share(alarms.filter(({ right }) => right).length, alarms.length),
    recall: share(faulty.filter(isFound).length, faulty.length),
  }
}

export function figuresOf(records: readonly TrialRecord[], shown: (record: TrialRecord) => readonly Alarm[]): Figures {
  const correct = records.filter(({ fault }) => fault === undefined)
  const alarms = records.flatMap(shown)
  const right = alarms.filter((alarm) => alarm.right)
  return {
    faults: records.length - correct.length,
    correct: correct.length,
    ...sharesOf(records, shown),
    alarmsPerThousandLines: perThousand(sum(correct.map((each) => shown(each).length)), sum(correct.map(({ lines }) => lines))),
    fixExact: share(right.filter(({ exact }) => exact).length, right.length),
    fixVerified: share(alarms.filter(({ verified }) => verified).length, alarms.length),
    tokensPerFunction: bootstrapped(records, (drawn) => tokensOf(drawn) / drawn.length),
    tokensPerRight: bootstrapped(records, (drawn) => tokensPerRight(drawn, shown)),
    medianSeconds: bootstrapped(records, (drawn) => median(drawn.map(({ ms }) => ms)) / 1000),
  }
}

/** By Wilson's interval, which also tells something where there was no alarm at all. */
function perThousand(alarms: number, lines: number): Estimate {
  const { value, low, high } = share(alarms, lines)
  return { value: 1000 * value, low: 1000 * low, high: 1000 * high }
}

/** Somebody who says that a random line of code of a random function is wrong, as often as `alarms` says in each. */
export function chanceOf(records: readonly TrialRecord[], alarms: number): Pick<Figures, 'precision' | 'recall'> {
  const faulty = records.filter(({ fault }) => fault !== undefined)
  const hits = sum(faulty.map(({ codeLines }) => 1 / Math.max(1, codeLines)))
  const each = alarms / Math.max(1, records.length)
  const expected = (value: number) => ({ part: Number.NaN, whole: Number.NaN, value, low: value, high: value })
  return {
    precision: expected(hits / Math.max(1, records.length)),
    recall: expected((each * hits) / Math.max(1, faulty.length)),
  }
}

/** A figure of one system by that of another, over the trials that both have; undefined where one has none. */
export function ratioOf(
  records: readonly TrialRecord[],
  [own, other]: readonly [SystemName, SystemName],
  figure: (records: readonly TrialRecord[]) => number,
): Ratio | undefined {
  const keyOf = ({ id, fault }: TrialRecord) => `${id} ${fault ?? ''}`
  const others = new Map(records.filter(({ system }) => system === other).map((each) => [keyOf(each), each]))
  const pairs = records.flatMap((each) => {
    const paired = each.system === own ? others.get(keyOf(each)) : undefined
    return paired === undefined ? [] : [[each, paired] as const]
  })
  return pairedRatio(pairs, figure)
}

export function precisionOf(records: readonly TrialRecord[], shown: (record: TrialRecord) => readonly Alarm[]): number {
  const alarms = records.flatMap(shown)
  return alarms.filter(({ right }) => right).length / alarms.length
}

/** Infinite where nothing right was found. */
export function tokensPerRight(records: readonly TrialRecord[], shown: (record: TrialRecord) => readonly Alarm[]): number {
  return tokensOf(records) / records.flatMap(shown).filter(({ right }) => right).length
}

function tokensOf(records: readonly TrialRecord[]): number {
  return sum(records.map(({ evaluatedTokens }) => evaluatedTokens))
}

/** Share of the faults whose line the first stage left out, so that nothing after it could find them. */
export function lostByFirstStage(records: readonly TrialRecord[]): Share {
  const faulty = records.filter(({ looked }) => looked !== undefined)
  return share(faulty.filter(({ looked }) => looked === false).length, faulty.length)
}

/**
 * By how many per cent the time grows when the lines grow by one per cent: 1 is in proportion. Functions of which the engine was asked
 * nothing are left out: their time is that of a clock, and its logarithm would weigh more than all others.
 */
export function growthWithLines(records: readonly TrialRecord[]): Estimate {
  const asked = records.filter(({ evaluatedTokens }) => evaluatedTokens > 0)
  return bootstrapped(asked, (drawn) => {
    const points = drawn.map(({ lines, ms }) => [Math.log(lines), Math.log(ms)] as const)
    const meanX = sum(points.map(([x]) => x)) / points.length
    const meanY = sum(points.map(([, y]) => y)) / points.length
    return sum(points.map(([x, y]) => (x - meanX) * (y - meanY))) / sum(points.map(([x]) => (x - meanX) ** 2))
  })
}
