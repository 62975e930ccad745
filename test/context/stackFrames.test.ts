import { describe, expect, it } from 'vitest'
import { readStackTrace } from '../../server/context/stackFrames.ts'

/** `path:line:column symbol`, counted from 1 as traces count; what is not told is left out. */
function framesOf(text: string): readonly string[] {
  return readStackTrace(text).frames.map(({ path, line, column, symbol }) =>
    [`${path}:${line + 1}${column === undefined ? '' : `:${column + 1}`}`, symbol].filter(Boolean).join(' '),
  )
}

describe('a trace is read, the innermost frame first', () => {
  it.each<{ what: string; text: string; message: string; frames: readonly string[] }>([
    {
      what: 'of Node',
      text: `/work/shop/cart.js:12
    return item.price * count
                ^

TypeError: Cannot read properties of undefined (reading 'price')
    at total (/work/shop/cart.js:12:17)
    at async Promise.all (index 0)
    at async checkout (file:///work/shop/%E8%AE%A2%E5%8D%95.mjs:4:3)
    at new Cart (/work/shop/my cart.js:1:2)
    at /work/shop/main.js:30:9
    at Module._compile (node:internal/modules/cjs/loader:1358:14)`,
      message: "TypeError: Cannot read properties of undefined (reading 'price')",
      frames: [
        '/work/shop/cart.js:12:17 total',
        '/work/shop/订单.mjs:4:3 checkout',
        '/work/shop/my cart.js:1:2 Cart',
        '/work/shop/main.js:30:9',
      ],
    },
    {
      what: 'of Node on Windows',
      text: `Error: nothing here
    at load (C:\\Users\\王芳\\shop\\cart.ts:3:9)
    at file:///C:/Users/shop/main.ts:1:1`,
      message: 'Error: nothing here',
      frames: ['C:\\Users\\王芳\\shop\\cart.ts:3:9 load', 'C:/Users/shop/main.ts:1:1'],
    },
    {
      what: 'of Python, which tells the outermost first',
      text: `Traceback (most recent call last):
  File "/srv/app/main.py", line 20, in <module>
    run()
  File "/srv/app/订单/cart.py", line 7, in total
    return sum(items)
TypeError: unsupported operand type(s) for +: 'int' and 'str'`,
      message: "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
      frames: ['/srv/app/订单/cart.py:7 total', '/srv/app/main.py:20 <module>'],
    },
    {
      what: 'of pytest',
      text: `    def test_total():
>       assert total([1, 2]) == 4
E       assert 3 == 4
E        +  where 3 = total([1, 2])

tests/test_cart.py:5: AssertionError`,
      message: 'assert 3 == 4\n+  where 3 = total([1, 2])',
      frames: ['tests/test_cart.py:5'],
    },
    {
      what: 'of vitest, with the colours of the terminal',
      text: `\u001b[31m FAIL \u001b[39m test/cart.test.ts > total
AssertionError: expected 3 to be 4 // Object.is equality
\u001b[36m \u001b[2m❯\u001b[22m total src/cart.ts:\u001b[2m7:3\u001b[22m\u001b[39m
 ❯ test/cart.test.ts:12:19`,
      message: 'AssertionError: expected 3 to be 4 // Object.is equality',
      frames: ['src/cart.ts:7:3 total', 'test/cart.test.ts:12:19'],
    },
    {
      what: 'of jest',
      text: `  ● total › adds

    TypeError: x is not a function

      at Object.<anonymous> (src/cart.test.js:5:10)`,
      message: 'TypeError: x is not a function',
      frames: ['src/cart.test.js:5:10 Object.<anonymous>'],
    },
    {
      what: 'of bundlers and development servers',
      text: `Uncaught TypeError: a is null
    at total (webpack://shop/./src/cart.ts?1a2b:7:3)
    at webpack-internal:///./src/main.ts:3:1
    at http://localhost:5173/src/app.tsx?t=17:10:5
run@http://localhost:5173/src/run.ts:2:1`,
      message: 'TypeError: a is null',
      frames: ['src/cart.ts:7:3 total', 'src/main.ts:3:1', 'src/app.tsx:10:5', 'src/run.ts:2:1 run'],
    },
    {
      what: 'of Go',
      text: 'panic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.total(...)\n\t/srv/shop/cart.go:9 +0x1d',
      message: 'panic: runtime error: index out of range [3] with length 3',
      frames: ['/srv/shop/cart.go:9'],
    },
    {
      what: 'of Rust',
      text: "thread 'main' panicked at src/main.rs:4:5:\nindex out of bounds\n   1: shop::total\n             at ./src/cart.rs:9:13",
      message: "thread 'main' panicked at src/main.rs:4:5:\nindex out of bounds\n   1: shop::total",
      frames: ['src/main.rs:4:5', './src/cart.rs:9:13'],
    },
    {
      what: 'of Java',
      text: 'Exception in thread "main" java.lang.NullPointerException: items\n\tat com.shop.Cart.total(Cart.java:17)',
      message: 'Exception in thread "main" java.lang.NullPointerException: items',
      frames: ['Cart.java:17 com.shop.Cart.total'],
    },
    {
      what: 'of C#',
      text: 'System.ArgumentNullException: items\n   at Shop.Cart.Total(List items) in C:\\shop\\Cart.cs:line 21',
      message: 'System.ArgumentNullException: items',
      frames: ['C:\\shop\\Cart.cs:21 Shop.Cart.Total(List items)'],
    },
    {
      what: "of TypeScript's compiler",
      text: "src/cart.ts(7,3): error TS2551: Property 'prise' does not exist.\nsrc/main.ts:2:1 - error TS2304: Cannot find name 'x'.",
      message: "error TS2551: Property 'prise' does not exist.",
      frames: ['src/cart.ts:7:3', 'src/main.ts:2:1'],
    },
  ])('$what', ({ text, message, frames }) => {
    expect(framesOf(text)).toEqual(frames)
    expect(readStackTrace(text).message).toBe(message)
  })
})

describe('a text that is no trace', () => {
  it.each(['', 'hello world', 'see https://example.org:8080/a', 'at least 3 of 4: fine', `${'x'.repeat(5000)}`])(
    'has no frames: %#',
    (text) => expect(framesOf(text)).toEqual([]),
  )
})

it('a trace of any length and form is read in bounded time', () => {
  const hostile = [
    `    at ${'('.repeat(1900)}:1:1`,
    `❯ ${'a '.repeat(900)}:1:1`,
    `${'a@'.repeat(900)}:1:1`,
    `File "${'\\'.repeat(1900)}`,
    `${'a:'.repeat(900)}1:1`,
  ].join('\n')
  const started = performance.now()
  readStackTrace(`${hostile}\n`.repeat(20))
  expect(performance.now() - started).toBeLessThan(2000)
})

it('a place that a recursion names again and again is told once', () => {
  expect(framesOf(`RangeError: Maximum call stack\n${'    at f (/a/b.js:1:2)\n'.repeat(100)}`)).toEqual(['/a/b.js:1:2 f'])
})
