import { quantile, sum } from './bootstrap.ts'
import { arbitraryKinds, type HoleKind, isWholeLine } from './holes/hole.ts'
import type { KeyRecord, ReplayRecord, ShownText, SingleRecord } from './records.ts'

/** A row of a table: a figure over any number of records. */
export interface Figure<T> {
  readonly name: string
  readonly of: (records: readonly T[]) => number
  readonly unit: 'share' | 'count' | 'ms' | 'number'
  /** The ratio to llama.vscode is given with its interval. */
  readonly compared?: boolean
}

const mean = (values: readonly number[]) => sum(values) / values.length
const share = (values: readonly boolean[]) => mean(values.map(Number))

function ofKinds(kinds: readonly HoleKind[], of: (records: readonly SingleRecord[]) => number) {
  return (records: readonly SingleRecord[]) => of(records.filter(({ hole }) => kinds.includes(hole.kind)))
}
const exact = (records: readonly SingleRecord[]) => share(records.map((each) => each.exact))
const wholeLines = (['lineEnd', 'commentAbove', 'emptyBlock'] as const).filter(isWholeLine)
const shownOf = (records: readonly SingleRecord[]) => records.map(({ shown }) => shown).filter((shown) => shown !== undefined)

export const singleFigures: readonly Figure<SingleRecord>[] = [
  { name: 'holes', unit: 'count', of: (records) => records.length },
  { name: 'exact first lines, within lines', unit: 'share', compared: true, of: ofKinds(arbitraryKinds, exact) },
  { name: 'exact first lines, line ends', unit: 'share', compared: true, of: ofKinds(['lineEnd'], exact) },
  { name: 'exact first lines, all whole lines', unit: 'share', compared: true, of: ofKinds(wholeLines, exact) },
  { name: 'exact first lines, symbols of other files', unit: 'share', compared: true, of: ofKinds(['crossFile'], exact) },
  {
    name: 'kept characters a hole',
    unit: 'number',
    compared: true,
    of: (records) => mean(records.map((each) => each.keptCharacters)),
  },
  { name: 'shown', unit: 'share', of: (records) => share(records.map(({ shown }) => shown !== undefined)) },
  { name: 'shown: repeats a line', unit: 'share', of: (records) => repeats(shownOf(records)) },
  { name: 'shown: more syntax errors', unit: 'share', of: (records) => breaks(shownOf(records)) },
  { name: 'time, mean', unit: 'ms', compared: true, of: (records) => mean(records.map(({ ms }) => ms)) },
  {
    name: 'prompt tokens a hole',
    unit: 'number',
    of: (records) => mean(records.map(({ spent }) => spent.interactive.promptTokens)),
  },
  {
    name: 'prompt tokens a hole, idle',
    unit: 'number',
    of: (records) => mean(records.map(({ spent }) => spent.idle.promptTokens)),
  },
  {
    name: 'generated tokens a hole',
    unit: 'number',
    of: (records) => mean(records.map(({ spent }) => spent.interactive.generatedTokens)),
  },
]

const repeats = (shown: readonly ShownText[]) => share(shown.map((each) => each.repeats))
const breaks = (shown: readonly ShownText[]) => share(shown.map((each) => each.breaksSyntax))

/** Keys that leave something to type: after the others, showing nothing is right. */
export function countedKeys(records: readonly ReplayRecord[]): readonly KeyRecord[] {
  return records.flatMap(({ keys }) => keys.filter(({ last }) => !last))
}

/** Milliseconds from each key to ghost text, sorted; a key that never got any counts until the end of its trace. */
export function delays(records: readonly ReplayRecord[]): readonly number[] {
  return countedKeys(records)
    .map(({ shownAfterMs, untilEndMs }) => shownAfterMs ?? untilEndMs)
    .sort((a, b) => a - b)
}

const keyCount = (records: readonly ReplayRecord[]) => sum(records.map(({ keys }) => keys.length))
const perKey = (of: (record: ReplayRecord) => number) => (records: readonly ReplayRecord[]) =>
  sum(records.map(of)) / keyCount(records)
