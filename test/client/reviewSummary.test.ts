import { expect, test } from 'vitest'
import { summary } from '../../client/reviewSummary.ts'
import type { Translate } from '../../client/statusText.ts'
import type { Finding, HeldBack, Incomplete } from '../../server/protocol/finding.ts'
import type { ReviewResult } from '../../server/protocol/requests.ts'

const english: Translate = (message, ...values) => message.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]))

/** Only the counts matter to a summary, so the findings themselves are empty. */
function result(findings: number, heldBack: number, incomplete: readonly Incomplete[] = []): ReviewResult {
  return {
    findings: Array.from({ length: findings }, () => ({}) as Finding),
    heldBack: Array.from({ length: heldBack }, () => ({}) as HeldBack),
    incomplete,
    stats: {
      promptTokens: 0,
      cachedTokens: 0,
      generatedTokens: 0,
      ms: 0,
      functions: 0,
      functionsFromCache: 0,
      candidatesScored: 0,
    },
  }
}

test.each([
  ['nothing found', result(0, 0), 'a.ts: no findings.'],
  ['one finding', result(1, 0), 'a.ts: 1 finding.'],
  ['findings and held-back ones', result(2, 3), 'a.ts: 2 findings, 3 held back.'],
  [
    'a function that was skipped',
    result(0, 1, [{ symbol: 'load', reason: 'tooLong' }]),
    'a.ts: no findings, 1 held back. Not reviewed: load (it is too long for the model).',
  ],
  [
    'lines that are no code yet',
    result(0, 0, [{ symbol: 'lines 5-12', reason: 'notParsed' }]),
    'a.ts: no findings. Not reviewed: lines 5-12 (its syntax was not understood).',
  ],
  [
    'a review that was stopped',
    result(1, 0, [
      { symbol: 'load', reason: 'cancelled' },
      { symbol: 'save', reason: 'cancelled' },
    ]),
    'a.ts: 1 finding. Not reviewed: load (the review was stopped) and 1 more.',
  ],
  [
    'a part whose reason is told in words',
    result(0, 0, [{ symbol: 'lines 1-9', reason: 'notText', detail: 'it holds NUL bytes' }]),
    'a.ts: no findings. Not reviewed: lines 1-9 (it holds NUL bytes).',
  ],
])('The summary of a review tells of %s', (_, given, sentence) => {
  expect(summary(given, 'a.ts', 'en', english)).toBe(sentence)
})
