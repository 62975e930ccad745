import { beforeAll, describe, expect, it } from 'vitest'
import { codeUnits } from '../../../server/context/functions.ts'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { declaredFields } from '../../../server/features/review/alternatives/fields.ts'
import { findAlternatives } from '../../../server/features/review/alternatives/find.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

/** The lines that single edits of a text give, each told by its edit: `i <= n -> i < n` as `<= -> <`. */
async function editsOf(languageId: string, text: string): Promise<readonly string[]> {
  const source = new SourceText('file', languageId, text)
  const tree = await parser.parse(source)
  if (tree === undefined) throw new Error(`no grammar for ${languageId}`)
  try {
    return codeUnits(source, tree)
      .flatMap((unit) => findAlternatives(source, tree, unit, declaredFields(tree)))
      .map(({ kind, startOffset, endOffset, newText }) => `${kind}: ${text.slice(startOffset, endOffset)} -> ${newText}`)
  } finally {
    tree.dispose()
  }
}

interface Case {
  readonly language: string
  readonly code: string
  readonly edit: string
}

function checkFinds(behaviour: string, cases: readonly Case[]): void {
  describe(behaviour, () => {
    it.each(cases)('$language: $edit', async ({ language, code, edit }) => {
      expect(await editsOf(language, code)).toContain(edit)
    })
  })
}

function checkLeavesAlone(behaviour: string, cases: readonly { language: string; code: string; edit: RegExp }[]): void {
  describe(behaviour, () => {
    it.each(cases)('$language: $code', async ({ language, code, edit }) => {
      expect((await editsOf(language, code)).filter((each) => edit.test(each))).toEqual([])
    })
  })
}

