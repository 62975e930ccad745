import { describe, expect, test } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { typedAlong } from '../../../server/features/completion/recall.ts'
import { situationAt } from '../../../server/features/completion/situation.ts'
import { readCursor } from '../../marks.ts'

function situation(code: string) {
  const { text, offset } = readCursor(code)
  const source = new SourceText('a.ts', 'typescript', text)
  return situationAt(source, source.positionAt(offset))
}

function checkTypedAlong(given: string, texts: readonly string[], now: string, left: readonly string[]): void {
  const { before, after } = situation(given)
  expect(typedAlong({ before, after, texts }, situation(now))).toEqual(left)
}

describe('a completion that the user types along needs no engine', () => {
  test('its rest is left', () => checkTypedAlong('retu[||]\n}', ['rn left'], 'return l[||]\n}', ['eft']))
  test('the same place gives it again', () => checkTypedAlong('retu[||]\n}', ['rn left'], 'retu[||]\n}', ['rn left']))
  test('also across lines', () => checkTypedAlong('if (a) [||]', ['{\n  b()\n}'], 'if (a) {\n  [||]', ['b()\n}']))
  test('only those that fit are left', () => checkTypedAlong('a[||]', [' = 1', ' + 2'], 'a +[||]', [' 2']))
  test('in a text with Windows line ends', () => checkTypedAlong('x\r\nretu[||]\r\n}', ['rn 1'], 'x\r\nretur[||]\r\n}', ['n 1']))
  test('when the editor closes a bracket that was typed', () =>
    checkTypedAlong('x = f[||]\n', ['(a, b)'], 'x = f([||])\n', ['a, b']))
})

describe('it is not offered', () => {
  test('when all of it was typed', () => checkTypedAlong('retu[||]', ['rn'], 'return[||]', []))
  test('when something else was typed', () => checkTypedAlong('retu[||]', ['rn left'], 'retux[||]', []))
  test('when the text below changed', () => checkTypedAlong('retu[||]\n}', ['rn left'], 'retur[||]\n  }', []))
  test('when it goes on below a bracket that the editor closed', () =>
    checkTypedAlong('if (a) [||]\n', ['{\n  b()\n}'], 'if (a) {[||]}\n', []))
  test('when the text was shortened', () => checkTypedAlong('retu[||]', ['rn left'], 'ret[||]', []))
  test('at another place with the same end', () => checkTypedAlong('first\nretu[||]', ['rn left'], 'other\nretur[||]', []))
})

test('a place is known again when the window before the cursor has slid', () => {
  const long = 'let value = 0\n'.repeat(4000)
  checkTypedAlong(`${long}retu[||]`, ['rn left'], `${long}return [||]`, ['left'])
})
