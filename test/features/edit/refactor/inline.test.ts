import { describe, expect, it } from 'vitest'
import { offered, textAfter } from './refactoring.ts'

const inlined = (code: string, languageId?: string) => textAfter('inlineVariable', code, languageId)

describe('inline variable in TypeScript', () => {
  it.each([
    {
      what: 'wherever it is read',
      code: 'export function f(a: number) {\n  const twi[||]ce = a * 2\n  return twice + twice * 3\n}\n',
      text: 'export function f(a: number) {\n  return a * 2 + a * 2 * 3\n}\n',
    },
    {
      what: 'in parentheses where they are needed',
      code: 'export function f(a: number) {\n  const s[||] = a + 2\n  return s * 3\n}\n',
      text: 'export function f(a: number) {\n  return (a + 2) * 3\n}\n',
    },
    {
      what: 'from one of its uses',
      code: 'export function f(a: number) {\n  const twice = a * 2\n  return tw[||]ice + 1\n}\n',
      text: 'export function f(a: number) {\n  return a * 2 + 1\n}\n',
    },
    {
      what: 'in the short form of a property',
      code: 'export function f(a: number) {\n  const size[||] = a * 2\n  return { size }\n}\n',
      text: 'export function f(a: number) {\n  return { size: a * 2 }\n}\n',
    },
    {
      what: 'a call that is read by the next statement, once',
      code: 'export function f(a: string) {\n  const text[||] = read(a)\n  return text.trim()\n}\nfunction read(a: string) { return a }\n',
      text: 'export function f(a: string) {\n  return read(a).trim()\n}\nfunction read(a: string) { return a }\n',
    },
    {
      what: 'without parentheses where something is given as a whole',
      code: 'export function f(a: number[]) {\n  const by[||] = (b: number, c: number) => c - b\n  return a.sort(by)\n}\n',
      text: 'export function f(a: number[]) {\n  return a.sort((b: number, c: number) => c - b)\n}\n',
    },
    {
      what: 'with the line ends of the file',
      code: 'export function f(a: number) {\r\n  const twi[||]ce = a * 2\r\n  return twice\r\n}\r\n',
      text: 'export function f(a: number) {\r\n  return a * 2\r\n}\r\n',
    },
  ])('$what', async ({ code, text }) => {
    expect(await inlined(code)).toBe(text)
  })

  it.each([
    { what: 'another value later', code: 'let v[||] = a * 2\n  v += 1\n  return v', why: 'another value later' },
    { what: 'a call that is read twice', code: 'const v[||] = g(a)\n  return v + v', why: 'more than once' },
    { what: 'a call with other code in between', code: 'const v[||] = g(a)\n  g(1)\n  return v', why: 'other code runs' },
    {
      what: 'a call that would run under a condition',
      code: 'const v[||] = g(a)\n  return a > 1 && v',
      why: 'under a condition',
    },
    { what: 'a call that would run later', code: 'const v[||] = g(a)\n  return () => v', why: 'other code runs' },
    {
      what: 'a call that would run behind another one',
      code: 'const v[||] = g(a)\n  return g(1) + v',
      why: 'evaluated after it',
    },
    { what: 'a member that may change', code: 'const v[||] = o.x\n  g(1)\n  return v', why: 'may change' },
    { what: 'a variable that changes', code: 'let b = 1\n  const v[||] = b\n  b = g(2)\n  return v', why: 'may change' },
    { what: 'an object that is read twice', code: 'const v[||] = { a }\n  return v === v', why: 'made anew' },
    {
      what: 'an object in a loop',
      code: 'const v[||]: number[] = []\n  for (let i = 0; i < a; i++) v.push(i)\n  return 1',
      why: 'made anew',
    },
    {
      what: 'a name that means something else there',
      code: 'const v[||] = a * 2\n  return [1].map((a) => a + v)',
      why: '`a` may mean something else',
    },
    { what: 'a chain that may end early', code: 'const v[||] = o?.x\n  return v.toFixed()', why: 'skipped' },
    {
      what: 'the arguments of this function',
      code: 'const v[||] = arguments\n  return function () { return v }',
      why: 'may change',
    },
    { what: 'a declaration of several', code: 'const v[||] = a, w = g(2)\n  return v + w', why: 'together with others' },
  ])('is refused: $what', async ({ code, why }) => {
    const whole = `const o = { x: 1 }\nexport function f(a: number): any {\n  ${code}\n}\nfunction g(n: number) { o.x = n; return n }\n`
    expect(await inlined(whole)).toMatch(new RegExp(`^refused: .*${why}`))
    expect((await offered(whole)).inlineVariable).toMatch(why)
  })

  it.each([
    { what: 'read twice', code: 'const t[||] = d.next\n  return t + t', why: 'more than once' },
    { what: 'read behind other code', code: 'const t[||] = d["next"]\n  d.next\n  return t', why: 'other code runs' },
  ])('is refused where a getter gives its value: $what', async ({ code, why }) => {
    const whole = `class Desk {\n  #last = 0\n  get next() {\n    return ++this.#last\n  }\n}\nexport function f(d: Desk) {\n  ${code}\n}\n`
    expect(await inlined(whole)).toMatch(new RegExp(`^refused: .*${why}`))
  })

  it('is not offered for what is exported', async () => {
    expect(await offered('export const v[||] = 1\nexport const w = v\n')).not.toHaveProperty('inlineVariable')
  })

  it('is refused in code with a syntax error', async () => {
    expect(await inlined('export function f(a: number) {\n  const v[||] = a *\n  return v\n}\n')).toMatch(/^refused: /)
  })
})

