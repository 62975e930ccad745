import { describe, expect, it } from 'vitest'
import { difference, edited } from '../../client/fixText.ts'
import { addedErrors, type KnownProblem } from '../../client/problems.ts'

describe('a text with edits made', () => {
  it('takes their offsets from the text before, in any order', () => {
    const edits = [
      { startOffset: 6, endOffset: 7, newText: '>=' },
      { startOffset: 0, endOffset: 1, newText: 'first' },
    ]
    expect(edited('a + b > c', edits)).toBe('first + b >= c')
  })

  it('is the text itself without edits', () => {
    expect(edited('a', [])).toBe('a')
  })
})

describe('the difference of two texts', () => {
  it('is the smallest edit', () => {
    expect(difference('a < b', 'a <= b')).toEqual({ startOffset: 3, endOffset: 3, newText: '=' })
    expect(difference('same', 'same')).toBeUndefined()
  })

  it('gives one text of the other', () => {
    const texts = ['', 'a', 'aa', 'aba', 'a😀b', '一\r\n二\n', 'aaaa', 'abab']
    for (const before of texts) {
      for (const after of texts) {
        const change = difference(before, after)
        expect(edited(before, change === undefined ? [] : [change])).toBe(after)
      }
    }
  })
})

describe('errors that a fix added', () => {
  const problem = (message: string, given: Partial<KnownProblem> = {}): KnownProblem => {
    return { isError: true, source: 'ts', code: '1', message, ...given }
  }
  it.each<[string, KnownProblem[], KnownProblem[], string[]]>([
    ['are those that were not there', [problem('a')], [problem('a'), problem('b')], ['b']],
    ['count where there is one more of the same', [problem('a')], [problem('a'), problem('a')], ['a']],
    ['are none where some are gone', [problem('a'), problem('b')], [problem('b')], []],
    ['are no warnings', [], [problem('a', { isError: false })], []],
    ['are no findings of ours', [], [problem('a', { source: 'latent' })], []],
    ['differ by who says it', [problem('a')], [problem('a', { source: 'eslint' })], ['a']],
  ])('%s', (_, before, after, added) => {
    expect(addedErrors(before, after).map(({ message }) => message)).toEqual(added)
  })
})
