import { beforeAll, describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../../server/context/parser.ts'
import type { CompletionRequest, ScoredText, ScoreRequest } from '../../../server/engine/engine.ts'
import { askedBy, withAskedSignals } from '../../../server/features/review/askedSignals.ts'
import { type AskedFeature, type Calibration, calibrationOf } from '../../../server/features/review/calibration.ts'
import type { Passage } from '../../../server/features/review/passage.ts'
import { otherOrders } from '../../../server/features/review/shuffledVotes.ts'
import type { Suspect } from '../../../server/features/review/suspect.ts'
import { type Script, ScriptedEngine } from './scriptedEngine.ts'
import { passageOf } from './text.ts'

const header = "import { log } from './log.js'\n"
const above = `${Array.from({ length: 20 }, (_, index) => `const setting${index} = ${index}\n`).join('')}`
const unit =
  'function sum(list) {\n  let total = 0\n  for (let i = 0; i <= list.length; i++) total += list[i]\n  return total\n}\n'
const after = 'log(sum([1]))\n'

let passage: Passage
beforeAll(async () => {
  const parser = await SyntaxParser.create()
  const text = header + above + unit + after
  for (let index = 0; ; index += 1) {
    passage = await passageOf(parser, 'javascript', text, index)
    if (passage.unit.name === 'sum') return
  }
})

const never = new AbortController().signal

function suspect(kind: Suspect['kind'] = 'boundary'): Suspect {
  const startOffset = unit.indexOf('<=')
  const signals = { lineOdds: 4, blockOdds: 4, weakestToken: -4, mendedLogP: -2, candidates: 5 }
  return { kind, startOffset, endOffset: startOffset + 2, newText: '<', signals }
}

function weighing(...asked: readonly AskedFeature[]): Calibration {
  const cautious = calibrationOf('never-seen')
  return { ...cautious, weights: { ...cautious.weights, ...Object.fromEntries(asked.map((feature) => [feature, 1])) } }
}

async function asked(features: readonly AskedFeature[], script: Script | ScriptedEngine, kind?: Suspect['kind']) {
  const engine = script instanceof ScriptedEngine ? script : new ScriptedEngine(script)
  const { signals } = await withAskedSignals(suspect(kind), passage, weighing(...features), engine, never)
  return { signals, requests: engine.requests }
}

it('asks nothing that the calibration gives no weight', async () => {
  const { signals, requests } = await asked([], { opinions: { '<=': -4 } })
  expect(requests).toEqual([])
  expect(signals).toEqual(suspect().signals)
  expect(askedBy(calibrationOf('qwen2-0.5b'))).toEqual(new Set())
})

describe('votes over the orders of what stands around', () => {
  it('come of four orders that differ from the one of the file, each with all of its lines but those left out on purpose', async () => {
    const orders = otherOrders(passage)
    expect(new Set(orders.map(({ prefix, suffix }) => `${prefix}|${suffix}`)).size).toBe(4)
    expect(orders).not.toContainEqual(expect.objectContaining({ prefix: passage.before, suffix: passage.after }))
    const lines = (text: string) => text.split('\n').toSorted()
    for (const { prefix, suffix } of orders) expect(lines(prefix + suffix)).toEqual(lines(passage.before + passage.after))
  })

  it('count the orders in which the mend is likelier', async () => {
    /** Likes the mend only where nothing stands after the unit. */
    class Wavering extends ScriptedEngine {
      override async score(request: ScoreRequest, signal: AbortSignal): Promise<readonly ScoredText[]> {
        const scored = await super.score(request, signal)
        const alone = request.prompt.kind === 'fim' && request.prompt.suffix === ''
        return scored.map((each, index) => ({ ...each, logPs: [alone === (index === 1) ? -1 : -2] }))
      }
    }
    expect((await asked(['votes'], new Wavering({}))).signals.votes).toEqual([1, 4])
    expect((await asked(['votes'], { opinions: { '<=': -4 } })).signals.votes).toEqual([4, 4])
    expect((await asked(['votes'], { opinions: { '< ': -4 } })).signals.votes).toEqual([0, 4])
  })

  it('share all but the line: what stands before it is the prompt', async () => {
    const { requests } = await asked(['votes'], {})
    for (const request of requests as ScoreRequest[]) {
      expect(request.prompt).toMatchObject({ typed: unit.split('\n').slice(0, 2).join('\n').concat('\n') })
      expect(request.continuations[1]).toBe(request.continuations[0]?.replace('<=', '<'))
    }
  })

  it('are not there where nothing stands around', async () => {
    const parser = await SyntaxParser.create()
    const alone = await passageOf(parser, 'javascript', unit)
    expect(otherOrders(alone)).toEqual([])
    const { signals } = await withAskedSignals(suspect(), alone, weighing('votes'), new ScriptedEngine({}), never)
    expect(signals.votes).toBeUndefined()
  })
})

describe('the line written anew', () => {
  const line = 'for (let i = 0; i < list.length; i++) total += list[i]'

  it('is the mended one, or not', async () => {
    expect((await asked(['rewritten'], { completion: line })).signals.rewritten).toBe(true)
    expect((await asked(['rewritten'], { completion: line.replace('<', '<=') })).signals.rewritten).toBe(false)
    expect((await asked(['rewritten'], { completion: 'for (const each of list) total += each' })).signals.rewritten).toBe(false)
  })

  it('is asked for between the lines around it', async () => {
    const [request] = (await asked(['rewritten'], {})).requests as CompletionRequest[]
    expect(request?.prompt).toMatchObject({ kind: 'fim', suffix: expect.stringMatching(/^ {2}return total\n/) })
  })

  it('is not asked for where the mend is what the model wrote there already', async () => {
    const { signals, requests } = await asked(['rewritten'], {}, 'claim')
    expect([signals.rewritten, requests]).toEqual([undefined, []])
  })
})

describe('the verdict on the line', () => {
  /** Says yes to code with `<=` in it. */
  class Judge extends ScriptedEngine {
    override async score(request: ScoreRequest, signal: AbortSignal): Promise<readonly ScoredText[]> {
      const scored = await super.score(request, signal)
      const faulty = request.prompt.kind === 'text' && request.prompt.text.includes('i <= list.length')
      return scored.map((each, index) => {
        const yes = /yes$/i.test(request.continuations[index] ?? '')
        return { ...each, logPs: each.logPs.with(-1, yes === faulty ? -0.1 : -3.1) }
      })
    }
  }

  it('is asked with the line named, for the written and for the mended text', async () => {
    const { signals, requests } = await asked(['verdict', 'counterfactual'], new Judge({}))
    expect(signals.verdict).toBeCloseTo(3)
    expect(signals.mendedVerdict).toBeCloseTo(-3)
    const [before, mended] = requests as ScoreRequest[]
    expect(before?.continuations[0]).toContain('`for (let i = 0; i <= list.length; i++) total += list[i]`')
    expect(mended?.continuations[0]).toContain('`for (let i = 0; i < list.length; i++) total += list[i]`')
    expect(mended?.prompt).toMatchObject({ text: expect.stringContaining('i < list.length') })
  })

  it('is asked of the written text alone where the mended one has no weight', async () => {
    const { signals, requests } = await asked(['verdict'], new Judge({}))
    expect(requests).toHaveLength(1)
    expect(signals.mendedVerdict).toBeUndefined()
  })
})
