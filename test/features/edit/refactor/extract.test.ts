import { describe, expect, it } from 'vitest'
import { offered, textAfter } from './refactoring.ts'

describe('extract variable', () => {
  it.each([
    {
      what: 'right before the statement that evaluates it',
      code: 'export function f(order: { items: string[] }) {\n  return [|order.items.length|] > 3\n}\n',
      text: 'export function f(order: { items: string[] }) {\n  const length = order.items.length\n  return length > 3\n}\n',
    },
    {
      what: 'with semicolons where the file has them',
      code: 'export function f(a: number[]) {\n  log();\n  return [|a.length|] + 1;\n}\nfunction log() {}\nlog();\n',
      text: 'export function f(a: number[]) {\n  log();\n  const length = a.length;\n  return length + 1;\n}\nfunction log() {}\nlog();\n',
    },
    {
      what: 'by a name that is not taken',
      code: 'export function f(a: number[], length: number) {\n  return [|a.length|] + length\n}\n',
      text: 'export function f(a: number[], length: number) {\n  const aLength = a.length\n  return aLength + length\n}\n',
    },
    {
      what: 'with the line ends of the file',
      code: 'export function f(a: number[]) {\r\n  return [|a.length|] + 1\r\n}\r\n',
      text: 'export function f(a: number[]) {\r\n  const length = a.length\r\n  return length + 1\r\n}\r\n',
    },
    {
      what: 'out of the body of an arrow function, which gets a block',
      code: 'export const f = (a: number[]) => [|a.length|] + 1\n',
      text: 'export const f = (a: number[]) => {\n  const length = a.length\n  return length + 1\n}\n',
    },
    {
      what: 'with Chinese names around',
      code: 'export function 求和(订单: { 价格: number }) {\n  return [|订单.价格|] * 2 // 😀\n}\n',
      text: 'export function 求和(订单: { 价格: number }) {\n  const 价格 = 订单.价格\n  return 价格 * 2 // 😀\n}\n',
    },
  ])('in TypeScript: $what', async ({ code, text }) => {
    expect(await textAfter('extractConstant', code)).toBe(text)
  })

  it.each([
    {
      what: 'right before the statement that evaluates it',
      code: 'def f(order):\n    if order:\n        return [|order.total|] + 1\n',
      text: 'def f(order):\n    if order:\n        total = order.total\n        return total + 1\n',
    },
    {
      what: 'of several lines in brackets of their own',
      code: 'def f(a, b):\n    return g(\n        [|a +\n        b|])\n',
      text: 'def f(a, b):\n    extracted_value = (a +\n        b)\n    return g(\n        extracted_value)\n',
    },
    {
      what: 'as the whole of its statement',
      code: 'def f(a):\n    [|a.load_page()|]\n    return a\n',
      text: 'def f(a):\n    page = a.load_page()\n    return a\n',
    },
  ])('in Python: $what', async ({ code, text }) => {
    expect(await textAfter('extractConstant', code, 'python')).toBe(text)
  })

  it.each([
    { what: 'behind &&', code: 'export const f = (a: any) => { return a && [|a.b|] }', why: 'under a condition' },
    { what: 'a branch of ?:', code: 'export const f = (a: any) => { return a ? [|a.b|] : 0 }', why: 'under a condition' },
    { what: 'an argument behind ?.', code: 'export const f = (a: any) => { return a?.g([|a.b|]) }', why: 'under a condition' },
    { what: 'a statement without braces', code: 'export function f(a: any) { if (a) return [|a.b|] }', why: 'under a condition' },
    {
      what: 'the condition of else if',
      code: 'export function f(a: any) { if (a) g(); else if ([|a.b|]) g() }\nfunction g() {}',
      why: 'under a condition',
    },
    {
      what: 'the condition of a loop',
      code: 'export function f(a: any) { while ([|a.next()|]) { a.go() } }',
      why: 'again and again',
    },
    { what: 'a default of a parameter', code: 'export function f(a = [|Math.max(1, 2)|]) { return a }', why: 'elsewhere' },
    { what: 'a method that is called', code: 'export function f(a: any) { return [|a.b|](1) }', why: 'without its object' },
    { what: 'what is assigned to', code: 'export function f(a: any) { [|a.b|] = 1 }', why: 'assigned to' },
    {
      what: 'what a call in front of it may change',
      code: 'export function f(a: any) { return a.g() + [|a.b|] }',
      why: 'evaluated after it',
    },
    { what: 'a syntax error', code: 'export function f(a: number) {\n  return g([|a.b|] +)\n}\n', why: 'syntax error' },
    { what: 'the beginning of a chain with ?.', code: 'export function f(a: any) { return [|a?.b|].c }', why: 'skipped' },
    { what: 'half an expression', code: 'export function f(a: any) { return a + [|a * 2 + 1|] }', why: '' },
  ])('is refused in TypeScript: $what', async ({ code, why }) => {
    expect(await textAfter('extractConstant', code)).toMatch(new RegExp(`^refused: .*${why}`))
  })

  it.each([
    { what: 'behind `and`', code: 'def f(a):\n    return a and [|a.b|]\n', why: 'under a condition' },
    { what: 'an element of a comprehension', code: 'def f(a):\n    return [[|x.b|] for x in a]\n', why: 'again and again' },
    { what: 'a lambda', code: 'def f(a):\n    return lambda: [|a.b|]\n', why: 'when the function is called' },
    { what: 'an elif', code: 'def f(a):\n    if a:\n        pass\n    elif [|a.b|]:\n        pass\n', why: 'under a condition' },
    { what: 'an attribute of a class', code: 'class A:\n    b = [|g(1)|] + 1\n', why: 'attribute of the class' },
    { what: 'a statement behind another one on its line', code: 'def f(a):\n    g(); return [|a.b|]\n', why: 'on its line' },
    { what: 'a name', code: 'def f(a):\n    return [|a|]\n', why: 'a name already' },
    { what: 'the documentation', code: 'def f(a):\n    [|"""Doubles."""|]\n    return a * 2\n', why: 'documentation' },
    { what: 'a slice', code: 'def f(a):\n    return a[[|1:2|]]\n', why: 'whole expression' },
    { what: 'arguments that are spread', code: 'def f(a):\n    return g([|*a|])\n', why: 'whole expression' },
    { what: 'a keyword of an argument', code: 'def f(a):\n    return g([|key|]=a)\n', why: '' },
  ])('is refused in Python: $what', async ({ code, why }) => {
    expect(await textAfter('extractConstant', code, 'python')).toMatch(new RegExp(`^refused: .*${why}`))
  })
})

