import { describe, expect, test } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { situationAt } from '../../../server/features/completion/situation.ts'
import { Trail } from '../../../server/features/completion/trail.ts'
import { readCursor } from '../../marks.ts'

function situation(code: string) {
  const { text, offset } = readCursor(code)
  const source = new SourceText('a.ts', 'typescript', text)
  return situationAt(source, source.positionAt(offset))
}

function trailAt(code: string, text: string) {
  const trail = new Trail(situation(code))
  trail.append(text, 0)
  return trail
}

/** What is left of a text that the model wrote at a place, at another place. */
function leftOf(given: string, text: string, now: string): string | undefined {
  const typed = trailAt(given, text).along(situation(now))
  return typed === undefined ? undefined : text.slice(typed)
}

describe('the user types along of what the model wrote', () => {
  test('its rest is left', () => expect(leftOf('retu[||]\n}', 'rn left', 'return l[||]\n}')).toBe('eft'))
  test('the same place has all of it', () => expect(leftOf('retu[||]\n}', 'rn left', 'retu[||]\n}')).toBe('rn left'))
  test('also across lines', () => expect(leftOf('if (a) [||]', '{\n  b()\n}', 'if (a) {\n  [||]')).toBe('b()\n}'))
  test('also with Windows line ends', () => expect(leftOf('x\r\nretu[||]\r\n}', 'rn 1', 'x\r\nretur[||]\r\n}')).toBe('n 1'))
  test('also when the editor closes a bracket', () => expect(leftOf('x = f[||]\n', '(a, b)', 'x = f([||])\n')).toBe('a, b)'))
  test('also when the user closes it over the one of the editor', () =>
    expect(leftOf('x = f[||]\n', '(a) + 1', 'x = f(a)[||]\n')).toBe(' + 1'))
  test('nothing is left when all of it was typed', () => expect(leftOf('retu[||]', 'rn', 'return[||]')).toBe(''))
  test('he may be ahead of what is written so far', () => expect(leftOf('retu[||]', 'rn', 'return 1[||]')).toBe(''))
})

describe('he does not', () => {
  test('when he typed something else', () => expect(leftOf('retu[||]', 'rn left', 'retux[||]')).toBeUndefined())
  test('when the text below changed', () => expect(leftOf('retu[||]\n}', 'rn left', 'retur[||]\n  }')).toBeUndefined())
  test('when he shortened the text', () => expect(leftOf('retu[||]', 'rn left', 'ret[||]')).toBeUndefined())
  test('at another place with the same end', () =>
    expect(leftOf('first\nretu[||]', 'rn left', 'other\nretur[||]')).toBeUndefined())
})

test('a place is known again when the window before the cursor has slid', () => {
  const long = 'let value = 0\n'.repeat(4000)
  expect(leftOf(`${long}retu[||]`, 'rn left', `${long}return [||]`)).toBe('left')
})

test('a piece that is cut counts by its share of log-probability', () => {
  const trail = new Trail(situation('[||]'))
  trail.append('ab', -1)
  trail.append('cdef', -4)
  expect(trail.logP(0, 6)).toBeCloseTo(-5)
  expect(trail.logP(1, 4)).toBeCloseTo(-2.5)
  expect(trail.logP(4, 99)).toBeCloseTo(-2)
})
