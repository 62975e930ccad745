import { expect, test } from 'vitest'
import type { ScoredText, TextDelta } from '../../../server/engine/engine.ts'
import { Exchange } from '../../../server/engine/local/exchange.ts'
import type { Outcome } from '../../../server/engine/supervisedEngine.ts'
import { LatentError } from '../../../server/protocol/errors.ts'
import type { RequestFigures } from '../../../server/protocol/figures.ts'

const cost = (generatedTokens: number): RequestFigures => ({ promptTokens: 10, cachedTokens: 4, generatedTokens, ms: 1 })
const text = (value: string): TextDelta => ({ kind: 'text', text: value })

/** An exchange and all that it did. */
function begin() {
  const controller = new AbortController()
  const did: string[] = []
  const ends: { outcome: Outcome; figures: RequestFigures }[] = []
  const exchange = new Exchange(
    controller.signal,
    () => did.push('cancel'),
    (outcome, figures) => ends.push({ outcome, figures }),
  )
  return { controller, exchange, did, ends }
}

async function readAll(exchange: Exchange): Promise<readonly string[]> {
  const texts: string[] = []
  for await (const delta of exchange.deltas()) if (delta.kind === 'text') texts.push(delta.text)
  return texts
}

test('what comes is handed on in order, before and after the reader waits for it', async () => {
  const { exchange, did, ends } = begin()
  exchange.receive({ kind: 'delta', id: 1, delta: text('a'), figures: cost(1) })
  const reading = readAll(exchange)
  await Promise.resolve()
  exchange.receive({ kind: 'delta', id: 1, delta: text('b'), figures: cost(2) })
  exchange.receive({ kind: 'done', id: 1, figures: cost(3) })
  expect(await reading).toEqual(['a', 'b'])
  exchange.leave()
  expect(did).toEqual([])
  expect(ends).toEqual([{ outcome: 'done', figures: cost(3) }])
})

test('a reader that leaves early cancels the work once and counts what was told so far as done', () => {
  const { exchange, did, ends } = begin()
  exchange.receive({ kind: 'delta', id: 1, delta: text('a'), figures: cost(1) })
  exchange.leave()
  exchange.leave()
  exchange.receive({ kind: 'cancelled', id: 1, figures: cost(2) })
  expect(did).toEqual(['cancel'])
  expect(ends).toEqual([{ outcome: 'done', figures: cost(1) }])
})

test('an abort before the first text sends the reader away at once, and the cost comes when the engine has stopped', async () => {
  const { exchange, controller, did, ends } = begin()
  const reading = readAll(exchange)
  controller.abort('typed on')
  await expect(reading).rejects.toBe('typed on')
  expect(did).toEqual(['cancel'])
  expect(ends).toEqual([])
  exchange.leave()
  exchange.receive({ kind: 'cancelled', id: 1, figures: cost(0) })
  expect(ends).toEqual([{ outcome: 'cancelled', figures: cost(0) }])
})

test('after an abort no text is given any more, also what had come already', async () => {
  const { exchange, controller } = begin()
  exchange.receive({ kind: 'delta', id: 1, delta: text('a'), figures: cost(1) })
  exchange.receive({ kind: 'delta', id: 1, delta: text('b'), figures: cost(2) })
  const reader = exchange.deltas()[Symbol.asyncIterator]()
  expect(await reader.next()).toEqual({ done: false, value: text('a') })
  controller.abort('typed on')
  await expect(reader.next()).rejects.toBe('typed on')
})

test('an abort after the end, before all was read, is no short answer but an abort', async () => {
  const { exchange, controller, did } = begin()
  exchange.receive({ kind: 'delta', id: 1, delta: text('a'), figures: cost(1) })
  exchange.receive({ kind: 'done', id: 1, figures: cost(1) })
  controller.abort('typed on')
  await expect(readAll(exchange)).rejects.toBe('typed on')
  expect(did).toEqual([])
})

test('an end that crosses an abort on its way counts as cancelled', () => {
  const { exchange, controller, ends } = begin()
  controller.abort()
  exchange.receive({ kind: 'done', id: 1, figures: cost(5) })
  expect(ends).toEqual([{ outcome: 'cancelled', figures: cost(5) }])
})

test('a failure comes after the text before it, as the error that it was', async () => {
  const { exchange, ends } = begin()
  exchange.receive({ kind: 'delta', id: 1, delta: text('a'), figures: cost(1) })
  const { code, message, parts } = LatentError.of('promptTooLong', 9, 8)
  exchange.receive({ kind: 'failed', id: 1, error: { code, parts }, figures: cost(2) })
  const texts: TextDelta[] = []
  const reading = (async () => {
    for await (const delta of exchange.deltas()) texts.push(delta)
  })()
  await expect(reading).rejects.toMatchObject({ code: 'promptTooLong', message })
  expect(texts).toEqual([text('a')])
  expect(ends).toEqual([{ outcome: 'failed', figures: cost(2) }])
})

test('when the process dies the reader is told, and what it cost so far counts', async () => {
  const { exchange, ends } = begin()
  exchange.receive({ kind: 'delta', id: 1, delta: text('a'), figures: cost(1) })
  exchange.fail(LatentError.of('engineStopped', 'signal SIGKILL'))
  await expect(readAll(exchange)).rejects.toMatchObject({ code: 'engineStopped' })
  expect(ends).toEqual([{ outcome: 'failed', figures: cost(1) }])
})

test('when the process dies while it stops an aborted request, that one is cancelled', () => {
  const { exchange, controller, ends } = begin()
  controller.abort()
  exchange.fail(LatentError.of('engineStopped', 'signal SIGKILL'))
  expect(ends.map(({ outcome }) => outcome)).toEqual(['cancelled'])
})

test('messages after the end change nothing', () => {
  const { exchange, ends, did } = begin()
  exchange.receive({ kind: 'done', id: 1, figures: cost(1) })
  exchange.receive({ kind: 'delta', id: 1, delta: text('late'), figures: cost(2) })
  exchange.receive({ kind: 'cancelled', id: 1, figures: cost(2) })
  exchange.fail(LatentError.of('engineStopped', 'late'))
  expect(ends).toEqual([{ outcome: 'done', figures: cost(1) }])
  expect(did).toEqual([])
})

test('scores are handed over, and an abort rejects them', async () => {
  const scores: readonly ScoredText[] = [{ logPs: [-1], lengths: [2], preferred: [], figures: cost(0) }]
  const answered = begin()
  answered.exchange.receive({ kind: 'scored', id: 1, scores })
  answered.exchange.receive({ kind: 'done', id: 1, figures: cost(0) })
  expect(await answered.exchange.scores).toBe(scores)

  const aborted = begin()
  aborted.controller.abort('closed')
  await expect(aborted.exchange.scores).rejects.toBe('closed')
})
