import { beforeAll, describe, expect, it } from 'vitest'
import { changeBetween } from '../../../../server/context/changes.ts'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { SourceText } from '../../../../server/context/source.ts'
import { changedText } from '../../../../server/features/review/changes/changedText.ts'
import { type ChangesAsk, reviewChanges } from '../../../../server/features/review/changes/reviewChanges.ts'
import type { ReviewDeps, ReviewEvent } from '../../../../server/features/review/review.ts'
import { LatentError } from '../../../../server/protocol/errors.ts'
import { type Script, ScriptedEngine } from '../scriptedEngine.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

/** A function with a loop that the engine below finds wrong where it says `<=`. */
const loop = (name: string, sign: '<' | '<=', more = '') =>
  `function ${name}(list) {\n  let total = 0\n${more}  for (let i = 0; i ${sign} list.length; i++) total += list[i]\n  return total\n}\n\n`
const sure: Script = { opinions: { '<=': -30, '>=': -30 } }

interface Changed {
  readonly before?: string
  readonly after: string
  readonly path?: string
}

interface Run extends Partial<ChangesAsk>, Partial<Pick<ReviewDeps, 'now'>> {
  readonly script?: Script
  readonly signal?: AbortSignal
}

async function review(changed: readonly Changed[], { script = sure, now = () => 0, signal, ...ask }: Run = {}) {
  const engine = new ScriptedEngine(script)
  const texts = await Promise.all(
    changed.map(({ before, after, path = 'a.js' }) =>
      changedText(new SourceText(path, 'javascript', after), changeBetween(before, after), parser),
    ),
  )
  const events: ReviewEvent[] = []
  const run = reviewChanges(
    texts,
    { precision: 0.8, dismissed: [], order: 'text', ...ask },
    { engine, parser, now },
    signal ?? new AbortController().signal,
  )
  for await (const { event } of run) events.push(event)
  return {
    events,
    requests: engine.requests.length,
    tokens: engine.requests.reduce((sum, request) => sum + ('continuations' in request ? 10 : 20), 0),
    found: events.flatMap((event) =>
      event.kind === 'finding' ? [`${event.finding.fingerprint.symbol}: ${event.finding.quote}`] : [],
    ),
    held: events.flatMap((event) =>
      event.kind === 'heldBack' ? [`${event.finding.fingerprint.symbol}: ${event.finding.reason}`] : [],
    ),
    left: events.flatMap((event) => (event.kind === 'incomplete' ? [`${event.part.symbol}: ${event.part.reason}`] : [])),
    steps: events.flatMap((event) => (event.kind === 'progress' ? [`${event.done}/${event.total} ${event.symbol}`] : [])),
    ids: events.flatMap((event) => (event.kind === 'finding' ? [event.finding.id] : [])),
  }
}

const threeLines = '  a()\n  b()\n  c()\n'
const moved = loop('sum', '<=').replace('  return', `${threeLines}  return`)
const wasThere = 'It was there before the change.'

