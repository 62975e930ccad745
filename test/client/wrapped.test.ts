import { expect, test } from 'vitest'
import { wrapped } from '../../client/wrapped.ts'

test.each([
  ['leaves short lines alone', 'one two\n\nthree', 10, 'one two\n\nthree'],
  ['breaks between words', 'one two three four', 9, 'one two\nthree\nfour'],
  ['leaves a word that is too long in one piece', 'a verylongidentifier b', 8, 'a\nverylongidentifier\nb'],
  ['breaks Chinese between characters, two columns each', '模型认为可能性更高。', 8, '模型认为\n可能性更\n高。'],
  ['keeps punctuation with what it follows', '模型认为。可能', 8, '模型认\n为。可能'],
  ['keeps a word within Chinese whole', '变量 values 错误', 10, '变量\nvalues 错\n误'],
])('Wrapping %s', (_, text, columns, expected) => expect(wrapped(text, columns)).toBe(expected))
