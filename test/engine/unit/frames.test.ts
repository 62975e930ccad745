import { describe, expect, test } from 'vitest'
import { encodeFrame, FrameReader } from '../../../server/engine/local/shared/frames.ts'

const messages = [
  { kind: 'delta', text: '函数 👍🏽 \u0000 "\n' },
  { logPs: [-0.25, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY], empty: {}, nothing: null },
  { text: '{"$number":"-Infinity"}', half: 'a lone \uD83D half' },
  'x'.repeat(100_000),
]
const stream = Buffer.concat(messages.map(encodeFrame))

describe('messages over a socket', () => {
  test.each([1, 3, 7, 4096, stream.length])('arrive whole and in order when the socket cuts them after %i bytes', (size) => {
    const reader = new FrameReader()
    const read: unknown[] = []
    for (let at = 0; at < stream.length; at += size) read.push(...reader.push(stream.subarray(at, at + size)))
    expect(read).toEqual(messages)
  })

  test('keep numbers that JSON has not, not-a-number among them', () => {
    expect(new FrameReader().push(encodeFrame([Number.NaN, Number.NEGATIVE_INFINITY]))).toEqual([
      [Number.NaN, Number.NEGATIVE_INFINITY],
    ])
  })

  test('that claim to be longer than any prompt are refused before they arrive', () => {
    expect(() => new FrameReader().push(Buffer.from([0xff, 0, 0, 0]))).toThrow(RangeError)
  })

  test('that are not JSON are refused', () => {
    expect(() => new FrameReader().push(Buffer.from('\0\0\0\u0003abc'))).toThrow(SyntaxError)
  })
})