checkFinds('a bound may be one too far', [
  { language: 'typescript', code: 'function f(a) { for (let i = 0; i <= a.length; i++) g(a[i]) }', edit: 'boundary: <= -> <' },
  { language: 'go', code: 'package m\nfunc f(a []int) { for i := 0; i <= len(a); i++ { g(a[i]) } }', edit: 'boundary: <= -> <' },
  { language: 'javascript', code: 'function f(a) { return a[a.length] }', edit: 'boundary: a.length -> a.length - 1' },
  { language: 'python', code: 'def f(a):\n    return a[len(a)]\n', edit: 'boundary: len(a) -> len(a) - 1' },
  { language: 'java', code: 'class A { int f(List l) { return l.get(l.size()); } }', edit: 'boundary: l.size() -> l.size() - 1' },
  { language: 'python', code: 'def f(a, i):\n    return a[i - 1]\n', edit: 'boundary: i - 1 -> i' },
  { language: 'cpp', code: 'int f(int* a, int i) { return a[i]; }', edit: 'boundary: i -> i - 1' },
  { language: 'csharp', code: 'class A { int F(int[] a, int i) { return a[i]; } }', edit: 'boundary: i -> i + 1' },
  { language: 'rust', code: 'fn f(a: &[i32], i: usize) -> i32 { a[i] }', edit: 'boundary: i -> i - 1' },
])
checkFinds('a comparison may be the wrong way round', [
  { language: 'typescript', code: 'function f(a, b) { return a === b }', edit: 'comparison: === -> !==' },
  { language: 'python', code: 'def f(a, b):\n    return a not in b\n', edit: 'comparison: not in -> in' },
  { language: 'rust', code: 'fn f(a: i32, b: i32) -> bool { a > b }', edit: 'comparison: > -> <' },
])
checkFinds('a boolean operator may be the other one', [
  { language: 'java', code: 'class A { boolean f(boolean a, boolean b) { return a && b; } }', edit: 'boolean: && -> ||' },
  { language: 'python', code: 'def f(a, b):\n    return a or b\n', edit: 'boolean: or -> and' },
])
checkFinds('arithmetic may be the other one', [
  { language: 'go', code: 'package m\nfunc f(a int) int { a += 1; return a }', edit: 'arithmetic: += -> -=' },
  { language: 'python', code: 'def f(a, b):\n    return a % b\n', edit: 'arithmetic: % -> /' },
])
checkFinds('neighbouring arguments may have changed places', [
  { language: 'typescript', code: 'function f(a, b) { g(a, b.c) }', edit: 'argumentOrder: a, b.c -> b.c, a' },
  { language: 'csharp', code: 'class A { void F(int a, int b) { G(a, b); } }', edit: 'argumentOrder: a, b -> b, a' },
  { language: 'python', code: 'def f(a, b):\n    return a - b\n', edit: 'argumentOrder: a - b -> b - a' },
])
checkFinds('another variable may be meant', [
  { language: 'typescript', code: 'function f(from: number, to: number) { return g(from) }', edit: 'variable: from -> to' },
  { language: 'go', code: 'package m\nfunc f(from, to int) int { return g(from) }', edit: 'variable: from -> to' },
  { language: 'python', code: 'def f(xs):\n    for i, x in enumerate(xs):\n        g(i)\n', edit: 'variable: i -> x' },
  { language: 'rust', code: 'fn f(from: i32, to: i32) -> i32 { g(from) }', edit: 'variable: from -> to' },
])
checkFinds('another member of the same object, or the opposite one, may be meant', [
  { language: 'typescript', code: 'function f(r) { g(r.start); return r.end }', edit: 'member: end -> start' },
  { language: 'javascript', code: 'function f(a, b) { return Math.min(a, b) }', edit: 'member: min -> max' },
  { language: 'python', code: 'def f(a, b):\n    return min(a, b)\n', edit: 'member: min -> max' },
])
checkFinds('another field of the same type may be meant, though the function does not use it', [
  {
    language: 'typescript',
    code: 'interface A { b: number; c: number; d: string }\nfunction f(a: A) { return g(a.b) }',
    edit: 'member: b -> c',
  },
  { language: 'python', code: 'class A:\n    b: int\n    c: int = 1\n\ndef f(a):\n    return a.b\n', edit: 'member: b -> c' },
  { language: 'go', code: 'package m\ntype A struct {\n\tb, c int\n}\nfunc f(a A) int { return a.b }', edit: 'member: b -> c' },
  { language: 'java', code: 'class A { int b; int c; int f(A a) { return a.b; } }', edit: 'member: b -> c' },
  { language: 'csharp', code: 'class A { int b; int c; int F(A a) { return a.b; } }', edit: 'member: b -> c' },
  { language: 'rust', code: 'struct A { b: i32, c: i32 }\nfn f(a: A) -> i32 { a.b }', edit: 'member: b -> c' },
])
checkFinds('a condition may be inverted, a constant the wrong one', [
  { language: 'typescript', code: 'function f(a) { if (!a.ok) return 1 }', edit: 'negation: !a.ok -> a.ok' },
  { language: 'typescript', code: 'function f(a) { if (a.ok) return 1 }', edit: 'negation: a.ok -> !a.ok' },
  {
    language: 'javascript',
    code: 'function f(a) { return a.filter((x) => !a.has(x)) }',
    edit: 'negation: !a.has(x) -> a.has(x)',
  },
  {
    language: 'javascript',
    code: 'function f(a, b) { return a.filter((x) => b.has(x)) }',
    edit: 'negation: b.has(x) -> !b.has(x)',
  },
  { language: 'python', code: 'def f(a, b):\n    if a and b:\n        return True\n', edit: 'negation: a -> not a' },
  { language: 'python', code: 'def f():\n    return True\n', edit: 'constant: True -> False' },
])
checkFinds('await and return may be missing', [
  { language: 'typescript', code: 'async function f(a) { save(a); await g() }', edit: 'await: save(a) -> await save(a)' },
  {
    language: 'javascript',
    code: 'const f = async (a) => { const x = load(a); return x }',
    edit: 'await: load(a) -> await load(a)',
  },
  { language: 'python', code: 'def f(a):\n    if a:\n        return 1\n    a + 1\n', edit: 'return: a + 1 -> return a + 1' },
])
checkFinds('a part of a list, a range or a loop may begin or end one off', [
  { language: 'typescript', code: 'function f(a, n) { return a.slice(n, 9) }', edit: 'boundary: n -> n + 1' },
  { language: 'typescript', code: 'function f(a, n) { return a.slice(1, n) }', edit: 'boundary: n -> n - 1' },
  { language: 'python', code: 'def f(a, i, j):\n    return a[i:j]\n', edit: 'boundary: j -> j + 1' },
  { language: 'python', code: 'def f(n):\n    return range(n)\n', edit: 'boundary: n -> n - 1' },
  { language: 'go', code: 'package m\nfunc f(a []int, i int) []int { return a[i:] }', edit: 'boundary: i -> i + 1' },
  { language: 'rust', code: 'fn f(n: usize) { for i in 0..n { g(i) } }', edit: 'boundary: .. -> ..=' },
  { language: 'java', code: 'class A { void f(int n) { for (int i = 0; i < n; i++) g(i); } }', edit: 'boundary: n -> n - 1' },
  { language: 'typescript', code: 'function f(n) { for (let i = 0; i < n; i++) g(i) }', edit: 'boundary: n -> n - 1' },
  { language: 'go', code: 'package m\nfunc f(n int) { for i := 0; i < n; i++ { g(i) } }', edit: 'boundary: n -> n - 1' },
])
checkFinds('operands whose order matters may have changed places', [
  { language: 'typescript', code: 'function f(a, b) { return a << b }', edit: 'argumentOrder: a << b -> b << a' },
  { language: 'python', code: 'def f(a, b):\n    return a ** b\n', edit: 'argumentOrder: a ** b -> b ** a' },
])
checkFinds('another constant near by may be meant', [
  { language: 'typescript', code: 'function f(a) { return a % 60 }', edit: 'constant: 60 -> 59' },
  { language: 'typescript', code: 'function f(a) { return a * 60 }', edit: 'constant: 60 -> 1000' },
  { language: 'python', code: 'def f(a):\n    return a > 500\n', edit: 'constant: 500 -> 50' },
  { language: 'go', code: 'package m\nfunc f(a int) int { return a * 1000 }', edit: 'constant: 1000 -> 1024' },
  { language: 'typescript', code: 'function f(a) { return a > 1 }', edit: 'boundary: 1 -> 2' },
])
checkFinds('a check for null or undefined may miss the other, or take in too much', [
  { language: 'typescript', code: 'function f(a) { return a === null }', edit: 'nullCheck: === -> ==' },
  { language: 'javascript', code: 'function f(a) { return a !== undefined }', edit: 'nullCheck: !== -> !=' },
  { language: 'typescript', code: 'function f(a) { return a === null }', edit: 'nullCheck: null -> undefined' },
  { language: 'typescript', code: 'function f(a) { return a !== null }', edit: 'comparison: !== -> ===' },
  { language: 'java', code: 'class A { boolean f(A a) { return a == null; } }', edit: 'comparison: == -> !=' },
])
checkFinds('a comparison that converts may be meant to be strict', [
  { language: 'javascript', code: 'function f(a) { return a == 0 }', edit: 'equality: == -> ===' },
  { language: 'typescript', code: "function f(a) { return a != '' }", edit: 'equality: != -> !==' },
])
checkFinds('a break may be missing', [
  {
    language: 'typescript',
    code: 'function f(a) {\n  switch (a) {\n    case 1:\n      g()\n    case 2:\n      h()\n  }\n}',
    edit: 'break: case 2: ->   break\n    case 2:',
  },
  {
    language: 'java',
    code: 'class A {\n  void f(int a) {\n    switch (a) {\n    case 1:\n      g();\n    default:\n      h();\n    }\n  }\n}',
    edit: 'break: default: ->   break;\n    default:',
  },
  {
    language: 'cpp',
    code: 'void f(int a) {\n  switch (a) {\n  case 1:\n    g();\n  case 2:\n    h();\n  }\n}',
    edit: 'break: case 2: ->   break;\n  case 2:',
  },
  {
    language: 'javascript',
    code: 'function f(a) {\r\n  for (const b of a) {\r\n    if (b.ok) {\r\n      c = b;\r\n    }\r\n  }\r\n}',
    edit: 'break: } ->   break;\r\n    }',
  },
  {
    language: 'python',
    code: 'def f(a):\n    for b in a:\n        if b.ok:\n            c = b\n    return c\n',
    edit: 'break: return ->         break\n    return',
  },
  {
    language: 'go',
    code: 'package m\nfunc f(a []int) {\n\tfor _, b := range a {\n\t\tif b > 1 {\n\t\t\tc = b\n\t\t}\n\t}\n}',
    edit: 'break: } -> \tbreak\n\t\t}',
  },
])
checkFinds('a variable is taken for one of its own scope and kind', [
  { language: 'typescript', code: 'function f(a: number, b: number | undefined) { return g(a) }', edit: 'variable: a -> b' },
  { language: 'typescript', code: 'function f() { const a = 1; const b = 2; return g(a) }', edit: 'variable: a -> b' },
  { language: 'java', code: 'class A { int f(int a, int b) { return g(a); } }', edit: 'variable: a -> b' },
  { language: 'python', code: 'def f(a):\n    if a:\n        b = 1\n    return g(a)\n', edit: 'variable: a -> b' },
])
checkFinds('another method of the same class with as many parameters may be meant', [
  {
    language: 'typescript',
    code: 'class A { b(x) { return 1 }\n c(x) { return 2 }\n d() { return this.b(1) } }',
    edit: 'member: b -> c',
  },
  {
    language: 'python',
    code: 'class A:\n    def b(self): pass\n    def c(self): pass\n    def d(self, x):\n        self.b()\n',
    edit: 'member: b -> c',
  },
])

