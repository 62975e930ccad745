import { describe, expect, it } from 'vitest'
import { isSilencing } from '../../../../server/features/edit/diagnose/silencing.ts'

describe('an edit only silences an error', () => {
  it.each([
    ['a cast to any', 'total(x)', 'total(x as any)'],
    ['a cast to another type', 'total(x)', 'total(x as number)'],
    ['a parameter of any type', '(x) =>', '(x: any) =>'],
    ['a non-null mark', 'x.length', 'x!.length'],
    ['an optional chain', 'x.length', 'x?.length'],
    ['a comment for the checker', 'total(x)', `// @ts${'-'}ignore\ntotal(x)`],
    ['a comment for a linter', 'total(x)', 'total(x) // eslint-disable-line'],
    ['a comment for Python', 'total(x)', 'total(x)  # type: ignore'],
    ['a statement taken away', 'total(x)', ''],
    ['a return taken away', 'return x', ';'],
    ['a statement made a comment', 'total(x)', '// total(x)'],
  ])('%s', (_, written, newText) => expect(isSilencing(written, newText)).toBe(true))
})

it('an edit is judged within its line', () => {
  expect(isSilencing('', '!', 'return setting', '.length')).toBe(true)
  expect(isSilencing('', '!', 'if (', 'isReady) return')).toBe(false)
})

describe('an edit does more', () => {
  it.each([
    ['another name', 'prise', 'price'],
    ['an await', 'load()', 'await load()'],
    ['a negation', 'if (x)', 'if (!x)'],
    ['another comparison', 'x === y', 'x !== y'],
    ['a mark that was there', 'x!.prise', 'x!.price'],
    ['a chain that was there', 'x?.prise', 'x?.price'],
    ['as const', "['a']", "['a'] as const"],
    ['a conditional with a number', 'x', 'x ?.5 : 1'],
    ['a word taken away', '!', ''],
  ])('%s', (_, written, newText) => expect(isSilencing(written, newText)).toBe(false))
})
