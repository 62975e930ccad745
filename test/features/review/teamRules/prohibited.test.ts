import { describe, expect, it } from 'vitest'
import { prohibitedCode } from '../../../../server/features/review/teamRules/prohibited.ts'

const forbidden = (rule: string) => prohibitedCode(rule)?.map(({ code, called }) => (called ? `${code}()` : code))

describe('forbids the quoted code', () => {
  const cases: readonly (readonly [rule: string, ...code: string[]])[] = [
    ['Never use `eval`', 'eval'],
    ['Never use `eval`.', 'eval'],
    ['Never use `eval`; it runs whatever it is given.', 'eval'],
    ['Never use `eval`, it runs whatever it is given.', 'eval'],
    ['Never use `eval` - it runs anything.', 'eval'],
    ['Never use `eval` because it runs anything.', 'eval'],
    ['Never use `eval` or the `Function` constructor.', 'eval', 'Function'],
    ['Do not use `==` or `!=`; use `===` and `!==`.', '==', '!='],
    ["Don't use `a`, `b`, and `c`.", 'a', 'b', 'c'],
    ['Do not call `console.log`', 'console.log()'],
    ['Please do not call `console.log` directly.', 'console.log()'],
    ['No `any`.', 'any'],
    ['no `any` types', 'any'],
    ['Avoid `var`.', 'var'],
    ['Avoid using the `with` statement.', 'with'],
    ['Avoid calls to `process.exit`.', 'process.exit()'],
    ['You must not import `moment`; use `date-fns`.', 'moment'],
    ['Use `logger` instead of `console.log`.', 'console.log'],
    ['Use `===`, not `==`.', '=='],
    ['Use the logger of `src/log.ts` rather than `console.log`.', 'console.log'],
    ['`var` is forbidden.', 'var'],
    ['`eval` and `with` must never be used.', 'eval', 'with'],
    ['`exit` must not be called.', 'exit()'],
    ['Never use: `eval`', 'eval'],
    ['Keep functions short. Never use `goto`.', 'goto'],
    ['No console. Do not call `console.log`, it is lost.', 'console.log()'],
    ['Never leave `@ts-expect-error` comments.', '@ts-expect-error'],
    ['`any` is not permitted.', 'any'],
    ['不要使用 `var`', 'var'],
    ['不要使用 `var`。', 'var'],
    ['禁止使用 `eval`，它会执行任意代码。', 'eval'],
    ['请不要直接调用 `fetch`。', 'fetch()'],
    ['避免使用 `any` 类型。', 'any'],
    ['不得使用 `eval` 和 `with`。', 'eval', 'with'],
    ['使用 `logger` 代替 `console.log`。', 'console.log'],
    ['统一使用 `logger` 而不是 `console.log`', 'console.log'],
    ['使用 `const`，不要使用 `var`。', 'var'],
    ['`var` 禁止使用。', 'var'],
    ['代码中不要出现 `goto`。', 'goto'],
  ]
  it.each(cases)('%s', (rule, ...code) => expect(forbidden(rule)).toEqual(code))
})

describe('leaves to the model', () => {
  it.each([
    'Never use `eval` unless the input is a constant.',
    'Never use `eval` in components.',
    'Never use `await` in loops.',
    'Never use `eval` when parsing.',
    'Never use `any`; if you must, say why.',
    'Do not use `async` functions without `await`.',
    'Never use `innerHTML` with input of users.',
    'Avoid `else` after `return`.',
    'Do not import from `src/internal`.',
    '不要使用 `any`，确有必要时注明原因。',
    'In components, never use `fetch`.',
    'In components: never use `fetch`.',
    'Components must not call `fetch`.',
    'Do not use `console.log` except in scripts.',
    'Never use `eval`. In tests it is fine.',
    'Prefer `const` over `let`.',
    'Do not return `null`.',
    'Never throw `Error`.',
    'Use `Promise.all` instead of `await` in a loop.',
    'Always use `logger`.',
    'Never swallow errors.',
    'Call `close` before `exit`.',
    'Never use `any` as a type argument of `Map`.',
    '在组件中不要使用 `fetch`。',
    '不要在循环中使用 `await`。',
    '除非必要，不要使用 `any`。',
    '不要使用 `fetch` 请求内部服务。',
    '仅在测试中使用 `any`。',
    '函数名要清楚。',
    '',
  ])('%s', (rule) => expect(forbidden(rule)).toBeUndefined())
})

it('takes what is quoted for code, whatever it says', () => {
  expect(forbidden('Never use `x; unless it is fine`.')).toEqual(['x; unless it is fine'])
  expect(forbidden('Never use `⟦1⟧`.')).toEqual(['⟦1⟧'])
})
