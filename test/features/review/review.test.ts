import { beforeAll, describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { MemoryReviewCache } from '../../../server/features/review/cache.ts'
import type { Observation, Observer } from '../../../server/features/review/observation.ts'
import { type ReviewAsk, type ReviewDeps, type ReviewEvent, reviewFile } from '../../../server/features/review/review.ts'
import { LatentError } from '../../../server/protocol/errors.ts'
import { ScriptedEngine } from './scriptedEngine.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

const sum =
  'function sum(list) {\n  let total = 0\n  for (let i = 0; i <= list.length; i++) total += list[i]\n  return total\n}\n'
/** As long as the one above: short functions come first, equal ones in the order of the text. */
const other = 'function twice(value) {\n  const doubled = value * 2\n\n  return doubled\n}\n'
/** Finds `<=` all but impossible, and `>=` no better. */
const sure = { opinions: { '<=': -30, '>=': -30 } }

interface Run extends Partial<Omit<ReviewAsk, 'source'>>, Partial<Omit<ReviewDeps, 'engine' | 'parser'>> {
  readonly text?: string
  readonly path?: string
  readonly languageId?: string
  readonly signal?: AbortSignal
  readonly onEvent?: (event: ReviewEvent) => void
}

async function review(
  engine: ScriptedEngine,
  { text = sum, path = 'a.js', languageId = 'javascript', signal, onEvent, ...run }: Run = {},
) {
  const ask = { source: new SourceText(path, languageId, text), precision: 0.8, dismissed: [], ...run }
  const deps = { engine, parser, now: () => 0, ...run }
  const events: ReviewEvent[] = []
  for await (const event of reviewFile(ask, deps, signal ?? new AbortController().signal)) {
    events.push(event)
    onEvent?.(event)
  }
  return {
    events,
    findings: events.flatMap((event) => (event.kind === 'finding' ? [event.finding] : [])),
    heldBack: events.flatMap((event) => (event.kind === 'heldBack' ? [event.finding] : [])),
    incomplete: events.flatMap((event) => (event.kind === 'incomplete' ? [event.part] : [])),
    stats: events.flatMap((event) => (event.kind === 'end' ? [event.stats] : [])).at(-1),
  }
}

describe('a finding', () => {
  it('stands at the unlikely code, with evidence and a verified fix', async () => {
    const { findings } = await review(new ScriptedEngine(sure))
    expect(findings).toMatchObject([
      {
        range: { start: { line: 2, character: 20 }, end: { line: 2, character: 22 } },
        quote: '<=',
        ruleId: 'bug.off-by-one',
        origin: 'odds',
        severity: 'warning',
        state: 'open',
        title: '`<=` goes one step too far; `<` is likelier',
        evidence: { logOdds: 30, weakestToken: -30 },
        fixes: [{ verified: true, edits: [{ newText: '<' }], checks: { parses: true, likelier: true } }],
        fingerprint: { path: 'a.js', symbol: 'sum', occurrence: 0 },
      },
    ])
  })

  it('has the mends of its place that are nearly as likely as a choice, the best first', async () => {
    const [finding] = (await review(new ScriptedEngine({ opinions: { '<=': -30, '>=': -0.5 } }))).findings
    expect(finding?.fixes.map(({ edits, verified }) => [edits[0]?.newText, verified])).toEqual([
      ['<', true],
      ['>=', true],
    ])
  })

  it('has no choice where another mend is clearly less likely', async () => {
    const [finding] = (await review(new ScriptedEngine({ opinions: { '<=': -30, '>=': -1.5 } }))).findings
    expect(finding?.fixes.map(({ edits }) => edits[0]?.newText)).toEqual(['<'])
  })

  it('of a new kind is held back until a fit has seen it', async () => {
    const text = 'function f(a) {\n  return a.b === null\n}\n'
    const { findings, heldBack } = await review(new ScriptedEngine({ opinions: { '===': -30, '!==': -30 } }), {
      text,
      precision: 0.01,
    })
    expect(findings).toEqual([])
    expect(heldBack).toMatchObject([{ ruleId: 'bug.null-check', title: '`===` may miss null or undefined; `==` is likelier' }])
  })

  it('is the same for the same text', async () => {
    const [a, b] = [await review(new ScriptedEngine(sure)), await review(new ScriptedEngine(sure))]
    expect(a.events).toEqual(b.events)
  })

  it('comes as soon as its function is done', async () => {
    const { events } = await review(new ScriptedEngine(sure), { text: sum + other })
    const kinds = events.map((event) => (event.kind === 'progress' ? `${event.done}/${event.total} ${event.symbol}` : event.kind))
    expect(kinds).toEqual(['0/2 sum', 'finding', '1/2 twice', '2/2 ', 'end'])
  })

  it('is held back with the reason when its confidence is below the precision asked for', async () => {
    const { findings, heldBack } = await review(new ScriptedEngine({ opinions: { '<=': -5, '>=': -5 } }))
    expect(findings).toEqual([])
    expect(heldBack).toMatchObject([{ quote: '<=', reason: expect.stringContaining('latent.review.precision') }])
  })

  it('is left out when two mends are equally likely', async () => {
    const { findings, heldBack } = await review(new ScriptedEngine({ opinions: { '<=': -30, '<': 0 } }), {
      text: 'function f(a, b, c) {\n  return a + b + c\n}\n',
    })
    expect([...findings, ...heldBack]).toEqual([])
  })

  it('is left out when the lines after it speak against the mend', async () => {
    const text = 'function f(a, b) {\n  const c = a <= b\n  return g(c)\n}\n'
    const engine = new ScriptedEngine({ opinions: { '<=': -30, '>=': -30, ' > ': -30, '< b\n  return': -60 } })
    const { findings, heldBack } = await review(engine, { text })
    expect([...findings, ...heldBack]).toEqual([])
  })

  it('is held back when it was dismissed, also after lines moved', async () => {
    const first = await review(new ScriptedEngine(sure))
    const dismissed = first.findings.map(({ fingerprint, title }) => ({ fingerprint, title, scope: 'finding' as const }))
    const { findings, heldBack } = await review(new ScriptedEngine(sure), { text: `\n\n${sum}`, dismissed })
    expect(findings).toEqual([])
    expect(heldBack).toMatchObject([{ state: 'dismissed' }])
  })

  it('is held back when a comment covers it', async () => {
    const text = sum.replace('  for', '  // latent-ignore bug.off-by-one: the list ends with a marker\n  for')
    const { findings, heldBack } = await review(new ScriptedEngine(sure), { text })
    expect(findings).toEqual([])
    expect(heldBack).toMatchObject([{ state: 'suppressed', reason: expect.stringContaining('the list ends with a marker') }])
  })
})

describe('claims', () => {
  const claim = '[{"line":2,"quote":"let total = 0","problem":"starts at the wrong number"}]'

  it('become findings by the mend that the model itself would write', async () => {
    const engine = new ScriptedEngine({ claims: claim, completion: 'let total = 10', opinions: { 'total = 0': -30 } })
    const { findings } = await review(engine, { text: sum.replace('<=', '<') })
    expect(findings).toMatchObject([
      {
        ruleId: 'bug.claim',
        origin: 'review',
        quote: '0',
        fixes: [{ edits: [{ newText: '10' }] }],
        evidence: { votes: [1, 1] },
        related: [{ message: 'The model says: starts at the wrong number' }],
      },
    ])
  })

  it('are dropped when the model would write the line as it is', async () => {
    const engine = new ScriptedEngine({ claims: claim, completion: 'let total = 0' })
    const { findings, heldBack } = await review(engine, { text: sum.replace('<=', '<') })
    expect([...findings, ...heldBack]).toEqual([])
  })

  it('count as a vote for a suspect of the same line', async () => {
    const line = 'for (let i = 0; i <= list.length; i++) total += list[i]'
    const claims = JSON.stringify([{ line: 3, quote: line, problem: 'one too far' }])
    const { findings } = await review(new ScriptedEngine({ ...sure, claims }))
    expect(findings).toMatchObject([{ evidence: { votes: [1, 1] } }])
  })
})

describe('what is not reviewed is named', () => {
  it('when the review is cancelled, and what was found before stays', async () => {
    const cancel = new AbortController()
    const onEvent = (event: ReviewEvent) => event.kind === 'finding' && cancel.abort()
    const { findings, incomplete, events } = await review(new ScriptedEngine(sure), {
      text: sum + other,
      signal: cancel.signal,
      onEvent,
    })
    expect(findings).toHaveLength(1)
    expect(incomplete).toEqual([{ symbol: 'twice', reason: 'cancelled' }])
    expect(events.at(-1)?.kind).toBe('end')
  })

  it('when an engine call is called off in the middle', async () => {
    const cancel = new AbortController()
    const engine = new ScriptedEngine({ ...sure, before: (request) => request === 1 && cancel.abort() })
    const { incomplete } = await review(engine, { text: sum + other, signal: cancel.signal })
    expect(incomplete.map(({ symbol, reason }) => `${symbol} ${reason}`)).toEqual(['sum cancelled', 'twice cancelled'])
  })

  it('when its syntax is not understood, as while a line is being typed', async () => {
    const { incomplete } = await review(new ScriptedEngine(sure), {
      text: `${sum}\nfunction f(a: number {\n  if (a >\n  return a +\n`,
    })
    const firstLine = sum.split('\n').length + 1
    expect(incomplete).toEqual([{ symbol: `lines ${firstLine}-${firstLine + 2}`, reason: 'notParsed' }])
  })

  it('when the time is used up', async () => {
    let time = 0
    const now = () => (time += 10)
    const { incomplete } = await review(new ScriptedEngine(sure), { text: sum + other, now, budgetMs: 45 })
    expect(incomplete.map(({ symbol, reason }) => `${symbol} ${reason}`)).toEqual(['sum outOfBudget', 'twice outOfBudget'])
  })

  it('when the engine fails, without asking it again', async () => {
    const engine = new ScriptedEngine({
      ...sure,
      before: () => {
        throw LatentError.of('engineStopped', 'killed')
      },
    })
    const { incomplete } = await review(engine, { text: sum + other })
    expect(incomplete.map(({ symbol, reason }) => `${symbol} ${reason}`)).toEqual(['sum engineFailed', 'twice engineFailed'])
    expect(incomplete[0]?.detail).toContain('killed')
    expect(engine.requests).toEqual([])
  })

  it('when a line is too long, and the rest is reviewed', async () => {
    const long = `function long() {\n  return '${'x'.repeat(3000)}'\n}\n`
    const filler = Array.from({ length: 40 }, (_, index) => `// ${index}\n`).join('')
    const { findings, incomplete } = await review(new ScriptedEngine(sure), { text: `${long}${filler}${sum}` })
    expect(incomplete).toMatchObject([{ symbol: 'long', reason: 'tooLong' }])
    expect(findings).toHaveLength(1)
  })

  it('when a prompt does not fit into the context, and the rest is reviewed', async () => {
    const engine = new ScriptedEngine({
      ...sure,
      before: (request) => {
        if (request === 0) throw LatentError.of('promptTooLong', 9000, 4096)
      },
    })
    const { incomplete } = await review(engine, { text: other + sum })
    expect(incomplete).toMatchObject([{ symbol: 'twice', reason: 'tooLong' }])
  })

  it('when the file is generated', async () => {
    const engine = new ScriptedEngine(sure)
    const { incomplete } = await review(engine, { text: `// Code generated by a tool. DO NOT EDIT.\n${sum}` })
    expect(incomplete).toMatchObject([{ symbol: 'the file', detail: expect.stringContaining('generated') }])
    expect(engine.requests).toEqual([])
  })
})

describe('what the text alone tells', () => {
  it('is told of the whole file before the model is asked', async () => {
    const engine = new ScriptedEngine(sure)
    const asked: number[] = []
    const text = `${sum}\nfunction run(request) {\n  eval(request.query.code)\n}\n`
    const { findings } = await review(engine, {
      text,
      onEvent: ({ kind }) => {
        if (kind === 'finding') asked.push(engine.requests.length)
      },
    })
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['security.eval', 'bug.off-by-one'])
    expect(asked[0]).toBe(0)
  })

  it('is told even where there is no time left for the model', async () => {
    let now = 0
    const { findings, incomplete } = await review(new ScriptedEngine(sure), {
      text: `${sum}\nfunction run(request) {\n  eval(request.query.code)\n}\n`,
      budgetMs: 10,
      now: () => now,
      onEvent: ({ kind }) => {
        if (kind === 'finding') now = 20
      },
    })
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['security.eval'])
    expect(incomplete.map(({ symbol, reason }) => [symbol, reason])).toEqual([
      ['run', 'outOfBudget'],
      ['sum', 'outOfBudget'],
    ])
  })
})

