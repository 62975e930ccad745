import { describe, expect, it } from 'vitest'
import type { Outcome, OutcomeKind } from '../../../server/features/completion/calibration.ts'
import { Acceptance } from '../../../server/lsp/acceptance.ts'

const uri = 'file:///a.ts'

function withOffer(text: string, replaced = 0): Acceptance {
  const acceptance = new Acceptance()
  acceptance.suggested(uri, [{ start: 10, end: 10 + replaced, text }], 0)
  return acceptance
}

describe('what became of a suggestion', () => {
  it('counts as offered only when it was still valid after 750 ms', () => {
    const acceptance = withOffer('rn left + right')
    expect(acceptance.totals(749).offered).toBe(0)
    expect(acceptance.totals(750).offered).toBe(1)
    expect(acceptance.totals(5000).offered).toBe(1)
  })

  it('is accepted when the whole text appears at once', () => {
    const acceptance = withOffer('rn left + right')
    acceptance.edited(uri, { start: 10, end: 10, text: 'rn left + right' }, 100)
    expect(acceptance.totals(100)).toMatchObject({ offered: 1, accepted: 1, partlyAccepted: 0, keptCharacters: 15 })
  })

  it('is accepted together with the text that it replaces', () => {
    const acceptance = withOffer('name)', 1)
    acceptance.edited(uri, { start: 10, end: 11, text: 'name)' }, 100)
    expect(acceptance.totals(100).accepted).toBe(1)
  })

  it('is accepted when the editor leaves out what stood there already', () => {
    const acceptance = withOffer('name)', 1)
    acceptance.edited(uri, { start: 10, end: 10, text: 'name' }, 100)
    expect(acceptance.totals(100)).toMatchObject({ accepted: 1, partlyAccepted: 0 })
  })

  it('is partly accepted when a word of it is taken', () => {
    const acceptance = withOffer('rn left + right')
    acceptance.edited(uri, { start: 10, end: 10, text: 'rn left' }, 100)
    expect(acceptance.totals(100)).toMatchObject({ offered: 1, accepted: 0, partlyAccepted: 1, keptCharacters: 7 })
  })

  it('counts once when it is taken word by word to the end', () => {
    const acceptance = withOffer('rn left + right')
    acceptance.edited(uri, { start: 10, end: 10, text: 'rn left' }, 100)
    acceptance.edited(uri, { start: 17, end: 17, text: ' + right' }, 200)
    expect(acceptance.totals(200)).toMatchObject({ offered: 1, accepted: 1, partlyAccepted: 0, keptCharacters: 15 })
  })

  it('is not accepted by typing along, and stays one offer', () => {
    const acceptance = withOffer('rn left')
    acceptance.edited(uri, { start: 10, end: 10, text: 'r' }, 200)
    acceptance.suggested(uri, [{ start: 11, end: 11, text: 'n left' }], 210)
    acceptance.edited(uri, { start: 11, end: 11, text: 'n' }, 900)
    expect(acceptance.totals(900)).toMatchObject({ offered: 1, accepted: 0, partlyAccepted: 0, keptCharacters: 0 })
  })

  it('does not take a closed bracket pair for a taken part', () => {
    const acceptance = withOffer('() => 1')
    acceptance.edited(uri, { start: 10, end: 10, text: '()' }, 100)
    expect(acceptance.totals(100).partlyAccepted).toBe(0)
  })

  it('is over when something else is typed', () => {
    const acceptance = withOffer('rn left')
    acceptance.edited(uri, { start: 10, end: 10, text: 'x' }, 100)
    acceptance.edited(uri, { start: 11, end: 11, text: 'rn left' }, 200)
    expect(acceptance.totals(2000)).toMatchObject({ offered: 0, accepted: 0, partlyAccepted: 0, keptCharacters: 0 })
  })

  it('is over when the text before it changes', () => {
    const acceptance = withOffer('rn left')
    acceptance.edited(uri, { start: 0, end: 3, text: '' }, 100)
    expect(acceptance.totals(2000).offered).toBe(0)
  })

  it('is accepted together with the word before the cursor, which the suggest widget writes anew', () => {
    const acceptance = withOffer('sole.log()')
    acceptance.edited(uri, { start: 7, end: 10, text: 'console.log()' }, 100)
    expect(acceptance.totals(100)).toMatchObject({ accepted: 1, keptCharacters: 10 })
  })

  it('is not taken by the suggest widget writing its first word, but goes on after it', () => {
    const acceptance = withOffer('sole.log()')
    acceptance.edited(uri, { start: 7, end: 10, text: 'console' }, 100)
    expect(acceptance.totals(100)).toMatchObject({ partlyAccepted: 0, keptCharacters: 0 })
    acceptance.edited(uri, { start: 14, end: 14, text: '.log()' }, 200)
    expect(acceptance.totals(200)).toMatchObject({ accepted: 1, keptCharacters: 6 })
  })

  it('is not taken by Enter, which indents the next line', () => {
    const acceptance = withOffer('\n  return 1')
    acceptance.edited(uri, { start: 10, end: 10, text: '\n  ' }, 100)
    expect(acceptance.totals(100).partlyAccepted).toBe(0)
  })

  it('stays one offer when it has grown while the user typed along', () => {
    const acceptance = withOffer('rn left')
    acceptance.edited(uri, { start: 10, end: 10, text: 'r' }, 800)
    acceptance.suggested(uri, [{ start: 11, end: 11, text: 'n left + right' }], 810)
    acceptance.edited(uri, { start: 11, end: 11, text: 'n left + right' }, 900)
    expect(acceptance.totals(900)).toMatchObject({ offered: 1, accepted: 1, rejected: 0 })
  })

  it('counts lines, and keys saved without those that the editor indents with', () => {
    const acceptance = withOffer('{\n    return 1\n}')
    acceptance.edited(uri, { start: 10, end: 10, text: '{\n    return 1\n}' }, 100)
    expect(acceptance.totals(100)).toMatchObject({ acceptedLines: 3, keptCharacters: 16, keystrokesSaved: 11 })
  })
})

