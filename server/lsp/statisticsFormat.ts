import { noOutcomes, type OutcomeCounts } from '../features/completion/calibration.ts'
import { noAnswers, type ReviewAnswers } from '../features/review/adaptation.ts'
import { isRecord, parsedJson } from '../protocol/record.ts'
import { byLane, noCompletions, noLaneFigures } from '../protocol/statistics.ts'
import { type DayCounts, isKey, type StatisticsContent, schemaVersion } from './statisticsContent.ts'

export function formatContent(content: StatisticsContent): string {
  return `${JSON.stringify({ schemaVersion, ...content })}\n`
}

/** Undefined for a text that is not of this schema. What is no number counts as 0, and what is not known is dropped. */
export function parseContent(text: string): StatisticsContent | undefined {
  const read = parsedJson(text)
  if (!isRecord(read) || read.schemaVersion !== schemaVersion) return undefined
  const { since, days, byLanguage, lanes, outcomes, answers } = read
  if (typeof since !== 'string' || !isDay(since) || !isRecord(days) || !isRecord(byLanguage)) return undefined
  return {
    since,
    days: entriesOf(days, isDay, dayCountsOf),
    byLanguage: entriesOf(byLanguage, isKey, (counts) => numbersOf(counts, noCompletions)),
    lanes: byLane((lane) => numbersOf(isRecord(lanes) ? lanes[lane] : undefined, noLaneFigures)),
    outcomes: entriesOf(isRecord(outcomes) ? outcomes : {}, isKey, outcomesOf),
    // The first files had none.
    answers: entriesOf(isRecord(answers) ? answers : {}, isKey, answersOf),
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}

function entriesOf<T>(
  record: Readonly<Record<string, unknown>>,
  isWanted: (key: string) => boolean,
  read: (value: unknown) => T,
): Readonly<Record<string, T>> {
  const wanted = Object.entries(record).filter(([key]) => isWanted(key))
  return Object.fromEntries(wanted.map(([key, value]) => [key, read(value)]))
}

function dayCountsOf(value: unknown): DayCounts {
  const day = isRecord(value) ? value : {}
  return { completions: numbersOf(day.completions, noCompletions), engineMs: numberOf(day.engineMs) }
}

function outcomesOf(value: unknown): OutcomeCounts {
  const bins: readonly unknown[] = Array.isArray(value) ? value : []
  return noOutcomes.map((empty, index) => numbersOf(bins[index], empty))
}

function answersOf(value: unknown): Readonly<Record<string, ReviewAnswers>> {
  return entriesOf(isRecord(value) ? value : {}, isKey, (counts) => numbersOf(counts, noAnswers))
}

/** The numbers that the model value has, as far as they are there. */
function numbersOf<T extends object>(value: unknown, model: T): T {
  const record = isRecord(value) ? value : {}
  return Object.fromEntries(Object.keys(model).map((name) => [name, numberOf(record[name])])) as T
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0
}
