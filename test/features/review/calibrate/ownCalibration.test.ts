import { beforeAll, describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { SourceText } from '../../../../server/context/source.ts'
import { chosenCalibration } from '../../../../server/features/review/calibrate/choice.ts'
import {
  formatOwnCalibration,
  type OwnCalibration,
  parseOwnCalibration,
} from '../../../../server/features/review/calibrate/ownCalibration.ts'
import { type Calibration, calibrationOf } from '../../../../server/features/review/calibration.ts'
import { reviewFile } from '../../../../server/features/review/review.ts'
import type { Finding } from '../../../../server/protocol/finding.ts'
import { ScriptedEngine } from '../scriptedEngine.ts'

const share = { part: 4, whole: 5, low: 0.4, high: 0.9 }
const calibration: Calibration = {
  ...calibrationOf('never-seen'),
  intercept: 2,
  weights: { ...calibrationOf('never-seen').weights, lineOdds: 0.1, votes: 0.5 },
  languages: { javascript: 0.5 },
  asksForClaims: false,
}
const own: OwnCalibration = {
  calibrationKey: 'scripted',
  modelDigest: 'abc',
  replacesShipped: false,
  functions: 20,
  figures: [0.6, 0.8, 0.9].map((asked) => ({ asked, precision: share, recall: share })),
  calibration,
}

describe('the file of a calibration', () => {
  it('gives back what was written', () => {
    expect(parseOwnCalibration(formatOwnCalibration(own))).toEqual(own)
  })

  const spoilt: readonly (readonly [string, (text: string) => string])[] = [
    ['is cut', (text) => text.slice(0, 100)],
    ['is something else', () => '[]'],
    ['is of another version', (text) => text.replace('"version": 1', '"version": 2')],
    ['counts evidence the wrong way round', (text) => text.replace('"lineOdds": 0.1', '"lineOdds": -0.1')],
    ['lacks a weight', (text) => text.replace('"lineOdds": 0.1,', '')],
    ['weighs what nobody measures', (text) => text.replace('"votes"', '"mood"')],
    ['has words for numbers', (text) => text.replace('"intercept": 2', '"intercept": "2"')],
    ['lacks figures', (text) => text.replace('"asked": 0.8,', '')],
    ['has no limit', (text) => text.replace('"limit": 15', '"limit": 0')],
  ]
  it.each(spoilt)('is refused when it %s', (_what, spoil) => {
    const text = formatOwnCalibration(own)
    expect(spoil(text)).not.toBe(text)
    expect(parseOwnCalibration(spoil(text))).toBeUndefined()
  })
})

describe('which calibration is used', () => {
  it.each([
    ['qwen2-0.5b', undefined, 'shipped'],
    ['qwen2-0.5b', own, 'shipped'],
    ['qwen2-0.5b', { ...own, replacesShipped: true }, 'own'],
    ['scripted', own, 'own'],
    ['scripted', undefined, 'cautious'],
  ] as const)('of %s', (key, measured, source) => {
    expect(chosenCalibration(key, measured).source).toBe(source)
  })

  let parser: SyntaxParser
  beforeAll(async () => {
    parser = await SyntaxParser.create()
  })

  async function review(measured: OwnCalibration | undefined) {
    const text =
      'function sum(list) {\n  let total = 0\n  for (let i = 0; i <= list.length; i++) total += list[i]\n  return total\n}\n'
    const ask = { source: new SourceText('a.js', 'javascript', text), precision: 0.8, dismissed: [] }
    const asked: string[] = []
    const ownCalibration = async (key: string) => {
      asked.push(key)
      return measured
    }
    const engine = new ScriptedEngine({ opinions: { '<=': -6, '>=': -12 } })
    const kinds: string[] = []
    let used: string | undefined
    const findings: Finding[] = []
    const deps = { engine, parser, now: () => 0, ownCalibration }
    for await (const event of reviewFile(ask, deps, new AbortController().signal)) {
      if (event.kind === 'end') used = event.stats.calibration
      else if (event.kind !== 'progress') kinds.push(event.kind)
      if (event.kind === 'finding') findings.push(event.finding)
    }
    return { asked, kinds, used, findings }
  }

  it('decides what is shown, is told, and says what the model is asked', async () => {
    expect(await review(undefined)).toMatchObject({ asked: ['scripted'], kinds: ['heldBack'], used: 'cautious' })
    const withOwn = await review(own)
    expect(withOwn).toMatchObject({ asked: ['scripted'], kinds: ['finding'], used: 'own' })
    const [finding] = withOwn.findings
    const logit = finding?.evidence.terms?.reduce((sum, { nats }) => sum + nats, 0) ?? Number.NaN
    expect(finding?.confidence).toBeCloseTo(1 / (1 + Math.exp(-logit)), 2)
    expect(finding?.evidence.terms?.map(({ of }) => of)).toEqual(['intercept', 'language', 'lineOdds', 'blockOdds'])
  })
})
