import { describe, expect, test } from 'vitest'
import type { ActionCase } from '../../bench/edit/actionCases/actionCase.ts'
import { actionSets, type SetName, setNames } from '../../bench/edit/actionCases/all.ts'
import { fileNames, knownAnswer, placeOf, problemOf, verdictOf } from '../../bench/edit/actionVerdict.ts'
import { runTest } from '../../bench/edit/runTest.ts'

const trapsOf = (cases: readonly ActionCase[]) => cases.filter(({ expected }) => expected.kind === 'refused')
const placesOf = (cases: readonly ActionCase[]) => cases.filter(({ expected }) => expected.kind === 'applied')
const fullName = ({ kind, language, name }: ActionCase) => `${kind} ${language} ${name}`

/** What has no right answer in a language, or no case, and the traps that no careless answer can show. */
const exceptions: Readonly<Record<SetName, { readonly missing: readonly string[]; readonly withoutAnswer: readonly string[] }>> =
  {
    first: { missing: ['refactor.rewrite.async python'], withoutAnswer: ['does not parse', 'changes meanwhile'] },
    second: {
      missing: ['refactor.rewrite.async python', 'generate.documentation javascript'],
      withoutAnswer: ['changes meanwhile', 'does not parse'],
    },
  }

describe.each(setNames)('the %s set of cases of the bench of code actions', (set) => {
  const actionCases = actionSets[set]
  const traps = trapsOf(actionCases)
  const places = placesOf(actionCases)
  test('there are 40 places and 20 traps, each with a name of its own', () => {
    expect([places.length, traps.length]).toEqual([40, 20])
    expect(new Set(actionCases.map(fullName)).size).toBe(60)
  })

  test('every kind is there in each language, with the exceptions that are told', () => {
    const missing = [...new Set(places.map(({ kind }) => kind))].flatMap((kind) =>
      ['typescript', 'javascript', 'python']
        .filter((language) => !places.some((each) => each.kind === kind && each.language === language))
        .map((language) => `${kind} ${language}`),
    )
    expect(missing).toEqual(exceptions[set].missing)
  })

  test('each test passes for the code as it is', () => {
    const failed = actionCases
      .filter(({ test }) => test !== '')
      .flatMap((each) => {
        const verdict = runTest(fileNames[each.language], placeOf(each).text, each.test)
        return verdict.kind === 'passed' ? [] : [{ name: fullName(each), verdict }]
      })
    expect(failed).toEqual([])
  }, 120_000)

  test('each place has an answer that is right', () => {
    const wrong = places.flatMap((each) => {
      const verdict = verdictOf(each, { kind: 'applied', texts: [knownAnswer(each) ?? ''] })
      return verdict.outcome === 'correct' ? [] : [{ name: fullName(each), verdict }]
    })
    expect(wrong).toEqual([])
  }, 120_000)

  test('each trap notices the careless answer', () => {
    const harmless = traps.filter((each) => {
      const answer = knownAnswer(each)
      return answer !== undefined && problemOf(each, answer) === undefined
    })
    expect(harmless.map(fullName)).toEqual([])
    expect(traps.filter((each) => knownAnswer(each) === undefined).map(({ name }) => name)).toEqual(exceptions[set].withoutAnswer)
  }, 120_000)
})

describe('the verdict on an answer', () => {
  const [place] = placesOf(actionSets.first)
  const [trap] = trapsOf(actionSets.first)
  if (place === undefined || trap === undefined) throw new Error('There are no cases.')
  const { text } = placeOf(place)

  test('of a place: what is refused or missing in the menu is told apart from what is wrong', () => {
    expect(verdictOf(place, { kind: 'notOffered' }).outcome).toBe('notOffered')
    expect(verdictOf(place, { kind: 'refused', reasons: ['No.', 'No.'] })).toEqual({ outcome: 'refusedWrongly', why: 'No.' })
    expect(verdictOf(place, { kind: 'applied', texts: [text] })).toEqual({ outcome: 'wrong', why: 'nothing changed' })
    expect(verdictOf(place, { kind: 'applied', texts: [`${text}\nexport const more: number = ''\n`] }).why).toContain('TS2322')
    expect(verdictOf(place, { kind: 'applied', texts: [text.replace('discount\n', 'discount * 2\n')] }).why).toContain(
      'its test fails',
    )
    expect(verdictOf(place, { kind: 'applied', texts: [`${text}\n`] }).why).toContain('it has no')
  })

  test('of a place with two answers is wrong where one of them is', () => {
    const texts = [knownAnswer(place) ?? '', text]
    expect(verdictOf(place, { kind: 'applied', texts }).outcome).toBe('wrong')
  })

  test('of a trap is right only where nothing is changed', () => {
    expect(verdictOf(trap, { kind: 'notOffered' }).outcome).toBe('refusedRightly')
    expect(verdictOf(trap, { kind: 'refused', reasons: ['No.'] }).outcome).toBe('refusedRightly')
    expect(verdictOf(trap, { kind: 'applied', texts: [`${placeOf(trap).text}\n`] }).outcome).toBe('wrong')
  })
})
