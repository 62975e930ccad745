import { describe, expect, it } from 'vitest'
import { type WhyNot, whyNot, withoutRepetition } from '../../../server/features/completion/filters.ts'
import { situationIn } from './place.ts'

interface Case {
  readonly name: string
  /** `[||]` marks the cursor. */
  readonly code: string
  readonly text: string
}

function checkWhyNot(reason: WhyNot | undefined, cases: readonly Case[]): void {
  it.each(cases)('$name', ({ code, text }) => expect(whyNot(text, situationIn(code))).toBe(reason))
}

describe('adds nothing:', () => {
  checkWhyNot('nothingToAdd', [
    { name: 'no text', code: 'a[||]\n', text: '' },
    { name: 'white space', code: 'a[||]\n', text: '\n    \n' },
    { name: 'a bracket that is closed on the line', code: 'f(a[||])\n', text: ')' },
    { name: 'brackets that are closed on the line', code: 'f([a[||]]);\n', text: ']);' },
    { name: 'a block that is closed below', code: 'if (a) {\n  b()[||]\n}\n', text: '\n}' },
    { name: 'a block of several that are closed below', code: 'f(() => {\n  g(() => {\n    b()[||]\n  })\n})\n', text: '\n  })' },
    { name: 'what stands right of the cursor', code: 'f("a[||]", b)\n', text: '", b' },
    { name: 'the end of a statement that is there', code: 'f(a)[||];\n', text: ';' },
  ])
})

describe('adds something:', () => {
  checkWhyNot(undefined, [
    { name: 'a bracket that is not closed', code: 'f(a[||]\ng()\n', text: ')' },
    { name: 'the end of a statement', code: 'f(a)[||]\n', text: ';' },
    { name: 'one character', code: 'const a = [||]\n', text: '1' },
    { name: 'a block that is not closed within one that is', code: 'class A {\n  f() {\n    b()[||]\n}\n', text: '\n  }' },
    {
      name: 'a block that is not closed before the next function',
      code: 'function f() {\n  b()[||]\n\nfunction g() {}\n',
      text: '\n}',
    },
    { name: 'a bracket closed and more', code: 'f(a[||])\n', text: ', b' },
  ])
})

describe('repeats what stands below:', () => {
  checkWhyNot('repeatsBelow', [
    { name: 'the next line', code: 'const a = 1\n[||]\nconst b = f(a)\n', text: 'const b = f(a)' },
    { name: 'the next line after blank ones', code: 'const a = 1\n[||]\n\n\nconst b = f(a)\n', text: 'const b = f(a)' },
    { name: 'the next line in other white space', code: 'a()\n[||]\nf(a,  b)\n', text: 'f(a, b);' },
    { name: 'the rest of the next line', code: 'a()\nreturn [||]\nreturn f(a)\n', text: 'f(a)' },
    { name: 'the next line below a line that was complete', code: 'a()[||]\nb(c)\n', text: '\nb(c)' },
    { name: 'the next line with more after it', code: '  [||]\n  const b = f(a)\n  go(b)\n', text: 'const b = f(a)\n  stop(b)' },
    { name: 'a way out at the same level', code: '  case 1:\n    a()\n    [||]\n    break\n', text: 'break' },
    { name: 'a block that stands there with its brackets', code: '[||]\nif (a) {\n  b()\n}\n', text: 'if (a) {\n  b()\n}' },
    {
      name: 'a function that is declared further down',
      code: '[||]\nfunction f() {\n}\n\nfunction g(a) {\n}\n',
      text: 'function g(a) {\n}',
    },
    { name: 'an import that follows', code: "[||]\nimport a from 'a'\nimport b from 'b'\n", text: "import b from 'b'" },
    {
      name: 'three long lines that differ by a slip',
      code: '[||]\nconst response = await fetch(url, options)\nif (!response.ok) throw new Error(url)\nreturn response.json()\n',
      text: 'const response = await fetch(url, option)\nif (!response.ok) throw new Error(url)\nreturn response.json()',
    },
  ])
})

describe('goes round in circles:', () => {
  checkWhyNot('repetition', [
    { name: 'a line three times', code: '[||]\n', text: 'go(a)\ngo(a)\ngo(a)' },
    { name: 'two lines three times', code: '[||]\n', text: 'a()\nb()\na()\nb()\na()\nb()' },
    { name: 'after a good beginning', code: '[||]\n', text: 'start()\ngo(a)\ngo(a)\ngo(a)' },
    { name: 'a word many times on a line', code: 'const a = [||]\n', text: 'the the the the the the' },
    { name: 'a part of a line three times', code: '// [||]\n', text: 'and the value of the value of the value of the' },
    { name: 'the lines right above once again', code: 'a(1)\nb(2)\n[||]\n', text: 'a(1)\nb(2)' },
    { name: 'the lines right above, again and again', code: 'a(1)\nb(2)\n[||]\n', text: 'a(1)\nb(2)\na(1)' },
  ])
})