describe('how an offer ends', () => {
  const outcomes = (events: (acceptance: Acceptance) => void): readonly Outcome[] => {
    const acceptance = new Acceptance(() => 'typescript')
    const told: Outcome[] = []
    acceptance.onOutcome((outcome) => told.push(outcome))
    acceptance.suggested(uri, [{ start: 10, end: 10, text: 'ab cd', confidence: 0.6 }], 0)
    events(acceptance)
    return told
  }
  const type = (text: string, from: number, now: number) => (acceptance: Acceptance) =>
    [...text].forEach((key, index) => {
      acceptance.edited(uri, { start: from + index, end: from + index, text: key }, now)
    })
  const take = (text: string, start: number, now: number) => (acceptance: Acceptance) =>
    acceptance.edited(uri, { start, end: start, text }, now)

  it.each<[string, (acceptance: Acceptance) => void, OutcomeKind, number]>([
    ['taken whole', take('ab cd', 10, 50), 'accepted', 5],
    ['typed in full', type('ab cd', 10, 50), 'typedAlong', 5],
    ['read and then typed over', type('x', 10, 750), 'rejected', 0],
    ['read, typed along for a while and left', type('abx', 10, 800), 'rejected', 2],
    ['typed over before it could be read', type('x', 10, 749), 'ignored', 0],
    ['read and gone at the next request', (a) => a.suggested(uri, [], 900), 'rejected', 0],
    ['open when its document is closed', (a) => a.closed(uri, 900), 'ignored', 0],
  ])('%s', (_what, events, outcome, characters) => {
    expect(outcomes(events)).toEqual([{ outcome, characters, confidence: 0.6, languageId: 'typescript' }])
  })

  it('taken in part, and the rest typed or left', () => {
    const partly = { outcome: 'partly', confidence: 0.6 }
    const part = take('ab', 10, 100)
    const then = (rest: (acceptance: Acceptance) => void) => (a: Acceptance) => {
      part(a)
      rest(a)
    }
    expect(outcomes(then(type(' cd', 12, 200)))).toMatchObject([{ ...partly, characters: 5 }])
    expect(outcomes(then(type('x', 12, 200)))).toMatchObject([{ ...partly, characters: 2 }])
    expect(outcomes(then(take(' cd', 12, 200)))).toMatchObject([{ outcome: 'accepted', characters: 5 }])
  })

  it('tells the confidence that it was first shown with', () => {
    const told = outcomes((acceptance) => {
      acceptance.edited(uri, { start: 10, end: 10, text: 'a' }, 100)
      acceptance.suggested(uri, [{ start: 11, end: 11, text: 'b cd', confidence: 0.9 }], 110)
      acceptance.edited(uri, { start: 11, end: 11, text: 'b cd' }, 200)
    })
    expect(told).toMatchObject([{ outcome: 'accepted', confidence: 0.6 }])
  })

  it('tells the confidence of the one that was taken of several', () => {
    const acceptance = new Acceptance()
    const told: Outcome[] = []
    acceptance.onOutcome((outcome) => told.push(outcome))
    const several = [
      { start: 0, end: 0, text: 'left', confidence: 0.5 },
      { start: 0, end: 0, text: 'right', confidence: 0.2 },
    ]
    acceptance.suggested(uri, several, 0)
    acceptance.edited(uri, { start: 0, end: 0, text: 'right' }, 100)
    expect(told).toMatchObject([{ outcome: 'accepted', confidence: 0.2 }])
  })
})