const delay = (part: number) => (records: readonly ReplayRecord[]) => quantile(delays(records), part)
/** What a user who accepts at a key taken at random keeps, summed over the holes. */
const kept = (records: readonly ReplayRecord[]) =>
  sum(
    records.map(({ keys }) => sum(keys.map((key) => key.keptCharacters)) / Math.max(1, keys.filter(({ last }) => !last).length)),
  )
const allShown = (records: readonly ReplayRecord[]) => records.flatMap(({ shown }) => shown)

export const replayFigures: readonly Figure<ReplayRecord>[] = [
  { name: 'holes', unit: 'count', of: (records) => records.length },
  { name: 'keys', unit: 'count', of: keyCount },
  { name: 'ghost text and no engine asked', unit: 'share', of: (records) => share(countedKeys(records).map(({ free }) => free)) },
  {
    name: 'shown before the next key',
    unit: 'share',
    of: (records) => share(countedKeys(records).map((key) => key.shownBeforeNext)),
  },
  { name: 'key to ghost text, p50', unit: 'ms', compared: true, of: delay(0.5) },
  { name: 'key to ghost text, p90', unit: 'ms', of: delay(0.9) },
  { name: 'key to ghost text, p95', unit: 'ms', compared: true, of: delay(0.95) },
  { name: 'key to ghost text, p99', unit: 'ms', of: delay(0.99) },
  { name: 'key to ghost text, mean', unit: 'ms', compared: true, of: (records) => mean(delays(records)) },
  { name: 'prompt tokens a key', unit: 'number', of: perKey(({ typing }) => typing.spent.interactive.promptTokens) },
  { name: 'prompt tokens a key, idle', unit: 'number', of: perKey(({ typing }) => typing.spent.idle.promptTokens) },
  {
    name: 'prompt tokens a hole before the first key',
    unit: 'number',
    of: (records) => mean(records.map(({ before }) => before.spent.idle.promptTokens + before.spent.interactive.promptTokens)),
  },
  { name: 'generated tokens a key', unit: 'number', of: perKey(({ typing }) => typing.spent.interactive.generatedTokens) },
  { name: 'generated tokens a key, idle', unit: 'number', of: perKey(({ typing }) => typing.spent.idle.generatedTokens) },
  { name: 'kept characters a hole', unit: 'number', compared: true, of: (records) => kept(records) / records.length },
  {
    name: 'CPU seconds a kept character',
    unit: 'number',
    compared: true,
    of: (records) => sum(records.map(({ typing }) => typing.seconds)) / kept(records),
  },
  {
    name: 'CPU seconds a kept character, all',
    unit: 'number',
    compared: true,
    of: (records) => sum(records.map(({ typing, before }) => typing.seconds + before.seconds)) / kept(records),
  },
  {
    name: 'CPU seconds a hole before the first key',
    unit: 'number',
    of: (records) => mean(records.map(({ before }) => before.seconds)),
  },
  {
    name: 'characters saved a hole, careful user',
    unit: 'number',
    compared: true,
    of: (records) => mean(records.map((each) => each.savedCharacters)),
  },
  {
    name: 'characters deleted a hole, hasty user',
    unit: 'number',
    of: (records) => mean(records.map((each) => each.deletedCharacters)),
  },
  {
    name: 'changed while typed along',
    unit: 'count',
    of: (records) => sum(records.map(({ changes }) => changes.filter(({ to }) => to !== '').length)),
  },
  {
    name: 'vanished while typed along',
    unit: 'count',
    of: (records) => sum(records.map(({ changes }) => changes.filter(({ to }) => to === '').length)),
  },
  { name: 'texts shown', unit: 'count', of: (records) => allShown(records).length },
  { name: 'shown: repeats a line', unit: 'share', of: (records) => repeats(allShown(records)) },
  { name: 'shown: more syntax errors', unit: 'share', of: (records) => breaks(allShown(records)) },
  { name: 'failed answers', unit: 'count', of: (records) => sum(records.map(({ failures }) => failures)) },
]
