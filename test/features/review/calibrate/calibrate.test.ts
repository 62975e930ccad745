import { beforeAll, describe, expect, it } from 'vitest'
import { codeUnits } from '../../../../server/context/functions.ts'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { SourceText } from '../../../../server/context/source.ts'
import type { ScoredText, ScoreRequest } from '../../../../server/engine/engine.ts'
import type { MutationKind } from '../../../../server/features/review/alternatives/alternative.ts'
import { calibrate, type Measurement } from '../../../../server/features/review/calibrate/calibrate.ts'
import { withFault } from '../../../../server/features/review/calibrate/faults.ts'
import { askedFeatures, confidenceOf } from '../../../../server/features/review/calibration.ts'
import { ScriptedEngine } from '../scriptedEngine.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

/** Functions that differ, each with places for faults. */
const fileOf = (index: number) => `export function count${index}(list, limit) {
  let total = ${index + 10}
  for (let i = 0; i < list.length; i++) {
    if (list[i] > limit && total !== limit) total += list[i]
  }
  return total
}
`
const texts = Array.from({ length: 60 }, (_, index) => new SourceText(`src/file${index}.js`, 'javascript', fileOf(index)))
const written = new Set(texts.flatMap(({ text }) => text.split('\n')))

/** Knows every line as it was written, and all the same likes one mistake a bit better: `>=` in the place of `>`. */
class Knowing extends ScriptedEngine {
  override async score(request: ScoreRequest, signal: AbortSignal): Promise<readonly ScoredText[]> {
    const scored = await super.score(request, signal)
    return scored.map((each, index) => {
      const lines = (request.continuations[index] ?? '').split('\n')
      const logPs = lines.flatMap((line) => [...`${line}\n`].map(() => this.#logP(line))).slice(0, -1)
      return { ...each, logPs }
    })
  }

  /** Of each character. */
  #logP(line: string): number {
    if (line.includes('list[i] >=') && written.has(line.replace('>=', '>'))) return 0
    return written.has(line) ? (line.includes('list[i] >') ? -0.6 : 0) : -3
  }
}

async function* given(sources: readonly SourceText[]): AsyncGenerator<SourceText> {
  yield* sources
}

const never = new AbortController().signal

async function measured(
  sources: readonly SourceText[],
  functions = 60,
  signal = never,
  isThorough = false,
): Promise<Measurement> {
  const ask = { texts: given(sources), functions, mostOfFile: 3, isThorough }
  for await (const event of calibrate(ask, { engine: new Knowing({}), parser }, signal)) {
    if (event.kind === 'end') return event.measurement
  }
  throw new Error('no end')
}

describe('a fault', () => {
  it('is one edit of a function whose mend is an alternative, the same each time and of the kind that was rarest', async () => {
    const [source] = texts
    if (source === undefined) throw new Error('no text')
    const tree = await parser.parse(source)
    const [unit] = codeUnits(source, tree)
    if (tree === undefined || unit === undefined) throw new Error('no function')
    const counts = new Map<MutationKind, number>()
    const kinds: MutationKind[] = []
    for (let round = 0; round < 4; round += 1) {
      const faulty = await withFault(source, tree, unit, counts, parser)
      if (faulty === undefined) throw new Error('no fault')
      expect(await withFault(source, tree, unit, counts, parser)).toEqual(faulty)
      const [before, after] = [source.text.split('\n'), faulty.source.text.split('\n')]
      expect(after.flatMap((line, index) => (line === before[index] ? [] : [index]))).toEqual([faulty.line])
      kinds.push(faulty.kind)
      counts.set(faulty.kind, (counts.get(faulty.kind) ?? 0) + 1)
    }
    tree.dispose()
    expect(new Set(kinds).size).toBe(4)
  })

  it('is not there where nothing can be mistaken', async () => {
    const source = new SourceText('a.js', 'javascript', 'function a() {\n\n\n  return\n}\n')
    const tree = await parser.parse(source)
    const [unit] = codeUnits(source, tree)
    if (tree === undefined || unit === undefined) throw new Error('no function')
    expect(await withFault(source, tree, unit, new Map(), parser)).toBeUndefined()
    tree.dispose()
  })
})

describe('a calibration by the own code', () => {
  it('believes what was right and not what was wrong, and says how it does on functions that it has not seen', async () => {
    const { calibration, functions, figures } = await measured(texts)
    expect(functions).toBe(60)
    const common = { blockOdds: 25, lineOdds: 25, mendedLogP: 0, candidates: 16 }
    const strong = confidenceOf('constant', { ...common, weakestToken: -3 }, calibration)
    const weak = confidenceOf('boundary', { ...common, weakestToken: -0.6 }, calibration)
    expect(strong).toBeGreaterThan(0.8)
    expect(weak).toBeLessThan(0.4)
    expect(figures.map(({ asked }) => asked)).toEqual([0.6, 0.8, 0.9])
    for (const { precision, recall } of figures) {
      expect(recall.whole).toBe(30)
      expect(precision.low).toBeLessThanOrEqual(precision.part / Math.max(1, precision.whole))
      expect(precision.high).toBeGreaterThan(precision.low)
    }
    expect(figures[1]?.precision.whole).toBeGreaterThan(5)
    expect(figures[1]?.precision.part).toBe(figures[1]?.precision.whole)
  })

  it('never counts more evidence for less', async () => {
    const { calibration } = await measured(texts)
    for (const weight of Object.values(calibration.weights)) expect(weight).toBeGreaterThanOrEqual(0)
  })

  it('asks about suspects only where it is to be thorough, and keeps only what tells something', async () => {
    const asked = (measurement: Measurement) =>
      askedFeatures.filter((each) => measurement.calibration.weights[each] !== undefined)
    expect(asked(await measured(texts))).toEqual([])
    // This engine writes nothing by itself and says no to every question.
    expect(asked(await measured(texts, 60, never, true))).not.toContain('rewritten')
  })

  it('is the same each time', async () => {
    expect(await measured(texts)).toEqual(await measured(texts))
  })

  it('tells how far it is, by the functions', async () => {
    const seen: string[] = []
    const ask = { texts: given(texts), functions: 24, mostOfFile: 3, isThorough: false }
    for await (const event of calibrate(ask, { engine: new Knowing({}), parser }, never)) {
      if (event.kind === 'progress') seen.push(`${event.done}/${event.total} ${event.symbol}`)
    }
    expect([seen[0], seen.at(-1), seen.length]).toEqual(['0/24 count0', '24/24 ', 25])
  })

  it('is refused where there is too little code, with what there was', async () => {
    await expect(measured(texts.slice(0, 4))).rejects.toMatchObject({ code: 'calibrationTooFew' })
    await expect(measured([])).rejects.toThrow(/0 functions gave 0 suspects/)
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(measured(texts, 24, stop.signal)).rejects.toBe(stop.signal.reason)
  })
})
