import { describe, expect, it } from 'vitest'
import type { AnsweredToken } from '../../../../server/engine/remote/answer.ts'
import { otherBeginning } from '../../../../server/engine/remote/complete.ts'
import { forcedScore, promptScore } from '../../../../server/engine/remote/scoring.ts'

function token(text: string, logP: number, ...others: readonly string[]): AnsweredToken {
  return { text, logP, likeliest: others.map((other, index) => ({ text: other, logP: 0 - index })) }
}

describe('the score of a text that a server was made to write', () => {
  it('has the log-probability and the length of each of its tokens, and what the model would have written', () => {
    expect(
      forcedScore('a - b', [token('a', -0.2, 'a'), token(' -', -6.3, ' +'), token(' b', 0, ' b'), token('', -7, '\n')]),
    ).toEqual({
      logPs: [-0.2, -6.3, 0],
      lengths: [1, 2, 2],
      preferred: [
        { text: 'a', logP: 0 },
        { text: ' +', logP: 0 },
        { text: ' b', logP: 0 },
      ],
      endLogP: -7,
    })
  })

  it('counts a character whose bytes are spread over tokens once', () => {
    const score = forcedScore('"🙂"', [token('"', -1), token('\uFFFD', -2), token('🙂', -3), token('"', -4)])
    expect(score?.lengths).toEqual([1, 0, 2, 1])
  })

  it('is not known where the answer is another text', () => {
    expect(forcedScore('a - b', [token('a', -0.2), token(' +', -0.1)])).toBeUndefined()
  })
})

describe('the beginning of another answer', () => {
  const answer = [token('ret', -0.1, 'ret', 're'), token('urn', -0.1, 'urn', 'ry'), token(' a', -0.1, ' a', ' b', ' None')]

  it('leaves the likeliest answer at the first place where another token goes on from the typed text', () => {
    expect(otherBeginning(answer, 'retu', 1)?.text).toBe('rn b')
    expect(otherBeginning(answer, 'ret', 1)?.text).toBe('ry')
  })

  it('tells how likely it is, with what comes before it', () => {
    // `ret` and `urn` are written at -0.1 each; ` b` is second at its place.
    expect(otherBeginning(answer, 'retu', 1)?.logP).toBeCloseTo(-1.2)
  })

  it('is the next likeliest with each variant', () => {
    expect(otherBeginning(answer, 'retu', 2)?.text).toBe('rn None')
  })

  it('is nothing where there is none', () => {
    expect(otherBeginning(answer, 'retu', 3)).toBeUndefined()
  })
})

describe('the score of a text that ends a prompt', () => {
  const before = [token('if', Number.NEGATIVE_INFINITY), token(' (', -1)]
  const written = token('\n', -0.5, '\n')

  it('is that of its own tokens, without those before it and the one that was written after it', () => {
    expect(
      promptScore('a > b', [...before, token('a', -2, 'x'), token(' >', -3, ' <'), token(' b', -0.1, ' b'), written]),
    ).toEqual(forcedScore('a > b', [token('a', -2, 'x'), token(' >', -3, ' <'), token(' b', -0.1, ' b')]))
  })

  it('counts a token that begins before it', () => {
    const score = promptScore('a)', [token('if', 0), token(' (a', -2, ' (a'), token(')', -1, ')'), written])
    expect(score).toMatchObject({ logPs: [-2, -1], lengths: [1, 1] })
  })

  it('is none where the tokens spell something else', () => {
    expect(promptScore('a > b', [...before, token('a < b', -1), written])).toBeUndefined()
    expect(promptScore('a longer text than that', [...before, written])).toBeUndefined()
  })
})
