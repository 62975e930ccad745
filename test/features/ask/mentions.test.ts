import { describe, expect, it } from 'vitest'
import { mentionsIn, partsOfName } from '../../../server/features/ask/mentions.ts'

/** Mentions in short: `file src/a.ts:3-4`, `line 12`, `symbol total`; a file that may be a symbol ends with `?`. */
function named(text: string): readonly string[] {
  return mentionsIn(text).map((mention) => {
    if (mention.kind === 'symbol') return `symbol ${mention.name}`
    const lines = mention.lines && [...new Set([mention.lines.first, mention.lines.last])].join('-')
    if (mention.kind === 'line') return `line ${lines}`
    return `file ${mention.path}${lines === undefined ? '' : `:${lines}`}${mention.mayBeSymbol ? '?' : ''}`
  })
}

describe('what a text names', () => {
  it.each<readonly [what: string, text: string, mentions: readonly string[]]>([
    ['a file in prose', 'See src/cart.ts for it.', ['file src/cart.ts']],
    ['a file at the end of a sentence', 'It stands in src/cart.ts.', ['file src/cart.ts']],
    ['a file with a line', 'At src/cart.ts:12, and at util.py:3-9.', ['file src/cart.ts:12', 'file util.py:3-9']],
    ['a path of Windows', 'See src\\cart.ts.', ['file src/cart.ts']],
    ['a relative path', 'See ./cart.ts and ../util.ts.', ['file cart.ts', 'file ../util.ts']],
    ['a file with a Chinese name', '见 src/购物车.ts。', ['file src/购物车.ts']],
    ['a line', 'Line 12 divides by zero.', ['line 12']],
    ['lines', 'lines 3-9, lines 3 to 10, lines 4 and 11', ['line 3-9', 'line 3-10', 'line 4-11']],
    ['a line of a file', 'in line 12 of src/cart.ts', ['file src/cart.ts', 'file src/cart.ts:12']],
    ['lines in Chinese', '第 12 行和第 3 到 9 行。', ['line 12', 'line 3-9']],
    ['a symbol', 'It calls `totalOf`.', ['symbol totalOf']],
    ['a call with arguments', 'It calls `totalOf(items, 3)`.', ['symbol totalOf']],
    [
      'a member',
      '`cart.items.push()` and `Cart::total` and `cart->total`',
      ['symbol cart.items.push', 'symbol Cart::total', 'symbol cart->total'],
    ],
    ['a generic call', '`mapOf<string>(x)`', ['symbol mapOf']],
    ['a decorator and a private member', '`@cached` and `#items`', ['symbol cached', 'symbol items']],
    ['a symbol in Chinese', '它调用 `计算总价`。', ['symbol 计算总价']],
    ['what may be a file or a member', '`cart.go`', ['file cart.go?']],
    ['a file in code', '`src/cart.ts:4`', ['file src/cart.ts:4']],
    ['the same twice', '`a1` and `a1`', ['symbol a1']],
  ])('%s', (_what, text, mentions) => expect(named(text)).toEqual(mentions))

  it.each<readonly [what: string, text: string]>([
    ['names of products', 'Node.js and Vue.js run it.'],
    ['an address', 'See https://example.com/a/b.js and http://x.y/cart.ts:3.'],
    ['abbreviations', 'e.g. this, i.e. that, etc. and version 1.2.'],
    ['a piece of code', 'Write `const sum = total + 1` or `a > b`.'],
    ['a text or a number', '`"cart"` and `42`'],
    ['a block of code', 'Write:\n```ts\nimport { gone } from "./gone.ts" // `gone`, line 99\n```\n'],
    ['a block of code that has not ended', 'Write:\n```ts\nimport { gone } from "./gone.ts"\n'],
    ['words of prose', 'The total is read from the cart.'],
  ])('are none: %s', (_what, text) => expect(named(text)).toEqual([]))
})

it('takes names apart, without words for the object itself', () => {
  expect(partsOfName('this.cart?.items#total')).toEqual(['cart', 'items', 'total'])
  expect(partsOfName('std::vector')).toEqual(['std', 'vector'])
})
