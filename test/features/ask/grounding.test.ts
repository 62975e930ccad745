import { describe, expect, it } from 'vitest'
import { type Ground, unknownNames, wordsToCheck } from '../../../server/features/ask/grounding.ts'
import { mentionsIn } from '../../../server/features/ask/mentions.ts'

const files: Readonly<Record<string, number>> = { 'src/cart.ts': 20, 'cart.ts': 20, 'util.py': 5 }
const names = new Set(['cart', 'items', 'totalOf', 'map', '计算总价'])
const ground: Ground = { linesOf: (path) => files[path], isName: (word) => names.has(word), longestSent: 20 }

function unknownIn(text: string, of: Ground = ground): readonly string[] {
  return unknownNames(mentionsIn(text), of).map(({ kind, name }) => `${kind} ${name}`)
}

describe('what an answer names and is not there', () => {
  it.each<readonly [answer: string, unknown: readonly string[]]>([
    ['`totalOf` in src/cart.ts, line 12', []],
    ['`sumOf` in src/cart.ts', ['symbol sumOf']],
    ['`cart.items.map()`', []],
    ['`cart.amounts`', ['symbol cart.amounts']],
    ['`this.items`', []],
    ['src/basket.ts', ['file src/basket.ts']],
    ['src/cart.ts:21', ['line src/cart.ts:21']],
    ['util.py:5 and util.py:6', ['line util.py:6']],
    ['util.py:4-9', ['line util.py:4-9']],
    ['line 20 and line 21', ['line 21']],
    ['line 0', ['line 0']],
    ['lines 12-8', ['line 12-8']],
    ['line 7 of src/basket.ts', ['file src/basket.ts']],
    ['第 21 行', ['line 21']],
    ['`计算总价` 和 `计算税`', ['symbol 计算税']],
    ['`true`, `return` and `None`', []],
    ['`items.rs`', ['file items.rs']],
    ['`cart.map`', []],
    ['`sumOf`, `sumOf()` and `sumOf(1)`', ['symbol sumOf']],
  ])('%s', (answer, unknown) => expect(unknownIn(answer)).toEqual(unknown))

  it('is every line where no file was sent', () => {
    expect(unknownIn('line 1', { ...ground, longestSent: undefined })).toEqual(['line 1'])
  })

  it('is no file where the same text is a member that exists', () => {
    expect(unknownIn('`cart.go`', { ...ground, isName: (word) => ['cart', 'go'].includes(word) })).toEqual([])
  })
})

it('asks only for words that can be names', () => {
  expect([...wordsToCheck(mentionsIn('`this.cart`, `true`, `cart.go`, line 3, src/a.ts, `sumOf()`'))]).toEqual([
    'cart',
    'go',
    'sumOf',
  ])
})