describe('what a change brought in', () => {
  it('is found where the line is new', async () => {
    const { found, held } = await review([{ before: loop('sum', '<'), after: loop('sum', '<=') }])
    expect({ found, held }).toEqual({ found: ['sum: <='], held: [] })
  })

  it('is found in a new file and a new function', async () => {
    expect((await review([{ after: loop('sum', '<=') }])).found).toEqual(['sum: <='])
    const grown = await review([{ before: loop('a', '<'), after: loop('a', '<') + loop('sum', '<=') }])
    expect(grown.found).toEqual(['sum: <='])
  })

  it('is not looked for in changed lines whose syntax is not understood, which are named', async () => {
    const broken = 'function half(list {\n  if (list\n  return list +\n'
    const { left } = await review([{ before: loop('sum', '<'), after: `${loop('sum', '<')}${broken}` }])
    expect(left).toEqual(['lines 7-9: notParsed'])
    const unchanged = await review([{ before: `${loop('sum', '<')}${broken}`, after: `${loop('sum', '<=')}${broken}` }])
    expect({ found: unchanged.found, left: unchanged.left }).toEqual({ found: ['sum: <='], left: [] })
  })

  it('is not looked for in functions that the change left alone', async () => {
    const same = loop('same', '<=')
    const { found, held, steps } = await review([{ before: same + loop('sum', '<'), after: same + loop('sum', '<=') }])
    expect({ found, held, steps }).toEqual({ found: ['sum: <='], held: [], steps: ['0/1 sum', '1/1 '] })
  })

  it.each([
    ['the line was changed elsewhere', loop('sum', '<='), loop('sum', '<=').replace('total += list[i]', 'total += list[ i ]')],
    ['the function has another name now', loop('sum', '<='), loop('total', '<=').replace('let i', 'var i')],
    ['the line moved within the function', moved, loop('sum', '<=', threeLines)],
    ['a neighbouring line was removed', loop('sum', '<=', '  log()\n'), loop('sum', '<=')],
    ['only its blanks were changed', loop('sum', '<='), loop('sum', '<=').replace('  for', '    for')],
  ])('is not what was there before: %s', async (_what, before, after) => {
    const { found, held } = await review([{ before, after }])
    expect(found).toEqual([])
    expect(held.map((each) => each.split(': ')[1])).toEqual([wasThere])
  })

  it('is the second of two faults, where there was one before', async () => {
    const second = '  for (let j = 0; j <= list.length; j++) log(list[j])\n'
    const first = loop('sum', '<=').replace('total += list[i]', 'total += list[ i ]')
    const { found, held } = await review([{ before: loop('sum', '<='), after: first.replace('  return', `${second}  return`) }])
    expect(found).toEqual(['sum: <='])
    expect(held).toEqual([`sum: ${wasThere}`])
  })

  it('asks of the old text only where the words of the finding stood there', async () => {
    const fresh = await review([{ after: loop('sum', '<=') }])
    const changed = await review([{ before: loop('sum', '<'), after: loop('sum', '<=') }])
    const old = await review([{ before: loop('sum', '<='), after: loop('sum', '<=').replace('i++', '++i') }])
    expect(changed.requests).toBe(fresh.requests)
    expect(old.requests).toBeGreaterThan(fresh.requests)
  })

  it('has ids of its own for equal lines of several functions', async () => {
    const twice = loop('sum', '<=') + loop('sum', '<=')
    const { ids } = await review([{ before: loop('sum', '<') + loop('sum', '<'), after: twice }], { order: 'risk' })
    expect(new Set(ids).size).toBe(2)
  })
})

describe('a review of changes', () => {
  const two = [
    { before: loop('calm', '<=').replace('0', '1'), after: loop('calm', '<').replace('0', '1'), path: 'a.js' },
    { before: loop('risky', '<'), after: loop('risky', '<='), path: 'b.js' },
  ]

  it('goes from the riskiest function to the safest, over all files', async () => {
    expect((await review(two, { order: 'risk' })).steps).toEqual(['0/2 risky', '1/2 calm', '2/2 '])
    expect((await review(two, { order: 'text' })).steps).toEqual(['0/2 calm', '1/2 risky', '2/2 '])
  })

  it('is the same every time', async () => {
    expect((await review(two, { order: 'risk' })).events).toEqual((await review(two, { order: 'risk' })).events)
  })

  it('names the functions that it did not reach in time, the safe ones', async () => {
    let ms = 0
    const before = () => {
      ms += 100
    }
    const script: Script = { ...sure, before }
    const { found, left } = await review(two, { order: 'risk', budgetMs: 600, script, now: () => ms })
    expect(found).toEqual(['risky: <='])
    expect(left).toEqual(['calm: outOfBudget'])
  })

  it('spends at most a share of its time on the order', async () => {
    const many = (sign: '<' | '<=') => Array.from({ length: 20 }, (_, index) => loop(`f${index}`, sign)).join('')
    let ms = 0
    let asked = 0
    const script: Script = {
      before: () => {
        ms += 100
        asked += 1
      },
    }
    await review([{ before: many('<'), after: many('<=') }], { order: 'risk', budgetMs: 1000, script, now: () => ms })
    expect(asked).toBeLessThan(12)
  })

  it('names every function when the engine failed, and asks it no more', async () => {
    let asked = 0
    const before = () => {
      asked += 1
      throw LatentError.of('engineFailed', 'no memory')
    }
    const { left } = await review(two, { order: 'risk', script: { before } })
    expect(left).toEqual(['calm: engineFailed', 'risky: engineFailed'])
    expect(asked).toBe(2)
  })

  it('names every function when it is cancelled', async () => {
    const { left } = await review(two, { order: 'risk', signal: AbortSignal.abort() })
    expect(left).toEqual(['calm: cancelled', 'risky: cancelled'])
  })

  it('counts what it cost, the order and the old texts included', async () => {
    const { events, tokens } = await review(two, { order: 'risk' })
    const told = events.reduce((sum, event) => sum + (event.kind === 'end' ? event.stats.promptTokens : 0), 0)
    expect(told).toBe(tokens)
  })
})
