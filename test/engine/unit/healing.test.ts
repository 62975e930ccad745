import type { Token } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { takeEndOff } from '../../../server/engine/local/healing.ts'

/** Tokens are the pieces' indices; a piece in angle brackets is one byte of a character that has four. */
function takeOff(pieces: readonly string[]) {
  const textOf = (tokens: readonly Token[]) => {
    const text = tokens.map((token) => pieces[token] ?? '').join('')
    return text.replace('<1><2><3><4>', '👍').replaceAll(/<\d>/g, '\uFFFD')
  }
  const typed = pieces.map((_, index) => index as Token)
  const { kept, removed } = takeEndOff(typed, textOf)
  return { kept: kept.length, removed }
}

test.each([
  { name: 'nothing typed: nothing taken', pieces: [], kept: 0, removed: '' },
  { name: 'the last token of code', pieces: ['arr', '['], kept: 1, removed: '[' },
  { name: 'a blank at the end', pieces: ['const', ' '], kept: 1, removed: ' ' },
  { name: 'a word of one token, with its blank', pieces: ['const', ' x'], kept: 1, removed: ' x' },
  { name: 'a word in the making as a whole', pieces: ['  ', ' ret', 'u'], kept: 1, removed: ' retu' },
  { name: 'the last part of a name in humps', pieces: ['user', 'Na', 'm'], kept: 1, removed: 'Nam' },
  { name: 'a name after a dot', pieces: ['list', '.', 'fil', 't'], kept: 2, removed: 'filt' },
  { name: 'digits are no part of a word', pieces: ['x', '12'], kept: 1, removed: '12' },
  { name: 'a very long word only in part', pieces: ['aa', 'bb', 'cc', 'dd', 'ee', 'ff'], kept: 2, removed: 'ccddeeff' },
  { name: 'a character as a whole', pieces: ['a', '<1>', '<2>', '<3>', '<4>'], kept: 1, removed: '👍' },
  {
    name: 'a word after a character in several tokens',
    pieces: ['<1>', '<2>', '<3>', '<4>', 'wo', 'r'],
    kept: 4,
    removed: 'wor',
  },
])('$name', ({ pieces, kept, removed }) => {
  expect(takeOff(pieces)).toEqual({ kept, removed })
})
