import { describe, expect, it } from 'vitest'
import type { TextDelta } from '../../../../server/engine/engine.ts'
import { resumed } from '../../../../server/engine/remote/resumed.ts'
import { LatentError } from '../../../../server/protocol/errors.ts'

const away = LatentError.of('remoteUnreachable', 'http://server', 'the connection was closed')
const refused = LatentError.of('remoteKeyRefused', 'http://server')
const end: TextDelta = { kind: 'end', reason: 'stop', figures: { promptTokens: 4, cachedTokens: 0, generatedTokens: 3, ms: 5 } }

/** Answers one after the other: pieces of text, then its end or a failure. */
function answersOf(...answers: readonly (readonly (string | LatentError)[])[]) {
  let asked = 0
  return {
    asked: () => asked,
    answer: async function* (): AsyncIterable<TextDelta> {
      for (const piece of answers[asked++] ?? []) {
        if (typeof piece !== 'string') throw piece
        yield { kind: 'text', text: piece, logP: -1 }
      }
      yield end
    },
  }
}

async function told(
  answer: () => AsyncIterable<TextDelta>,
): Promise<{ readonly pieces: readonly string[]; readonly failure?: unknown }> {
  const pieces: string[] = []
  try {
    for await (const delta of resumed(answer)) pieces.push(delta.kind === 'text' ? delta.text : 'END')
    return { pieces }
  } catch (failure) {
    return { pieces, failure }
  }
}

describe('an answer whose server ends in the middle', () => {
  it.each([
    ['in the same pieces', ['return ', 'a', ' + b'], ['return ', 'a', ' + b', 'END']],
    ['in one piece', ['return a + b'], ['return ', 'a', ' + b', 'END']],
    ['in smaller pieces', ['ret', 'urn', ' a', ' + b'], ['return ', 'a', ' + b', 'END']],
  ])('is asked for again and goes on where it was, %s', async (_, again, pieces) => {
    const { answer, asked } = answersOf(['return ', 'a', away], again)
    expect(await told(answer)).toEqual({ pieces })
    expect(asked()).toBe(2)
  })

  it('ends with the failure where the other server writes otherwise', async () => {
    const { answer } = answersOf(['return ', 'a', away], ['return ', 'b + a'])
    expect(await told(answer)).toEqual({ pieces: ['return ', 'a'], failure: away })
  })

  it('ends with the failure where the other answer is shorter than what was told', async () => {
    const { answer } = answersOf(['return ', 'a', away], ['return '])
    expect(await told(answer)).toEqual({ pieces: ['return ', 'a'], failure: away })
  })

  it('is asked for once more only', async () => {
    const { answer, asked } = answersOf(['return ', away], ['return ', 'a', away], ['return a + b'])
    expect(await told(answer)).toEqual({ pieces: ['return ', 'a'], failure: away })
    expect(asked()).toBe(2)
  })

  it('is not asked for again where that would not help', async () => {
    const { answer, asked } = answersOf(['return ', refused], ['return a'])
    expect(await told(answer)).toEqual({ pieces: ['return '], failure: refused })
    expect(asked()).toBe(1)
  })

  it('is left to others where nothing was told yet', async () => {
    const { answer, asked } = answersOf([away], ['return a'])
    expect(await told(answer)).toEqual({ pieces: [], failure: away })
    expect(asked()).toBe(1)
  })

  it('that ends well is asked for once', async () => {
    const { answer, asked } = answersOf(['return a'])
    expect(await told(answer)).toEqual({ pieces: ['return a', 'END'] })
    expect(asked()).toBe(1)
  })
})
