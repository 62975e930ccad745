import type { Token } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { takeEndOff } from '../../../server/engine/local/heal.ts'
import { TokenBytes } from '../../../server/engine/local/tokenBytes.ts'
import { textOfBytes } from '../../../server/engine/local/utf8.ts'

/** Tokens are the pieces' indices; bytes that are no text by themselves are written as `%E5`. */
function takeOff(pieces: readonly string[]) {
  const bytes = new TokenBytes(
    pieces.map((piece) => (piece.includes('%') ? Buffer.from(piece.replaceAll('%', ''), 'hex') : Buffer.from(piece))),
  )
  const end = takeEndOff(
    pieces.map((_, index) => index as Token),
    bytes,
  )
  expect([...end.kept, ...end.tokens]).toEqual(pieces.map((_, index) => index))
  expect(end.bytes).toEqual(bytes.join(end.tokens))
  return { kept: end.kept.length, removed: textOfBytes(end.bytes) }
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
  { name: 'a character as a whole', pieces: ['a', '%F0', '%9F', '%91', '%8D'], kept: 1, removed: '👍' },
  { name: 'a Chinese character in two tokens', pieces: ['打', '%E5%88', '%97'], kept: 1, removed: '列' },
  {
    name: 'a token that ends one character and begins another',
    pieces: ['%E5%87', '%BD%E6', '%95%B0'],
    kept: 0,
    removed: '函数',
  },
  {
    name: 'a blank that shares its token with a part of a character',
    pieces: ['x', '%20%E5', '%88%97'],
    kept: 1,
    removed: ' 列',
  },
  { name: 'a combining mark alone', pieces: ['1', 'e', '\u0301'], kept: 2, removed: '\u0301' },
  { name: 'a typed U+FFFD is a character like others', pieces: ['a', '%EF%BF%BD'], kept: 1, removed: '\uFFFD' },
  {
    name: 'a word after a character in several tokens',
    pieces: ['%F0', '%9F', '%91', '%8D', 'wo', 'r'],
    kept: 4,
    removed: 'wor',
  },
  { name: 'no token that has no bytes', pieces: ['a', ''], kept: 2, removed: '' },
  { name: 'nothing in front of a token that has no bytes', pieces: ['a', '', 'b', 'c'], kept: 2, removed: 'bc' },
])('$name', ({ pieces, kept, removed }) => {
  expect(takeOff(pieces)).toEqual({ kept, removed })
})
