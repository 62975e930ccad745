import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../server/context/parser.ts'
import type { LocalEngine } from '../../server/engine/local/localEngine.ts'
import { withAskedSignals } from '../../server/features/review/askedSignals.ts'
import { measuringThoroughly } from '../../server/features/review/calibrate/measured.ts'
import { Meter } from '../../server/features/review/meter.ts'
import type { Passage } from '../../server/features/review/passage.ts'
import type { Signals } from '../../server/features/review/suspect.ts'
import { passageOf } from '../features/review/text.ts'
import { evaluated, never, newEngine, starterModel } from './engines.ts'

const header = `${Array.from({ length: 18 }, (_, index) => `const limit${index} = ${index * 10}\n`).join('')}\n`
const sound = `function sum(numbers) {
  let total = 0
  for (let i = 0; i < numbers.length; i++) {
    total += numbers[i]
  }
  return total
}
`
const after = '\nconsole.log(sum([1, 2, 3]))\n'

let parser: SyntaxParser
let engine: LocalEngine
beforeAll(async () => {
  parser = await SyntaxParser.create()
  engine = newEngine(await starterModel())
  await engine.info()
})
afterAll(() => engine?.dispose())

/** What the starter says of the mend `newText` for the comparison of the loop. */
async function asked(written: string, newText: string) {
  const unit = sound.replace('i < numbers', `i ${written} numbers`)
  const passage = await sumIn(header + unit + after)
  const startOffset = unit.indexOf(`${written} numbers`)
  const signals: Signals = { lineOdds: 4, blockOdds: 4, weakestToken: -4, mendedLogP: -2, candidates: 5 }
  const suspect = { kind: 'boundary', startOffset, endOffset: startOffset + written.length, newText, signals } as const
  const meter = new Meter()
  const scoring = meter.measured(engine)
  if (scoring === undefined) throw new Error('the engine does not score')
  const found = await withAskedSignals(suspect, passage, measuringThoroughly, scoring, never)
  return { ...found.signals, evaluatedTokens: evaluated(meter.total), promptTokens: meter.total.promptTokens }
}

async function sumIn(text: string): Promise<Passage> {
  for (let index = 0; ; index += 1) {
    const passage = await passageOf(parser, 'javascript', text, index)
    if (passage.unit.name === 'sum') return passage
  }
}

describe('what the starter model says when it is asked about a suspect', () => {
  it('speaks for the mend of a fault, and against a fault as a mend', async () => {
    const mended = await asked('<=', '<')
    const spoilt = await asked('<', '<=')
    expect(mended).toMatchObject({ votes: [4, 4], rewritten: true })
    expect(spoilt).toMatchObject({ votes: [0, 4], rewritten: false })
    for (const { verdict, mendedVerdict } of [mended, spoilt]) {
      expect(Number.isFinite(verdict)).toBe(true)
      expect(Number.isFinite(mendedVerdict)).toBe(true)
    }
    // The same two texts, asked in the other order.
    expect(Math.abs((mended.verdict ?? Number.NaN) - (spoilt.mendedVerdict ?? Number.NaN))).toBeLessThan(0.2)
  })

  it('is the same each time', async () => {
    const { evaluatedTokens: _, promptTokens: __, ...first } = await asked('<=', '<')
    expect(await asked('<=', '<')).toMatchObject(first)
  })
})
