import { addOutcomes, noOutcomes, type OutcomeCounts } from '../features/completion/calibration.ts'
import { addAnswers, noAnswers, type ReviewAnswers } from '../features/review/adaptation.ts'
import type { Lane, LaneFigures } from '../protocol/figures.ts'
import {
  addCompletions,
  addLaneFigures,
  byLane,
  type CompletionCounts,
  type DayStatistics,
  noCompletions,
  noLaneFigures,
  type Statistics,
} from '../protocol/statistics.ts'

/** What is kept on disk, and of the same form what has come since the last write. All of it are sums, so that two of them add up. */
export interface StatisticsContent {
  readonly since: string
  readonly days: Counted<DayCounts>
  readonly byLanguage: Counted<CompletionCounts>
  readonly lanes: Readonly<Record<Lane, LaneFigures>>
  /** By calibration key of the model. */
  readonly outcomes: Counted<OutcomeCounts>
  /** What the user made of findings: by calibration key of the model, then by rule. */
  readonly answers: Counted<Counted<ReviewAnswers>>
}

export type DayCounts = Omit<DayStatistics, 'day'>
type Counted<T> = Readonly<Record<string, T>>

export const schemaVersion = 1
const daysKept = 90
const msPerDay = 86_400_000
/** Editors know some hundred languages and a user few models: more keys than that come from something gone wrong. */
const mostKeys = 200
/** Language identifiers and calibration keys are short words; what is none could be a path or a text and is not kept. */
const keyForm = /^[\w.+#-]{1,60}$/
const otherKey = 'other'

export function emptyContent(today: string): StatisticsContent {
  return { since: today, days: {}, byLanguage: {}, lanes: byLane(() => noLaneFigures), outcomes: {}, answers: {} }
}

export function addContents(a: StatisticsContent, b: StatisticsContent): StatisticsContent {
  return {
    since: a.since.localeCompare(b.since) < 0 ? a.since : b.since,
    days: addCounted(a.days, b.days, addDays),
    byLanguage: addCounted(a.byLanguage, b.byLanguage, addCompletions),
    lanes: byLane((lane) => addLaneFigures(a.lanes[lane], b.lanes[lane])),
    outcomes: addCounted(a.outcomes, b.outcomes, addOutcomes),
    answers: addCounted(a.answers, b.answers, (one, other) => addCounted(one, other, addAnswers)),
  }
}

/** Without days before the last 90, and without days to come, which a wrong clock has left. The totals keep what was counted then. */
export function recentDays(content: StatisticsContent, today: string): StatisticsContent {
  const [oldest, newest] = [dayAfter(today, 1 - daysKept), dayAfter(today, 1)]
  const days = Object.entries(content.days).filter(([day]) => day >= oldest && day <= newest)
  return { ...content, days: Object.fromEntries(days) }
}

/** What came of completions on a day, as something to add. */
export function ofCompletions(day: string, languageId: string, added: Partial<CompletionCounts>): StatisticsContent {
  const completions = addCompletions(noCompletions, added)
  const days = { [day]: { completions, engineMs: 0 } }
  return { ...emptyContent(day), days, byLanguage: { [keyOf(languageId)]: completions } }
}

/** What the engine did on a day, as something to add. */
export function ofEngine(day: string, lane: Lane, added: LaneFigures): StatisticsContent {
  const days = { [day]: { completions: noCompletions, engineMs: added.ms } }
  return { ...emptyContent(day), days, lanes: byLane((each) => (each === lane ? added : noLaneFigures)) }
}

/** What was learned of a model, as something to add. */
export function ofOutcomes(day: string, calibrationKey: string, outcomes: OutcomeCounts): StatisticsContent {
  return { ...emptyContent(day), outcomes: { [keyOf(calibrationKey)]: outcomes } }
}

export function outcomesOf({ outcomes }: StatisticsContent, calibrationKey: string): OutcomeCounts {
  const found = Object.entries(outcomes).find(([key]) => key === keyOf(calibrationKey))
  return found?.[1] ?? noOutcomes
}

/** What the user made of a finding, as something to add. */
export function ofAnswers(day: string, calibrationKey: string, ruleId: string, answers: ReviewAnswers): StatisticsContent {
  return { ...emptyContent(day), answers: { [keyOf(calibrationKey)]: { [keyOf(ruleId)]: answers } } }
}

/** None of a rule whose name is no key: it shares its count with others. */
export function answersOf({ answers }: StatisticsContent, calibrationKey: string, ruleId: string): ReviewAnswers {
  const ofModel = Object.entries(answers).find(([key]) => key === keyOf(calibrationKey))?.[1] ?? {}
  const found = Object.entries(ofModel).find(([key]) => key === ruleId)
  return found?.[1] ?? noAnswers
}

/** As a client gets it: without the outcomes, which mean nothing without the model's curve. */
export function toStatistics(content: StatisticsContent): Statistics {
  const days = Object.entries(content.days).sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    schemaVersion,
    since: content.since,
    days: days.map(([day, counts]) => ({ day, ...counts })),
    totals: Object.values(content.byLanguage).reduce(addCompletions, noCompletions),
    engineMs: byLane((lane) => content.lanes[lane].ms),
    lanes: content.lanes,
    byLanguage: content.byLanguage,
  }
}

export function isKey(key: string): boolean {
  return keyForm.test(key)
}

function keyOf(word: string): string {
  return isKey(word) ? word : otherKey
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * msPerDay).toISOString().slice(0, 10)
}

function addDays(a: DayCounts, b: DayCounts): DayCounts {
  return { completions: addCompletions(a.completions, b.completions), engineMs: a.engineMs + b.engineMs }
}

/** Adds what stands under the same key. What would be a key too many counts under `other`. */
function addCounted<T>(a: Counted<T>, b: Counted<T>, add: (a: T, b: T) => T): Counted<T> {
  const sums = new Map(Object.entries(a))
  for (const [wanted, value] of Object.entries(b)) {
    const key = sums.has(wanted) || sums.size < mostKeys ? wanted : otherKey
    const before = sums.get(key)
    sums.set(key, before === undefined ? value : add(before, value))
  }
  return Object.fromEntries(sums)
}