describe('cost', () => {
  it('is nothing for functions that did not change', async () => {
    const cache = new MemoryReviewCache()
    const first = await review(new ScriptedEngine(sure), { cache })
    const engine = new ScriptedEngine(sure)
    const again = await review(engine, { cache })
    expect(engine.requests).toEqual([])
    expect(again.findings).toEqual(first.findings)
    expect(again.stats).toMatchObject({ functions: 1, functionsFromCache: 1, candidatesScored: 0, promptTokens: 0 })
  })

  it('is nothing for the neighbours of a function that changed', async () => {
    const cache = new MemoryReviewCache()
    const text = (step: string) => `function first(a) {\n  a += ${step}\n  return a\n}\n\nfunction last(a) {\n  return a < 3\n}\n`
    await review(new ScriptedEngine(sure), { cache, text: text('1') })
    const { stats } = await review(new ScriptedEngine(sure), { cache, text: text('2') })
    expect(stats).toMatchObject({ functions: 2, functionsFromCache: 1 })
  })

  it('is paid again when a change elsewhere makes other mends possible', async () => {
    const cache = new MemoryReviewCache()
    const fields = (names: string) => `class Box {\n  ${names}\n}\n${'// a line between\n'.repeat(40)}`
    const use = 'function area(box: Box) {\n  return box.width * box.width\n}\n'
    const run = { cache, path: 'a.ts', languageId: 'typescript' }
    await review(new ScriptedEngine(sure), { ...run, text: fields('width: number') + use })
    const { stats } = await review(new ScriptedEngine(sure), { ...run, text: fields('width: number; depth: number') + use })
    expect(stats).toMatchObject({ functions: 1, functionsFromCache: 0 })
  })

  it('is paid only for functions that touch the lines asked for', async () => {
    const { events, findings } = await review(new ScriptedEngine(sure), {
      text: sum + other,
      lines: [{ startLine: 6, endLine: 7 }],
    })
    expect(events.flatMap((event) => (event.kind === 'progress' ? [event.symbol] : []))).toEqual(['twice', ''])
    expect(findings).toEqual([])
  })

  it('is counted', async () => {
    const engine = new ScriptedEngine(sure)
    const { stats } = await review(engine)
    const scores = engine.requests.filter((request) => 'continuations' in request).length
    expect(stats).toMatchObject({ promptTokens: scores * 10 + 20, cachedTokens: scores * 4, generatedTokens: 5 })
  })

  it('is the same prompt prefix for every request, so that slices are shared', async () => {
    const engine = new ScriptedEngine(sure)
    await review(engine)
    expect(engine.requests.every(({ lane, sequence, reuse }) => `${lane} ${sequence} ${reuse}` === 'user review aligned')).toBe(
      true,
    )
  })
})

