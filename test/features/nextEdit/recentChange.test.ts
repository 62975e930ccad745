import { describe, expect, test } from 'vitest'
import { recentChange } from '../../../server/features/nextEdit/recentChange.ts'
import { edited, parser, type Step } from './editing.ts'

/** The change in words: `from→to`, or a function with its new parameters, old ones by their position. */
async function changeAfter(text: string, steps: readonly Step[], languageId?: string): Promise<string | undefined> {
  const { source, places } = edited(text, steps, languageId)
  const tree = await parser.parse(source)
  if (tree === undefined) return undefined
  try {
    const change = await recentChange(source, tree, places, parser)
    if (change?.kind === 'rename') return `${change.from}→${change.to}${change.ofMember ? ' (member)' : ''}`
    return change && `${change.name}(${change.parameters.join(', ')})`
  } finally {
    tree.dispose()
  }
}

const cart = 'const total = sum(cart)\nprint(total)\n'

describe('The recent change', () => {
  const cases: readonly (readonly [string, string, readonly Step[], string | undefined, string?])[] = [
    ['is a rename of a variable where it is declared', cart, [{ from: 'total', to: 'amount' }], 'total→amount'],
    ['is a rename of a variable where it is used', cart, [{ from: 'total', to: 'amount', nth: 1 }], 'total→amount'],
    ['is a rename of a property', 'this.total = 1', [{ from: 'total', to: 'amount' }], 'total→amount (member)'],
    [
      'is the rename of a parameter, not a new signature',
      'function f(one: number, two: number) {}',
      [{ from: 'two', to: 'three' }],
      'two→three',
    ],
    ['is none in a string', 'const a = "total"', [{ from: 'total', to: 'amount' }], undefined],
    ['is none in a comment', '// total', [{ from: 'total', to: 'amount' }], undefined],
    ['is none for a keyword', 'let total = 1', [{ from: 'let', to: 'const' }], undefined],
    ['is none where another variable is used instead', 'let one, two\nf(one)', [{ from: 'f(one', to: 'f(two' }], undefined],
    [
      'is none where the editor renamed everywhere at once',
      cart,
      [
        { from: 'total', to: 'amount', version: 1 },
        { from: 'total', to: 'amount', version: 1 },
      ],
      undefined,
    ],
    [
      'is none any more after another edit',
      cart,
      [
        { from: 'total', to: 'amount' },
        { from: 'print(', to: 'print(1 + ' },
      ],
      undefined,
    ],
    ['is a parameter that went', 'function area(width, height, unit) {}', [{ from: ', unit', to: '' }], 'area(0, 1)'],
    ['is two parameters that changed places', 'function area(w, h) {}', [{ from: 'w, h', to: 'h, w' }], 'area(1, 0)'],
    [
      'is a parameter that came',
      'const area = (w: number) => w',
      [{ from: 'w: number', to: 'w: number, h: number' }],
      'area(0, h)',
    ],
    ['is none when the new parameter may be left out', 'function area(w) {}', [{ from: 'w', to: 'w, h = 1' }], undefined],
    ['is none when only a type changed', 'function area(w: number) {}', [{ from: 'number', to: 'string' }], undefined],
    [
      'is one of a Python method, without self',
      'class A:\n  def area(self, w, h):\n    pass\n',
      [{ from: 'w, h', to: 'h, w' }],
      'area(1, 0)',
      'python',
    ],
    ['is one in Go', 'package p\nfunc area(w int, h int) {}', [{ from: 'w int, h int', to: 'h int, w int' }], 'area(1, 0)', 'go'],
    ['is one in Java', 'class A { void area(int w, int h) {} }', [{ from: ', int h', to: '' }], 'area(0)', 'java'],
  ]
  for (const [name, text, steps, expected, languageId] of cases) {
    test(name, async () => {
      expect(await changeAfter(text, steps, languageId)).toBe(expected)
    })
  }
})
