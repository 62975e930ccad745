import { describe, expect, it } from 'vitest'
import { ruleIds } from '../../../server/features/review/rules.ts'
import type { SuspectKind } from '../../../server/features/review/suspect.ts'
import { fixTitleOf, titleOf } from '../../../server/features/review/title.ts'

describe('a title names what is written and the mend', () => {
  it.each<[SuspectKind, string, string, string]>([
    ['boundary', 'items.length', 'items.length - 1', '`items.length` is one past the last index; `items.length - 1` is likelier'],
    ['boundary', '<=', '<', '`<=` goes one step too far; `<` is likelier'],
    ['boundary', '0', '1', '`0` looks off by one; `1` is likelier'],
    ['await', 'save(order)', 'await save(order)', 'The promise of `save(order)` is not awaited'],
    ['variable', 'from', 'to', '`from` looks like the wrong variable; `to` is likelier'],
  ])('%s: %s -> %s', (kind, quote, newText, title) => {
    expect(titleOf({ kind, newText }, quote)).toBe(title)
  })
})

it('cuts long code and keeps the words', () => {
  const [quote, newText] = ['theBodyOfTheMessage, theSubjectOfTheMessage', 'theSubjectOfTheMessage, theBodyOfTheMessage']
  expect(titleOf({ kind: 'argumentOrder', newText }, quote)).toBe(
    '`theBodyOfTheMessage…` is the wrong way round; `theSubjectOfTheMes…` is likelier',
  )
})

it('has at most 80 characters, however long the code is', () => {
  const long = 'argument.with.a.very.long.name.that.goes.on.and.on(first, second, third)'
  for (const kind of Object.keys(ruleIds) as SuspectKind[]) {
    expect(titleOf({ kind, newText: `await ${long}` }, long).length).toBeLessThanOrEqual(80)
    expect(fixTitleOf({ kind, newText: `await ${long}` }, long).length).toBeLessThanOrEqual(80)
  }
})

it('keeps code that has backticks or line ends within its quotation', () => {
  expect(titleOf({ kind: 'variable', newText: 'b' }, '`a`\n+ 1')).toBe("`'a' + 1` looks like the wrong variable; `b` is likelier")
})