checkLeavesAlone('comments and strings are no code', [
  { language: 'typescript', code: "function f(a) { /* a <= b */ return g('a < b') } // true", edit: /./ },
  { language: 'python', code: 'def f(a):\n    """a or b"""\n    return g("a and b")  # a < b\n', edit: /boolean|comparison/ },
])
checkLeavesAlone('no await where the function is not async', [
  { language: 'typescript', code: 'function f(a) { save(a) }', edit: /await/ },
])
checkLeavesAlone('arguments whose order does not matter keep it', [
  { language: 'typescript', code: 'function f(a, b) { return Math.min(a, b) }', edit: /argumentOrder/ },
  { language: 'python', code: 'def f(a, b):\n    return max(a, b)\n', edit: /argumentOrder/ },
])
checkLeavesAlone('a field of another type is not meant', [
  { language: 'typescript', code: 'interface A { b: number; c: string }\nfunction f(a: A) { return a.b }', edit: /member/ },
])
checkLeavesAlone('what a function maps to is no condition', [
  { language: 'javascript', code: 'function f(a) { return a.map((x) => x.name) }', edit: /negation/ },
])
checkLeavesAlone('text is not subtracted', [
  { language: 'typescript', code: "function f(a) { return 'x' + a }", edit: /arithmetic/ },
])
checkLeavesAlone('types are not variables', [
  { language: 'typescript', code: 'function f(a: string, b: Array<number>): string { return h }', edit: /variable/ },
])
checkLeavesAlone('a declared value does not read its own variable', [
  { language: 'typescript', code: 'function f(a) { const b = g(a) }', edit: /variable: a -> b/ },
])
checkLeavesAlone('an edit stays within one line', [
  { language: 'typescript', code: 'function f(a, b) { g(a,\n b) }', edit: /argumentOrder/ },
])
checkLeavesAlone('a case that is empty, leaves, or says that it goes on, needs no break', [
  {
    language: 'typescript',
    code: 'function f(a) {\n  switch (a) {\n    case 1:\n    case 2:\n      h()\n  }\n}',
    edit: /^break/,
  },
  {
    language: 'typescript',
    code: 'function f(a) {\n  switch (a) {\n    case 1:\n      return 1\n    case 2:\n      throw h()\n    default:\n      h()\n  }\n}',
    edit: /^break/,
  },
  {
    language: 'javascript',
    code: 'function f(a) {\n  switch (a) {\n    case 1:\n      g()\n      // falls through\n    case 2:\n      h()\n  }\n}',
    edit: /^break/,
  },
  {
    language: 'typescript',
    code: 'function f(a) {\n  switch (a) {\n    case 1:\n      process.exit(1)\n    case 2:\n      h()\n  }\n}',
    edit: /^break/,
  },
])
checkLeavesAlone('no break where there is no loop, or more than a value is kept', [
  { language: 'typescript', code: 'function f(a) {\n  if (a) {\n    b = a\n  }\n}', edit: /^break/ },
  {
    language: 'typescript',
    code: 'function f(a) {\n  for (const b of a) {\n    if (b) {\n      c.push(b)\n    }\n  }\n}',
    edit: /^break/,
  },
])
checkLeavesAlone('how many equals signs is a matter of style elsewhere', [
  { language: 'javascript', code: 'function f(a, b) { return a == b }', edit: /equality|nullCheck/ },
  { language: 'typescript', code: 'function f(a) { return a == null }', edit: /equality|nullCheck/ },
  { language: 'java', code: 'class A { boolean f(int a, A b) { return a == 0 || b == null; } }', edit: /equality|nullCheck/ },
  { language: 'cpp', code: 'bool f(int a) { return a == 0; }', edit: /equality|nullCheck/ },
])
checkLeavesAlone('a variable of another type or scope is not meant', [
  { language: 'typescript', code: 'function f(a: number, b: string) { return g(a) }', edit: /variable/ },
  { language: 'typescript', code: "function f() { const a = 1; const b = 'x'; return g(a) }", edit: /variable/ },
  { language: 'typescript', code: 'function f(a) { if (a) { const b = 1; h(b) }\n return g(a) }', edit: /variable: a -> b/ },
  { language: 'java', code: 'class A { int f(int a, String b) { return g(a); } }', edit: /variable/ },
  { language: 'go', code: 'package m\nfunc f(a int, b string) int { return g(a) }', edit: /variable/ },
  { language: 'rust', code: 'fn f(a: i32, b: &str) -> i32 { g(a) }', edit: /variable/ },
])
checkLeavesAlone('a method is not taken for a value, nor for one with other parameters', [
  { language: 'javascript', code: 'function f(a) { a.push(1); return a.length }', edit: /member: length -> push/ },
  {
    language: 'typescript',
    code: 'class A { b(x) { return 1 }\n c(x, y) { return 2 }\n d() { return this.b(1) } }',
    edit: /member/,
  },
])
checkLeavesAlone('types, imports and decorators do not run', [
  { language: 'typescript', code: 'function f(a: 1 | 2, b: Array<3>) { const c: 4 = h }', edit: /./ },
  { language: 'python', code: 'def f():\n    from a import b\n', edit: /./ },
])

describe('edits of a text', () => {
  it('come in the same order every time, and each once', async () => {
    const code = 'function f(a: number, b: number) {\n  for (let i = 0; i < a; i++) if (a === null && !b) return a - b\n}'
    const edits = await editsOf('typescript', code)
    expect(await editsOf('typescript', code)).toEqual(edits)
    expect(edits.filter((each) => each === 'comparison: === -> !==')).toHaveLength(1)
  })
})
