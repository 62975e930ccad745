import type { Token } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { TokenBytes } from '../../../server/engine/local/tokenBytes.ts'
import { TokenText } from '../../../server/engine/local/tokenText.ts'

/** A vocabulary in which every byte is a token. */
const everyByte = new TokenBytes(Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)))

function pieces(bytes: string | readonly number[]): string[] {
  const text = new TokenText(everyByte)
  return [...Buffer.from(bytes)].map((byte) => text.push(byte as Token))
}

test.each([
  ['plain letters come one by one', 'ab', ['a', 'b']],
  ['a character of two bytes comes when it is whole', 'é', ['', 'é']],
  ['a Chinese character comes when it is whole', '函x', ['', '', '函', 'x']],
  ['an emoji comes when it is whole', '👍', ['', '', '', '👍']],
  ['a byte-order mark is text', '\uFEFF', ['', '', '\uFEFF']],
])('%s', (_name, text, expected) => {
  expect(pieces(text)).toEqual(expected)
})

test('bytes that never become a character are let go, and the next text is whole again', () => {
  expect(pieces([0xf0, 0xf0, 0x61, 0xc3, 0xa9])).toEqual(['', '\uFFFD', '\uFFFDa', '', 'é'])
})

test('a token that ends one character and begins the next gives the one', () => {
  const text = new TokenText(new TokenBytes(['e587', 'bde6', '95b0'].map((hex) => Buffer.from(hex, 'hex'))))
  expect([0, 1, 2].map((token) => text.push(token as Token))).toEqual(['', '函', '数'])
})
