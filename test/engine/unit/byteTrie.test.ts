import type { Token } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { ByteTrie } from '../../../server/engine/local/byteTrie.ts'
import { TokenBytes } from '../../../server/engine/local/tokenBytes.ts'

/** Words of a small vocabulary; bytes that are no text by themselves are written as `%E5`. */
const words = ['return', '', 're', 'r', ' re', 'retry', 'x', '%E5', '%E5%87', '函', '函数', 're', 'e', '%BD', 'tu', ' ', '👍']
const bytesOf = (word: string) =>
  Buffer.from(
    word.replaceAll(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    /%/.test(word) ? 'latin1' : 'utf8',
  )
const trie = new ByteTrie(new TokenBytes(words.map(bytesOf)))

test.each([
  { typed: 'retu', choices: ['r', 're', 're', 'return'] },
  { typed: 're', choices: ['r', 're', 're', 'return', 'retry'] },
  { typed: ' r', choices: [' ', ' re'] },
  { typed: '函', choices: ['%E5', '%E5%87', '函', '函数'] },
  { typed: '函数 x', choices: ['%E5', '%E5%87', '函', '函数'] },
  { typed: '%BD', choices: ['%BD'] },
  { typed: '👍🏽', choices: ['👍'] },
  { typed: 'y', choices: [] },
])('$typed is spelled by $choices', ({ typed, choices }) => {
  const found = trie.tokensFor(bytesOf(typed))
  expect(found.map((token) => words[token] ?? '').sort()).toEqual([...choices].sort())
  expect(trie.countFor(bytesOf(typed))).toBe(found.length)
})

test('it finds what comparing every token finds', () => {
  const all = Array.from({ length: 3000 }, (_, i) => Buffer.from((i * 2_654_435_761).toString(4).slice(0, 1 + (i % 7))))
  const many = new ByteTrie(new TokenBytes(all))
  for (const typed of all.slice(0, 200)) {
    const alike = (bytes: Buffer) => {
      const length = Math.min(bytes.length, typed.length)
      return bytes.subarray(0, length).equals(typed.subarray(0, length))
    }
    const expected = all.flatMap((bytes, token) => (alike(bytes) ? [token as Token] : []))
    expect([...many.tokensFor(typed)].sort((a, b) => a - b)).toEqual(expected)
  }
})
