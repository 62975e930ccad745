import { expect, it } from 'vitest'
import { textAfter } from './refactoring.ts'

const extracted = (code: string) => textAfter('extractFunction', code, 'python')

it.each([
  {
    what: 'an expression',
    code: 'def f(a, b):\n    return g([|a * b|])\n',
    text: 'def extracted_function(a, b):\n    return a * b\n\n\ndef f(a, b):\n    return g(extracted_function(a, b))\n',
  },
  {
    what: 'statements that set what is read later',
    code: 'def f(xs, rate):\n    total = 0\n    [|for x in xs:\n        total += x * rate|]\n    return total\n',
    text: `def extracted_function(xs, total, rate):
    for x in xs:
        total += x * rate
    return total


def f(xs, rate):
    total = 0
    total = extracted_function(xs, total, rate)
    return total
`,
  },
  {
    what: 'what one round of a loop leaves to the next',
    code: 'def f(xs):\n    count = 0\n    for x in xs:\n        [|count += 1\n        print(count, x)|]\n',
    text: `def extracted_function(count, x):
    count += 1
    print(count, x)
    return count


def f(xs):
    count = 0
    for x in xs:
        count = extracted_function(count, x)
`,
  },
  {
    what: 'the end of a function with its return',
    code: 'def f(xs):\n    [|n = len(xs)\n    return n * 2|]\n',
    text: 'def extracted_function(xs):\n    n = len(xs)\n    return n * 2\n\n\ndef f(xs):\n    return extracted_function(xs)\n',
  },
  {
    what: 'a variable of a comprehension',
    code: 'def f(xs, k):\n    return [g([|x * k|]) for x in xs]\n',
    text: 'def extracted_function(x, k):\n    return x * k\n\n\ndef f(xs, k):\n    return [g(extracted_function(x, k)) for x in xs]\n',
  },
  {
    what: 'code of a method, in front of its class and its decorators, with texts of several lines as they are',
    code: `import math


@dataclass
class Cart:
    def total(self):
        [|text = """a
  b"""
        for item in self.items:
            print(text, item)|]
`,
    text: `import math


def extracted_function(self):
    text = """a
  b"""
    for item in self.items:
        print(text, item)


@dataclass
class Cart:
    def total(self):
        extracted_function(self)
`,
  },
  {
    what: 'lines that end as the file does',
    code: 'def f(a, b):\r\n    [|print(a)\r\n    print(b)|]\r\n',
    text: 'def extracted_function(a, b):\r\n    print(a)\r\n    print(b)\r\n\r\n\r\ndef f(a, b):\r\n    extracted_function(a, b)\r\n',
  },
])('makes a function of $what', async ({ code, text }) => {
  expect(await extracted(code)).toBe(text)
})

it.each([
  {
    what: 'a return in some cases',
    code: 'def f(a):\n    [|if a:\n        return 1\n    a = 2|]\n    return a\n',
    why: 'some cases only',
  },
  {
    what: 'a break of a loop around',
    code: 'def f(a):\n    for x in a:\n        [|if x:\n            break|]\n',
    why: 'loop around it',
  },
  { what: 'a yield', code: 'def f(a):\n    [|yield a\n    print(a)|]\n', why: 'yields' },
  { what: 'an await', code: 'async def f(a):\n    [|b = await a\n    print(b)|]\n', why: 'waits' },
  { what: 'a global', code: 'def f(a):\n    [|global n\n    n = a|]\n', why: 'global' },
  {
    what: 'a name that may have no value',
    code: 'def f(a):\n    if a:\n        n = 1\n    [|print(n)|]\n',
    why: '`n` may have no value',
  },
  {
    what: 'a name that is set in some cases and read later',
    code: 'def f(a):\n    [|if a:\n        n = 1|]\n    return n\n',
    why: '`n` is set in some cases only',
  },
  {
    what: 'a variable that a function within sees',
    code: 'def f(a):\n    n = 1\n    g = lambda: n\n    [|n = a + n|]\n    return g()\n',
    why: '`n` is used by a function within',
  },
  {
    what: 'what a handler would miss',
    code: 'def f(a):\n    n = 0\n    try:\n        [|n = 1\n        a()|]\n    except E:\n        print(n)\n',
    why: 'lost where it fails',
  },
  { what: 'names by their text', code: 'def f(a):\n    [|print(a)|]\n    return locals()\n', why: 'by their names' },
  {
    what: 'a private name of a class',
    code: 'class A:\n    def f(self):\n        [|print(self.__x)|]\n',
    why: 'within the class',
  },
  { what: 'a bare super', code: 'class A:\n    def f(self):\n        [|super().f()|]\n', why: 'within the class' },
  { what: 'code of the file', code: '[|print(1)|]\n', why: 'Only code within a function' },
  { what: 'half a statement', code: 'def f(a):\n    if [|a:\n        print(a)|]\n', why: 'whole' },
  {
    what: 'a name that is set within an expression',
    code: 'def f(a):\n    g([|(n := a) + 1|])\n    return n\n',
    why: '`n` ',
  },
  { what: 'the documentation', code: 'def f(a):\n    [|"""Doubles."""\n    a = a * 2|]\n    return a\n', why: 'documentation' },
  { what: 'arguments that are spread', code: 'def f(a):\n    return g([|*a|])\n', why: 'whole' },
  { what: 'a deleted name', code: 'def f(a):\n    [|del a|]\n', why: 'del' },
])('refuses $what', async ({ code, why }) => {
  expect(await extracted(code)).toMatch(new RegExp(`^refused: .*${why}`))
})
