import { expect, it } from 'vitest'
import { type FitCase, type FitOptions, fittedTo } from '../../../../server/features/review/calibrate/fit.ts'
import { confidenceOf } from '../../../../server/features/review/calibration.ts'

const options: FitOptions = { features: ['lineOdds', 'blockOdds'], limit: 25, penalty: 1, caution: 1 }

/** Suspects of a language with odds from 0 to 10, right from `rightFrom` on. */
function casesIn(languageId: string, count: number, rightFrom: number): readonly FitCase[] {
  return Array.from({ length: count }, (_, index) => {
    const lineOdds = (index / count) * 10
    const signals = { lineOdds, blockOdds: 5, weakestToken: -1, mendedLogP: -1, candidates: 3 }
    const suspect = { kind: 'comparison', signals } as const
    return { id: `${languageId}${index}`, kind: 'comparison', languageId, alarm: { right: lineOdds >= rightFrom, suspect } }
  })
}

it('tells languages apart that a model judges differently, as the calibration does that comes of it', () => {
  const fitted = fittedTo([...casesIn('python', 40, 3), ...casesIn('go', 40, 7)], options)
  const { languages = {} } = fitted.calibration
  expect(languages.python).toBeGreaterThan(languages.go ?? Number.NaN)
  const [{ alarm, kind } = { alarm: { right: true }, kind: 'comparison' as const }] = casesIn('python', 40, 3).slice(20)
  if (alarm.suspect === undefined) throw new Error('no suspect')
  const calibration = { ...fitted.calibration, asksForClaims: false, clearlyLikelier: { line: 1, block: 1 } }
  for (const languageId of ['python', 'go', 'rust']) {
    const expected = fitted.confidenceOf(alarm, languageId)
    expect(confidenceOf(kind, alarm.suspect.signals, calibration, languageId)).toBeCloseTo(expected, 2)
  }
  expect(fitted.confidenceOf(alarm, 'python')).toBeGreaterThan(fitted.confidenceOf(alarm, 'go'))
})

it('says nothing of a language that is hardly seen, or of one alone', () => {
  const rare = fittedTo([...casesIn('python', 40, 3), ...casesIn('go', 10, 7)], options)
  expect(rare.calibration.languages).toBeUndefined()
  expect(fittedTo(casesIn('python', 60, 3), options).calibration.languages).toBeUndefined()
})

it('never turns evidence against itself, even where chance says so', () => {
  const upsideDown = casesIn('python', 40, 5).map((each) => ({ ...each, alarm: { ...each.alarm, right: !each.alarm.right } }))
  for (const weight of Object.values(fittedTo(upsideDown, options).calibration.weights)) expect(weight).toBeGreaterThanOrEqual(0)
})
