import { describe, expect, test } from 'vitest'
import { changeAndSites } from '../../../server/features/nextEdit/nextEdit.ts'
import { type SiteOption, standingOfSite } from '../../../server/features/nextEdit/sites.ts'
import { edited, parser, type Step } from './editing.ts'

/** For each site, in order, what its first option makes of the document's lines; those that the syntax speaks against in brackets. */
async function sitesAfter(text: string, steps: readonly Step[], languageId?: string, now = 60_000): Promise<readonly string[]> {
  const { source, places, cursor } = edited(text, steps, languageId)
  const found = await changeAndSites({ source, places, cursor, now, refused: undefined }, parser)
  const lineWith = ({ edits, standing }: SiteOption, line: number) => {
    const after = edits
      .toReversed()
      .reduce((result, { start, end, text: by }) => result.slice(0, start) + by + result.slice(end), source.text)
    const shown = after.split('\n')[line]?.trim() ?? ''
    return standing === 'unlikely' ? `[${shown}]` : shown
  }
  return (found?.sites ?? []).map((site) => {
    const { options, startLine } = site
    const option = options.find((each) => each.standing === standingOfSite(site))
    return option === undefined ? '' : lineWith(option, startLine)
  })
}

const rename: readonly Step[] = [{ from: 'total', to: 'amount' }]

describe('Sites of a rename', () => {
  test('are the nearest below first, then those above', async () => {
    const text = 'first(total)\nsecond(total)\nlet other\nthird(total)\nfourth(total)\n'
    expect(await sitesAfter(`let total\n${text}`, [...rename, { from: 'second(total', to: 'second(amount' }])).toEqual([
      'third(amount)',
      'fourth(amount)',
      'first(amount)',
    ])
  })

  test('leave out strings and comments', async () => {
    expect(await sitesAfter(`let total\n// total\nf("total", \`\${total}\`)\n`, rename)).toEqual([`f("total", \`\${amount}\`)`])
  })

  test('take another scope’s variable, a shadowing parameter and a property last', async () => {
    const text = ['function one(total) {', '  f(total)', '  g((total) => total)', '  h(this.total)', '}', 'f(total)', ''].join(
      '\n',
    )
    expect(await sitesAfter(text, rename)).toEqual(['f(amount)', '[g((amount) => amount)]', '[h(this.amount)]', '[f(amount)]'])
  })

  test('change of a line only what can be meant', async () => {
    const text = 'function f(total) {\n  this.total = total\n}\n'
    expect(await sitesAfter(text, rename)).toEqual(['this.total = amount'])
  })

  test('take what another class says of itself last, unless it extends the one', async () => {
    const text = [
      'class Cart { total = 0 }',
      'class Bill { total = 0; f() { this.total = 1 } }',
      'class Sale extends Cart {',
      '  f() { this.total = 2 }',
      '}',
      'cart.total = 3',
      '',
    ].join('\n')
    expect(await sitesAfter(text, rename)).toEqual([
      'f() { this.amount = 2 }',
      'cart.amount = 3',
      '[class Bill { amount = 0; f() { this.amount = 1 } }]',
    ])
  })

  test('keep the key of a shorthand', async () => {
    const text = 'let total = 1\nf({ total })\ng(total)\n'
    expect(await sitesAfter(text, rename)).toEqual(['f({ total: amount })', 'g(amount)'])
    expect(await sitesAfter(text, [...rename, { from: '{ total', to: '{ total: amount', offered: true }])).toEqual([
      'g(amount)',
      '[f({ amount: amount })]',
    ])
  })

  test('are never a place that the user just changed back', async () => {
    const steps: readonly Step[] = [
      { from: 'two(total', to: 'two(amount' },
      { from: 'two(amount', to: 'two(total', at: 5000 },
      { from: 'let total', to: 'let amount', at: 8000 },
    ]
    const text = 'let total\none(total)\ntwo(total)\n'
    expect(await sitesAfter(text, steps)).toEqual(['one(amount)', 'two(amount)'])
    const typed: readonly Step[] = [
      { from: 'let total', to: 'let amount' },
      { from: 'two(amount', to: 'two(total', at: 15_000 },
      { from: 'one(total', to: 'one(amount', at: 20_000 },
    ]
    const before = 'let total\none(total)\ntwo(amount)\n'
    expect(await sitesAfter(before, typed, 'typescript', 25_000)).toEqual([])
    expect(await sitesAfter(before, typed, 'typescript', 60_000)).toEqual(['two(amount)'])
  })

  test('know that a block of Python is no scope', async () => {
    const text = 'def f(cart):\n  if cart:\n    total = 1\n  return total\n'
    expect(await sitesAfter(text, rename, 'python')).toEqual(['return amount'])
  })
})

describe('Sites of a changed signature', () => {
  const swapped: readonly Step[] = [{ from: 'w, h', to: 'h, w' }]

  test('are the calls, with their arguments in the new order', async () => {
    const text = 'function area(w, h) {}\narea(1, 2)\nthis.area(a, f(b, c))\nother(1, 2)\n'
    expect(await sitesAfter(text, swapped)).toEqual(['area(2, 1)', 'this.area(f(b, c), a)'])
  })

  test('lose the argument that went', async () => {
    expect(await sitesAfter('def area(w, h):\n  pass\narea(1, 2)\narea(1)\n', [{ from: ', h', to: '' }], 'python')).toEqual([
      'area(1)',
    ])
  })

  test('get a new argument where the caller has one of that name', async () => {
    const text = 'function get(url) {}\nfunction one(signal) {\n  get(a)\n}\nfunction two() {\n  get(b)\n}\n'
    expect(await sitesAfter(text, [{ from: 'url', to: 'url, signal' }])).toEqual(['get(a, signal)'])
  })

  test('get the new argument that another call has already', async () => {
    const text = 'function get(url) {}\nget(a)\nget(b)\n'
    const steps: readonly Step[] = [
      { from: 'get(a)', to: 'get(a, none)' },
      { from: 'url', to: 'url, signal' },
    ]
    expect(await sitesAfter(text, steps)).toEqual(['get(b, none)'])
  })

  test('go on from where an offer was taken', async () => {
    const text = 'function area(w, h) {}\narea(1, 2)\narea(3, 4)\n'
    expect(await sitesAfter(text, [...swapped, { from: '1, 2', to: '2, 1', offered: true }])).toEqual(['area(4, 3)'])
  })

  test('leave alone what says by itself where it goes', async () => {
    expect(await sitesAfter('function area(w, h) {}\narea(...both)\narea(1)\n', swapped)).toEqual([])
  })
})