describe('is shown although it is alike:', () => {
  checkWhyNot(undefined, [
    { name: 'an assignment before the next one', code: '{\n  this.x = x\n  [||]\n  this.z = z\n}\n', text: 'this.y = y' },
    { name: 'an assignment that differs by a digit', code: 'a1 = f(1)\n[||]\na3 = f(3)\n', text: 'a2 = f(2)' },
    {
      name: 'a case before the next one',
      code: '  case 1:\n    a()\n    break\n  [||]\n  case 3:\n    c()\n    break\n',
      text: 'case 2:\n    b()\n    break',
    },
    {
      name: 'a branch that ends as the next one does',
      code: '  [||]\n  if (b) {\n    return false;\n  }\n',
      text: 'if (a) {\n    return false;\n  }',
    },
    { name: 'brackets of an inner block', code: 'f(() => {\n  g(() => {\n    h()[||]\n})\n', text: '\n  })' },
    { name: 'an inner end before an outer one', code: 'def a\n  if b\n    c\n[||]\nend\n', text: '  end' },
    { name: 'a return of an inner block', code: 'if (a)\n  [||]\nreturn b\n', text: 'return b' },
    { name: 'a row of numbers within equal ones', code: '  [0, 0, 0],\n  [||]\n  [0, 0, 0],\n', text: '[0, 0, 0],' },
    { name: 'rows of numbers', code: 'a = [\n  [||]\n]\n', text: '[0, 0, 0],\n  [0, 0, 0],\n  [0, 0, 0],' },
    { name: 'null many times', code: 'f([||])\n', text: 'null, null, null, null, null, null' },
    { name: 'a ruler', code: '// [||]\n', text: '----------------------------------' },
    { name: 'a call that stands further down', code: '[||]\na()\ngo(a)\n', text: 'go(a)' },
    {
      name: 'the same check of an error further down',
      code: '[||]\nb, err := g()\nif err != nil {\n\treturn err\n}\n',
      text: 'if err != nil {\n\treturn err\n}',
    },
    {
      name: 'a local name of the next test',
      code: "  it('a', () => {\n    [||]\n  })\n  it('b', () => {\n    const result = f()\n  })\n",
      text: 'const result = f()',
    },
    { name: 'one line above again', code: 'a()\nb()\n[||]\n', text: 'b()' },
    { name: 'other arguments in the lines above', code: 'a(1)\nb(1)\n[||]\n', text: 'a(2)\nb(2)' },
    { name: 'brackets that close two blocks', code: 'f(() => {\n  g(() => {\n    [||]\n', text: 'h()\n  })\n})' },
    {
      name: 'three branches with the same way out',
      code: '[||]\n',
      text: 'if (a)\n  return false\nif (b)\n  return false\nif (c)\n  return false',
    },
    {
      name: 'three long lines that differ by a number',
      code: '[||]\nconst second = await fetch(urls[1], options)\nif (!second.ok) throw new Error(urls[1])\nresults.push(second)\n',
      text: 'const first = await fetch(urls[0], options)\nif (!first.ok) throw new Error(urls[0])\nresults.push(first)',
    },
  ])
})

describe('a completion ends before it repeats', () => {
  const cases: readonly (Case & { readonly left: string })[] = [
    { name: 'what stands below', code: '[||]\nb()\nc()\n', text: 'a()\nb()\nc()', left: 'a()' },
    { name: 'a closing line that stands below', code: 'if (a) {\n  [||]\n}\n', text: 'b()\n}', left: 'b()' },
    {
      name: 'a function that stands below',
      code: '[||]\n\nfunction g() {\n}\n',
      text: 'function f() {\n}\n\nfunction g() {\n}',
      left: 'function f() {\n}',
    },
    {
      name: 'what stands below a bracket of its own',
      code: "if (a) {\n  [||]\n\nif (options.name === undefined) {\n  throw new Error('no name')\n}\n",
      text: "b()\n}\n\nif (options.name === undefined) {\n  throw new Error('no name')\n}",
      left: 'b()\n}',
    },
    {
      name: 'what stands below several brackets of outer blocks',
      code: 'f(() => {\n  g()\n  [||]\n})\n\nh()\n',
      text: 'i()\n})\n\nh()',
      left: 'i()',
    },
    { name: 'its own lines', code: '[||]\n', text: 'a()\ngo(b)\ngo(b)\ngo(b)\ngo(b)', left: 'a()\ngo(b)' },
    {
      name: 'part of a line again and again',
      code: '[||]\n',
      text: 'a()\n// the value of the value of the value of',
      left: 'a()',
    },
    {
      name: 'but keeps a closing line of its own',
      code: '  [||]\n}\n',
      text: 'if (a) {\n    b()\n  }',
      left: 'if (a) {\n    b()\n  }',
    },
    { name: 'but keeps its first line', code: '[||]\na()\n', text: 'a()\nb()', left: 'a()\nb()' },
    { name: 'but keeps its last blanks where nothing repeats', code: 'return[||]\n', text: ' a ', left: ' a ' },
  ]
  it.each(cases)('$name', ({ code, text, left }) => expect(withoutRepetition(text, situationIn(code))).toBe(left))
})