it('finds nothing in an empty file', async () => {
  const { events } = await review(new ScriptedEngine(sure), { text: '' })
  expect(events.map((event) => event.kind)).toEqual(['end'])
})

it('gives ranges in UTF-16 and fixes that keep CRLF', async () => {
  const text = 'function 合計(一覧) {\r\n  const 🙂 = "🙂🙂"\r\n  return "🙂" && 一覧.length <= 3\r\n}\r\n'.replace(
    'const 🙂',
    'const x',
  )
  const { findings } = await review(new ScriptedEngine(sure), { text })
  expect(findings).toMatchObject([
    { quote: '<=', range: { start: { line: 2, character: 27 } }, fixes: [{ edits: [{ newText: '<' }] }] },
  ])
})

describe('an observation of an observer', () => {
  const observation: Observation = {
    ruleId: 'security.example',
    category: 'security',
    cwe: [78],
    severity: 'warning',
    startOffset: sum.indexOf('list.length'),
    endOffset: sum.indexOf('list.length') + 'list.length'.length,
    title: 'An example',
    confidence: 0.9,
    evidence: { reason: 'The example says so' },
  }
  const observer = (parts: Partial<Observation> = {}, asksModel = false): Observer => ({
    asksModel,
    observe: async () => [{ ...observation, ...parts }],
  })
  const calm = () => new ScriptedEngine({})

  it('becomes a finding with its rule, weakness and reason', async () => {
    const { findings } = await review(calm(), { observers: [observer()] })
    expect(findings).toMatchObject([
      {
        origin: 'rule',
        ruleId: 'security.example',
        cwe: [78],
        quote: 'list.length',
        fixes: [],
        evidence: { reason: 'The example says so' },
      },
    ])
  })

  it('is held back when it is not sure enough', async () => {
    const { findings, heldBack } = await review(calm(), { observers: [observer({ confidence: 0.3 })] })
    expect(findings).toEqual([])
    expect(heldBack).toMatchObject([{ ruleId: 'security.example', reason: expect.stringContaining('30 %') }])
  })

  it('has a verified fix when its mend parses', async () => {
    const mend = { title: 'Use `list.size`', newText: 'list.size' }
    const { findings } = await review(calm(), { observers: [observer({ mend })] })
    expect(findings[0]?.fixes).toMatchObject([{ verified: true, title: 'Use `list.size`', checks: { parses: true } }])
  })

  it('has no fix when its mend does not parse', async () => {
    const mend = { title: 'Break it', newText: 'list.(' }
    const { findings } = await review(calm(), { observers: [observer({ mend })] })
    expect(findings[0]?.fixes).toEqual([])
  })

  it('comes before what the model is asked, unless its observer asks the model', async () => {
    const observers = [observer({ title: 'asked' }, true), observer({ title: 'seen' })]
    const { findings } = await review(new ScriptedEngine(sure), { observers })
    expect(findings.map(({ title }) => title)).toEqual(['seen', expect.stringContaining('goes one step too far'), 'asked'])
  })

  it('outside of the lines that were asked for is left out', async () => {
    const { findings } = await review(calm(), { observers: [observer()], lines: [{ startLine: 0, endLine: 1 }] })
    expect(findings).toEqual([])
  })

  it('that fails because of the engine leaves the function incomplete', async () => {
    const failing: Observer = { asksModel: true, observe: () => Promise.reject(LatentError.of('engineFailed', 'it fell')) }
    const { incomplete } = await review(calm(), { observers: [failing] })
    expect(incomplete).toMatchObject([{ symbol: 'sum', reason: 'engineFailed' }])
  })

  it('of a forgotten await is not told once more by its odds', async () => {
    const text = 'async function save(store) {\n  store.flush()\n}\n'
    const start = text.indexOf('store.flush()')
    const place = { startOffset: start, endOffset: start + 'store.flush()'.length, ruleId: 'bug.unawaited-promise' }
    const engine = new ScriptedEngine({ opinions: { 'store.flush': -30, 'await store.flush': 30 } })
    const alone = await review(engine, { text })
    const both = await review(engine, { text, observers: [observer(place)] })
    expect([...alone.findings, ...alone.heldBack].map(({ ruleId }) => ruleId)).toEqual(['bug.missing-await'])
    expect([...both.findings, ...both.heldBack].map(({ ruleId }) => ruleId)).toEqual(['bug.unawaited-promise'])
  })
})
