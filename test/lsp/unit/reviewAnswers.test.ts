import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { noAnswers } from '../../../server/features/review/adaptation.ts'
import { applyEdits, type Edit } from '../../../server/lsp/edits.ts'
import type { EngineHost } from '../../../server/lsp/engineHost.ts'
import { Findings } from '../../../server/lsp/findings.ts'
import { ReviewAnswerCount } from '../../../server/lsp/reviewAnswers.ts'
import { UserStatistics } from '../../../server/lsp/statistics.ts'
import { StatisticsFile } from '../../../server/lsp/statisticsFile.ts'
import { readMarks } from '../../marks.ts'
import { findingAt } from './finding.ts'

const model = 'qwen2-0.5b'
const uri = 'file:///a.ts'
const ready = { kind: 'ready', info: { calibrationKey: model } } as EngineHost['state']

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-answers-'))
})
afterEach(() => rm(folder, { recursive: true }))

function userStatistics(): UserStatistics {
  const today = () => '2026-11-24'
  const file = new StatisticsFile(join(folder, 'statistics.json'), today)
  return new UserStatistics({ file, today, log: () => undefined, settle: () => undefined })
}

/** A document with a finding whose fix is `>=`, and a clock. */
function scene(state = ready) {
  const { text, ranges } = readMarks('function f(a) {\n  return a [|>|] 1\n}\n', { ranges: 1 })
  const range = ranges[0] ?? { start: 0, end: 0 }
  const findings = new Findings()
  const review = (of: string, found: boolean) => {
    const session = findings.begin(uri, new SourceText('a.ts', 'typescript', of), undefined)
    if (found) session.add(findingAt(text, range, { id: 'one', fix: '>=' }))
    session.end([])
  }
  review(text, true)
  let now = text
  let ms = 0
  const statistics = userStatistics()
  const answers = new ReviewAnswerCount({ findings, statistics, engine: { state }, now: () => ms })
  return {
    range,
    answers,
    edit: (edit: Edit) => {
      now = applyEdits(now, [edit])
      findings.edited(uri, edit, now)
    },
    review: () => review(now, false),
    wait: (seconds: number) => {
      for (let step = 0; step < seconds; step += 10) {
        ms += 10_000
        answers.settle()
      }
    },
    accepted: () => answers.of(model, 'bug.comparison').accepted,
  }
}

describe('a fix', () => {
  it('counts as accepted once, when it has stood for half a minute', () => {
    const { edit, range, wait, accepted } = scene()
    edit({ ...range, text: '>=' })
    wait(20)
    expect(accepted()).toBe(0)
    wait(300)
    expect(accepted()).toBe(1)
  })

  it('counts alike when it was typed, and when a review has gone over it since', () => {
    const { edit, range, wait, accepted, review } = scene()
    edit({ start: range.end, end: range.end, text: '=' })
    edit({ start: range.start, end: range.start + 1, text: '' })
    edit({ start: range.start, end: range.start, text: '>' })
    wait(10)
    review()
    wait(60)
    expect(accepted()).toBe(1)
  })

  it('does not count when it is taken back, or when something else is written', () => {
    const undone = scene()
    undone.edit({ ...undone.range, text: '>=' })
    undone.wait(20)
    undone.edit({ start: undone.range.start, end: undone.range.start + 2, text: '>' })
    undone.wait(60)
    const other = scene()
    other.edit({ ...other.range, text: '!==' })
    other.wait(60)
    expect([undone.accepted(), other.accepted()]).toEqual([0, 0])
  })

  it('does not count without a model to count it for', () => {
    const { answers, accepted } = scene({ kind: 'noModel' } as unknown as EngineHost['state'])
    answers.answered('bug.comparison', 'accepted')
    expect(accepted()).toBe(0)
  })
})

describe('answers', () => {
  it('are of one model and one rule, last to the next session, and can be taken back', async () => {
    const before = userStatistics()
    before.answered(model, 'bug.comparison', { ...noAnswers, falsePositive: 1 })
    before.answered(model, 'bug.comparison', { ...noAnswers, wontFix: 1 })
    before.answered(model, 'bug.negation', { ...noAnswers, notUseful: 1 })
    await before.save()
    before.answered(model, 'bug.comparison', { ...noAnswers, wontFix: -1 })
    await before.save()
    const next = userStatistics()
    await next.read()
    expect(next.answers(model, 'bug.comparison')).toEqual({ ...noAnswers, falsePositive: 1 })
    expect(next.answers(model, 'bug.negation')).toEqual({ ...noAnswers, notUseful: 1 })
    expect(next.answers('another', 'bug.comparison')).toEqual(noAnswers)
    expect(next.answers(model, 'constructor')).toEqual(noAnswers)
  })

  it('are forgotten with the statistics', async () => {
    const statistics = userStatistics()
    statistics.answered(model, 'bug.comparison', { ...noAnswers, falsePositive: 1 })
    await statistics.save()
    await statistics.reset()
    expect(statistics.answers(model, 'bug.comparison')).toEqual(noAnswers)
  })
})
