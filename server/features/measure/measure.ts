import { SourceText } from '../../context/source.ts'
import type { Engine } from '../../engine/engine.ts'
import type { MeasuredSpeed } from '../../protocol/doctor.ts'
import { defaultSettings } from '../../protocol/settings.ts'
import type { Completer } from '../completion/completer.ts'
import { measureSpeed } from '../doctor/speed.ts'
import { type MeasureCase, measureCases } from './cases.ts'

/** How fast and how good a model is on this machine. */
export interface Measurement extends MeasuredSpeed {
  /** Until the first completion of a file just opened is there: prompt and all. Median of the cases, in milliseconds. */
  readonly completionMs: number
  readonly cases: readonly { readonly name: string; readonly right: boolean; readonly text: string; readonly ms: number }[]
  /** Cases for which no time was left. */
  readonly left: number
}

export interface MeasureDeps {
  readonly engine: Engine
  readonly completer: Completer
  readonly now: () => number
}

/** Two minutes, less what the case under way may still take. */
const budgetMs = 110_000

/**
 * Measures speed, then completes the places of the built-in set as in an editor. Each is a file of its own, so that none finds its prompt in the
 * cache. What does not fit into two minutes is left out and counted. Rejects with a LatentError, or with the signal's reason.
 */
export async function measure(
  { engine, completer, now }: MeasureDeps,
  onCase: (done: number, all: number) => void,
  signal: AbortSignal,
  cases: readonly MeasureCase[] = measureCases,
): Promise<Measurement> {
  await engine.info()
  const start = now()
  const speed = await measureSpeed(engine, now, signal)
  const done: Measurement['cases'][number][] = []
  for (const each of cases) {
    if (now() - start > budgetMs) break
    const from = now()
    const text = await completed(each, completer, signal)
    done.push({ name: each.name, right: each.right.test(firstLine(text)), text, ms: Math.round(now() - from) })
    onCase(done.length, cases.length)
  }
  return { ...speed, completionMs: median(done.map(({ ms }) => ms)), cases: done, left: cases.length - done.length }
}

async function completed(each: MeasureCase, completer: Completer, signal: AbortSignal): Promise<string> {
  const source = new SourceText(each.name, each.languageId, each.before + each.after)
  const position = source.positionAt(each.before.length)
  const settings = { ...defaultSettings, 'completion.minimumConfidence': 0 }
  const ask = { document: each.name, source, position, trigger: 'automatic', settings } as const
  const answer = await completer.complete(ask, signal)
  return answer.kind === 'shown' ? (answer.completions[0]?.text ?? '') : ''
}

function firstLine(text: string): string {
  return (text.trim().split('\n', 1)[0] ?? '').trim()
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