describe('extract function', () => {
  it('takes what it reads as parameters and gives back what it sets', async () => {
    const code = `export function total(prices: number[], rate: number) {
  let sum = 0
  [|for (const price of prices) {
    sum += price * rate
  }|]
  return sum
}
`
    const text = `export function total(prices: number[], rate: number) {
  let sum = 0
  sum = newFunction(prices, sum, rate)
  return sum
}

function newFunction(prices: number[], sum: number, rate: number) {
  for (const price of prices) {
    sum += price * rate
  }
  return sum
}
`
    expect((await textAfter('extractFunction', code)).trimEnd()).toBe(text.trimEnd())
  })

  it('stays in its class where it uses `this`', async () => {
    const code = `export class Cart {
  rate = 2
  total(price: number) {
    return [|price * this.rate|]
  }
}
`
    expect(await textAfter('extractFunction', code)).toMatch(/this\.newMethod\(price\)[\s\S]*private newMethod\(price: number\)/)
  })

  it.each([
    {
      what: 'a return in one case only',
      code: 'export function f(a: number) {\n  [|if (a > 1) return a\n  a += 1|]\n  return a\n}\n',
    },
    {
      what: 'a break out of it',
      code: 'export function f(a: number[]) {\n  for (const x of a) {\n    [|if (x) break|]\n  }\n}\n',
    },
    { what: 'a syntax error', code: 'export function f(a: number) {\n  return [|a +|]\n}\n' },
    { what: 'an empty selection', code: 'export function f(a: number) {\n  return [||]a\n}\n' },
    {
      what: 'a variable that a function of it sees later',
      code: 'export function f() {\n  let n = 0\n  [|const g = () => n\n  log(g)|]\n  n = 1\n  return n\n}\nfunction log(a: any) {}\n',
    },
    {
      what: 'a variable that a function around it sees meanwhile',
      code: 'export function f() {\n  let n = 0\n  const g = () => n\n  [|n = 1\n  log(g())|]\n  return n\n}\nfunction log(a: any) {}\n',
    },
    {
      what: 'a value that the handler of a failure would miss',
      code: 'export function f() {\n  let n = 0\n  try {\n    [|n = 1\n    log(n)|]\n  } catch {}\n  return n\n}\nfunction log(a: any) {}\n',
    },
    { what: 'an import', code: "[|import { a } from './a'|]\nexport const b = a\n" },
  ])('is refused: $what', async ({ code }) => {
    expect(await textAfter('extractFunction', code)).toMatch(/^refused: /)
  })

  it('takes a variable along that a function changes at once', async () => {
    const code = `export function total(prices: number[]) {
  let sum = 0
  [|prices.forEach((price) => {
    sum += price
  })|]
  return sum
}
`
    expect(await textAfter('extractFunction', code)).toMatch(/sum = newFunction\(prices, sum\)/)
  })

  it.each([
    { what: 'of the function itself', code: 'export function f() {\n  [|const n = arguments.length|]\n  return n\n}\n' },
    { what: 'in an arrow function', code: 'export function f() {\n  [|const g = () => arguments[0]|]\n  return g()\n}\n' },
    { what: 'by the name of what is made', code: 'export function F() {\n  [|const made = new.target|]\n  return made\n}\n' },
  ])('is refused where it uses the call as a whole: $what', async ({ code }) => {
    expect(await textAfter('extractFunction', code, 'javascript')).toMatch(/^refused: It uses what the function/)
  })

  it('takes a function along that has arguments of its own', async () => {
    const code = 'export function f() {\n  [|const g = function () { return arguments.length }|]\n  return g(1, 2)\n}\n'
    expect(await textAfter('extractFunction', code, 'javascript')).not.toMatch(/^refused/)
  })

  it('tells beforehand what it refuses and why', async () => {
    const code = 'export function f(a: number[]) {\n  for (const x of a) {\n    [|if (x) break|]\n  }\n}\n'
    expect((await offered(code)).extractFunction).toMatch(/conditional break/)
  })

  it('is not offered for a cursor', async () => {
    const kinds = Object.keys(await offered('export function f(a: number) {\n  return a[||] + 1\n}\n'))
    expect(kinds).not.toContain('extractFunction')
    expect(kinds).not.toContain('extractConstant')
  })
})
