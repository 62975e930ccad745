import { describe, expect, test } from 'vitest'
import { StopTexts } from '../../../server/engine/stopTexts.ts'

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