describe('what is kept of it', () => {
  const keptAfter = (later: (acceptance: Acceptance) => void, now = 30_100): number => {
    const acceptance = withOffer('return left')
    acceptance.edited(uri, { start: 10, end: 10, text: 'return left' }, 100)
    later(acceptance)
    return acceptance.totals(now).keptAfter30s
  }
  const edit =
    (start: number, end: number, text: string, now = 5000) =>
    (acceptance: Acceptance) =>
      acceptance.edited(uri, { start, end, text }, now)

  it.each<[string, (acceptance: Acceptance) => void, number]>([
    ['all of it when nothing happens', () => {}, 11],
    [
      'all of it when text is typed before, within and after it',
      (a) => [edit(0, 0, 'x'), edit(14, 14, 'yy'), edit(40, 40, 'z')].map((each) => each(a)),
      11,
    ],
    ['what a deletion leaves', edit(16, 21, ''), 6],
    ['nothing when it is undone', edit(10, 21, ''), 0],
    ['what a replaced word leaves', edit(17, 21, 'right'), 8],
    ['what a formatter writes the same again', edit(10, 21, 'return  left'), 11],
    ['what an edit across its end leaves', edit(17, 30, ''), 7],
    ['what an edit across its start leaves', edit(2, 16, ''), 5],
    ['all of it when it changes later', edit(10, 21, '', 30_100), 11],
    ['what stands when the document is closed', (a) => [edit(17, 21, '')(a), a.closed(uri, 6000)], 7],
  ])('%s', (_what, later, characters) => {
    expect(keptAfter(later)).toBe(characters)
  })

  it('is not counted before 30 seconds have passed', () => {
    expect(keptAfter(() => {}, 30_099)).toBe(0)
  })
})

it('says what it counts, by language', () => {
  const acceptance = new Acceptance(() => 'python')
  const counted: unknown[] = []
  acceptance.onCount((languageId, added) => counted.push([languageId, added]))
  acceptance.suggested(uri, [{ start: 0, end: 0, text: 'pass' }], 0)
  acceptance.edited(uri, { start: 0, end: 0, text: 'pass' }, 10)
  expect(counted).toEqual([
    ['python', { offered: 1 }],
    ['python', { keptCharacters: 4, acceptedLines: 1, keystrokesSaved: 3 }],
    ['python', { accepted: 1 }],
  ])
})
