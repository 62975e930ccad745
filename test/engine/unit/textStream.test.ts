import type { Token } from 'node-llama-cpp'
import { describe, expect, test } from 'vitest'
import { StopTexts, TokenText } from '../../../server/engine/local/textStream.ts'

describe('text of tokens', () => {
  /** Every byte is a token. */
  const bytes = { detokenize: (tokens: readonly Token[]) => Buffer.from(tokens).toString('utf8') }
  const pieces = (text: string | Buffer) => {
    const stream = new TokenText(bytes, [])
    return [...Buffer.from(text)].map((byte) => stream.push(byte as Token))
  }

  test.each([
    ['plain letters come one by one', 'ab', ['a', 'b']],
    ['a character of two bytes comes when it is whole', 'é', ['', 'é']],
    ['a Chinese character comes when it is whole', '函x', ['', '', '函', 'x']],
    ['an emoji comes when it is whole', '👍', ['', '', '', '👍']],
  ])('%s', (_name, text, expected) => {
    expect(pieces(text)).toEqual(expected)
  })

  test('bytes that never become a character are let go after four tokens, and the next text is whole again', () => {
    expect(pieces(Buffer.from([0xf0, 0xf0, 0xf0, 0xf0, 0x61]))).toEqual(['', '', '', '\uFFFD\uFFFD\uFFFD\uFFFD', 'a'])
  })

  test('a vocabulary that shows the blank of a word only after another word keeps it', () => {
    const words = ['return', 'x', 'y']
    const sentencePiece = {
      detokenize: (tokens: readonly Token[], _special?: boolean, before: readonly Token[] = []) =>
        (before.length > 0 ? ' ' : '') + tokens.map((token) => words[token]).join(' '),
    }
    const stream = new TokenText(sentencePiece, [0 as Token])
    expect([stream.push(1 as Token), stream.push(2 as Token)].join('')).toBe(' x y')
  })
})

describe('stop texts', () => {
  const run = (stops: readonly string[], texts: readonly string[]) => {
    const stream = new StopTexts(stops)
    const out: string[] = []
    for (const text of texts) {
      out.push(stream.push(text))
      if (stream.stopped) return { out, stopped: true }
    }
    return { out: [...out, stream.flush()], stopped: false }
  }

  test.each([
    { name: 'none: all goes through at once', stops: [], texts: ['a', 'b'], out: ['a', 'b', ''], stopped: false },
    { name: 'an empty one is no stop', stops: [''], texts: ['a'], out: ['a', ''], stopped: false },
    { name: 'inside a piece', stops: ['\n\n'], texts: ['a\n\nb'], out: ['a'], stopped: true },
    { name: 'across two pieces', stops: ['\n\n'], texts: ['a\n', '\nb'], out: ['a', ''], stopped: true },
    { name: 'across three pieces', stops: ['abc'], texts: ['xa', 'b', 'cy'], out: ['x', '', ''], stopped: true },
    {
      name: 'a beginning that goes on otherwise is given',
      stops: ['abc'],
      texts: ['ab', 'd'],
      out: ['', 'abd', ''],
      stopped: false,
    },
    { name: 'a beginning at the very end is given at the end', stops: ['abc'], texts: ['xab'], out: ['x', 'ab'], stopped: false },
    { name: 'a beginning within a beginning', stops: ['aab'], texts: ['aa', 'ab'], out: ['', 'a'], stopped: true },
    { name: 'the first of several in the text', stops: ['z', 'b'], texts: ['abcz'], out: ['a'], stopped: true },
  ])('$name', ({ stops, texts, out, stopped }) => {
    expect(run(stops, texts)).toEqual({ out, stopped })
  })
})