describe('inline variable in Python', () => {
  it.each([
    {
      what: 'wherever it is read, in parentheses where they are needed; a comment stays',
      code: 'def f(a):\n    tw[||]ice = a * 2  # the double\n    return f"{twice}" + str(-twice)\n',
      text: 'def f(a):\n    # the double\n    return f"{(a * 2)}" + str(-(a * 2))\n',
    },
    {
      what: 'a call that is read by the next statement, once',
      code: 'def f(a):\n    text[||] = read(a)\n    return text.strip()\n',
      text: 'def f(a):\n    return read(a).strip()\n',
    },
    {
      what: 'several values as one',
      code: 'def f(a, b):\n    pair[||] = a, b\n    return g(pair)\n',
      text: 'def f(a, b):\n    return g((a, b))\n',
    },
  ])('$what', async ({ code, text }) => {
    expect(await inlined(code, 'python')).toBe(text)
  })

  it.each([
    { what: 'another value later', code: 'v[||] = a * 2\n    v += 1\n    return v', why: 'another value later' },
    { what: 'a call that is read twice', code: 'v[||] = g(a)\n    return v + v', why: 'more than once' },
    { what: 'a call with other code in between', code: 'v[||] = g(a)\n    g(1)\n    return v', why: 'other code runs' },
    {
      what: 'a variable of a loop',
      code: 'for b in a:\n        v[||] = b\n        g(1)\n        h.append(lambda: v)',
      why: 'may change',
    },
    { what: 'a text with quotes within a text', code: 'v[||] = a["x"]\n    return f"{v}"', why: 'cannot hold its value' },
    { what: 'names looked at by their text', code: 'v[||] = a * 2\n    print(locals())\n    return v', why: 'by their names' },
    {
      what: 'a value of one branch alone',
      code: 'if a:\n        g(1)\n        v[||] = a * 2\n    return v',
      why: 'may have no value',
    },
    { what: 'a list that is changed', code: 'v[||] = [a]\n    v.append(1)\n    return v', why: 'made anew' },
  ])('is refused: $what', async ({ code, why }) => {
    expect(await inlined(`def f(a):\n    ${code}\n`, 'python')).toMatch(new RegExp(`^refused: .*${why}`))
  })

  it('is refused where a property gives its value, twice', async () => {
    const desk = 'class Desk:\n    @property\n    def next(self):\n        return draw(self)\n\n\n'
    const code = `${desk}def f(d):\n    t[||] = d.next\n    return t + t\n`
    expect(await inlined(code, 'python')).toMatch(/^refused: .*more than once/)
  })

  it('is not offered for a variable of the file, a parameter, or an attribute', async () => {
    expect(await offered('v[||] = 1\nprint(v)\n', 'python')).not.toHaveProperty('inlineVariable')
    expect(await offered('def f(a[||]):\n    return a\n', 'python')).not.toHaveProperty('inlineVariable')
    expect(await offered('def f(a):\n    return a.b[||]\n', 'python')).not.toHaveProperty('inlineVariable')
  })
})
