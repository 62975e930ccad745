import { describe, expect, it, test } from 'vitest'
import { CompletionSyntax, type CursorPlace } from '../../server/context/completionSyntax.ts'
import { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import { countSyntaxErrors } from '../../server/context/syntaxErrors.ts'
import { readCursor } from '../marks.ts'

const parser = await SyntaxParser.create()
const syntax = new CompletionSyntax(parser)

function marked(languageId: string, code: string, path = 'file') {
  const { text, offset } = readCursor(code)
  return { source: new SourceText(path, languageId, text), offset }
}

type PlaceCase = readonly [what: string, languageId: string, code: string]

function checkPlace(place: CursorPlace | undefined, cases: readonly PlaceCase[]): void {
  it.each(cases)('%s (%s)', async (_, languageId, code) => {
    const { source, offset } = marked(languageId, code)
    expect(await syntax.placeOf(source, offset)).toBe(place)
  })
}

describe('an empty body is', () => {
  checkPlace('emptyBody', [
    ['a blank line in a function', 'typescript', 'function f() {\n  [||]\n}\n'],
    ['the place between brackets that the editor closed', 'typescript', 'const f = () => {[||]}\n'],
    ['the same within a call', 'typescript', 'f(() => {[||]});\n'],
    ['the end of the line that opens a block', 'typescript', 'if (a) {[||]\n}\n'],
    ['a block that is not closed yet', 'typescript', 'class A {\n  f() {\n    [||]\n\n  g() { return 1 }\n}\n'],
    ['a block that is not closed before another of its kind', 'typescript', 'if (a) {[||]\nif (b) { // says why\n  c()\n}\n'],
    ['a block at the end of the text', 'javascript', 'while (a) {\n  [||]'],
    ['a block with nothing in it but comments', 'javascript', 'function f() {\n  // says\n  /* why */\n  [||]\n  // later\n}\n'],
    ['a block whose opening line has a comment', 'javascript', 'if (a) { // says { why\n  [||]\n}\n'],
    ['a case without statements', 'javascript', 'switch (a) {\n  case 1:\n    [||]\n  case 2:\n    b()\n}\n'],
    ['an object over several lines', 'typescriptreact', 'const a = {\n  [||]\n}\n'],
    ['an argument list over several lines', 'typescript', 'f(\n  [||]\n)\n'],
    ['a list over several lines', 'typescript', 'const a = [\n  [||]\n]\n'],
    ['a function', 'python', 'def f(a):\n    [||]\n\nb = 1\n'],
    ['the end of the line that opens a block', 'python', 'if a:[||]\nb = 1\n'],
    ['a function whose arguments stand on several lines', 'python', 'def f(\n    a,\n) -> int:\n    [||]\n'],
    [
      'a function that is only documented',
      'python',
      'def f(a):\n    """Says: what.\n\n    And why.\n    """\n    [||]\n\nb = 1\n',
    ],
    [
      'an else before a line of the outer block',
      'python',
      'def f():\n    if a:\n        b()\n    else:\n        [||]\n    c()\n',
    ],
    ['a method', 'java', 'class A {\n  int f() {\n    [||]\n  }\n}\n'],
    ['a function', 'go', 'package a\n\nfunc f() {\n\t[||]\n}\n'],
    ['a function', 'cpp', 'int f()\n{\n  [||]\n}\n'],
    ['an access level', 'cpp', 'class A {\n public:\n  [||]\n};\n'],
    ['a function', 'rust', 'fn f() -> u8 {\n    [||]\n}\n'],
    ['a match', 'rust', 'fn f() {\n    match a {\n        [||]\n    }\n}\n'],
    ['a method', 'csharp', 'class A\n{\n    int F()\n    {\n        [||]\n    }\n}\n'],
    ['a block in a language without a grammar', 'kotlin', 'fun f() {\n  // says why\n  [||]\n}\n'],
    ['a block in a text with Windows line ends', 'typescript', 'if (a) {\r\n  [||]\r\n}\r\n'],
  ])
})

describe('code is', () => {
  checkPlace('code', [
    ['the start of an empty text', 'typescript', '[||]'],
    ['a blank line before a statement of the block', 'typescript', 'function f() {\n  [||]\n  return 1\n}\n'],
    ['a blank line after one', 'typescript', 'function f() {\n  g()\n  [||]\n}\n'],
    ['the end of a line that opens a block with statements', 'typescript', 'if (a) {[||]\n  b()\n}\n'],
    ['the same where they are not indented', 'cpp', 'namespace a {[||]\nclass A {\n};\n}\n'],
    ['the same where they are cases', 'javascript', 'switch (a) {[||]\ncase 1:\n  b()\n}\n'],
    ['a line with something on it', 'typescript', 'function f() {\n  retu[||]\n}\n'],
    ['an empty argument list', 'typescript', 'f([||])\n'],
    ['an argument list that is not closed', 'typescript', 'f([||]\ng()\n'],
    ['a place before other code on the line', 'typescript', "import {[||]} from 'a'\n"],
    ['the value of an attribute', 'typescriptreact', 'const a = <b c={[||]}></b>\n'],
    ['an expression within a string', 'typescript', `f(\`a \${[||]} b\`)\n`],
    ['an expression within a string', 'python', 'a = f"b {c[||]} d"\n'],
    ['the value after a key', 'python', "a = {\n    'b':\n    [||]\n}\n"],
    ['the body of a lambda', 'python', 'a = lambda b:[||]\n'],
    ['a line before the first statement of a block', 'python', 'def f():\n    [||]\n    return 1\n'],
    ['the place after a string', 'typescript', 'f("a")[||]\n'],
    ['the place after a comment', 'typescript', '/* a */ [||]\n'],
    ['the line after a comment', 'rust', '/// says\n[||]\nfn a() {}\n'],
    ['text of markup', 'typescriptreact', "const a = <b>don't [||]</b>\n"],
  ])
})

describe('a string is', () => {
  checkPlace('string', [
    ['the text between quotes', 'typescript', 'f("a[||]b")\n'],
    ['the place between empty quotes', 'typescript', 'f("[||]")\n'],
    ['one that is not closed', 'typescript', 'const a = "hel[||]\nconst b = 2\n'],
    ['one with an expression in it', 'javascript', `f(\`a \${b} c[||]\`)\n`],
    ['one over several lines', 'javascript', 'f(`a\n  [||]\n`)\n'],
    ['one that is not closed', 'python', "a = 'hel[||]\nb = 2\n"],
    ['what documents a function', 'python', 'def f():\n    """Does [||]\n    """\n'],
    ['one that is not closed', 'java', 'class A { void f() { String s = "ab[||]\n } }'],
    ['one that is not closed', 'go', 'package a\nfunc f() { s := "ab[||]\n }'],
    ['one that is not closed', 'rust', 'fn a() { let s = "ab[||]\n }'],
    ['one that is not closed', 'cpp', 'int f() { auto s = "ab[||]\n }'],
    ['one that is not closed', 'csharp', 'class A { void F() { var s = "ab[||]\n } }'],
    ['one in a language without a grammar', 'ruby', 'puts "ab[||]"\n'],
  ])
})

describe('a comment is', () => {
  checkPlace('comment', [
    ['the end of a line comment', 'typescript', 'a() // says [||]\n'],
    ['the start of a line comment', 'typescript', '//[||]\n'],
    ['the inside of a block comment', 'typescript', '/**\n * Says [||]\n */\nf()\n'],
    ['one that is not closed', 'typescript', '/** says [||]\nfunction f() {}'],
    ['the end of a line comment', 'python', 'a = 1  # says[||]\n'],
    ['what documents a function', 'rust', '/// says[||]\nfn a() {}\n'],
    ['the end of a line comment', 'go', 'package a\n// says[||]\n'],
    ['one in a language without a grammar', 'ruby', '# says [||]\n'],
  ])
})

describe('nothing is said of', () => {
  checkPlace(undefined, [['a language that is not known', 'brainfuck', '{\n[||]\n}\n']])
  test('a text of more than 300,000 characters', async () => {
    const { source, offset } = marked('typescript', `${'f()\n'.repeat(75_001)}[||]`)
    expect(await syntax.placeOf(source, offset)).toBeUndefined()
    expect(await syntax.errors(source, offset, ['f('])).toBeUndefined()
  })
  test('the errors of a language without a grammar', async () => {
    const { source, offset } = marked('kotlin', 'f([||]')
    expect(await syntax.errors(source, offset, [')'])).toBeUndefined()
  })
})

interface ErrorCase {
  readonly what: string
  readonly languageId: string
  readonly code: string
  readonly better: string
  readonly worse: string
}

describe('errors tell a text that fits from one that does not', () => {
  const cases: readonly ErrorCase[] = [
    { what: 'a bracket too many', languageId: 'typescript', code: 'f([||])\n', better: 'a, b', worse: 'a, b)' },
    { what: 'a bracket missing', languageId: 'typescript', code: 'f([||]\ng()\n', better: 'a)', worse: 'a' },
    {
      what: 'a block closed twice',
      languageId: 'typescriptreact',
      code: 'if (a) {\n  [||]\n}\n',
      better: 'b()',
      worse: 'b()\n}',
    },
    {
      what: 'a block not closed',
      languageId: 'javascript',
      code: '[||]\nf()\n',
      better: 'if (a) {\n  b()\n}',
      worse: 'if (a) {',
    },
    { what: 'half a statement', languageId: 'python', code: 'def f():\n    [||]\n', better: 'return 1', worse: 'return (1' },
    {
      what: 'a bracket too many',
      languageId: 'java',
      code: 'class A { int f() { return [||]; } }',
      better: 'g()',
      worse: 'g())',
    },
    { what: 'a bracket too many', languageId: 'go', code: 'package a\nfunc f() {\n\t[||]\n}\n', better: 'g()', worse: 'g())' },
    { what: 'a bracket too many', languageId: 'cpp', code: 'int f() {\n  [||]\n}\n', better: 'g();', worse: 'g());' },
    { what: 'a bracket too many', languageId: 'rust', code: 'fn f() {\n  [||]\n}\n', better: 'g();', worse: 'g());' },
    { what: 'a bracket too many', languageId: 'csharp', code: 'class A { void F() { [||] } }', better: 'G();', worse: 'G());' },
  ]
  it.each(cases)('$what in $languageId', async ({ languageId, code, better, worse }) => {
    const { source, offset } = marked(languageId, code)
    const { before = 0, after: [good, bad] = [] } = (await syntax.errors(source, offset, [better, worse])) ?? {}
    expect(good).toBeLessThanOrEqual(before)
    expect(good).toBeLessThan(bad ?? 0)
  })
})

describe('a document that is typed key by key', () => {
  it.each([
    [
      'typescript',
      `class A {\n  total(一: number) {\n    if (一 > 1) {\n      return \`😀 \${一}\`\n    }\n    return [1, 2]\n  }\n}\n`,
    ],
    ['python', 'def f(a):\n    """Says what."""\n    if a:\n        return {"b": [a]}\n    return None\n\nclass B:\n    pass\n'],
    [
      'rust',
      'fn main() {\r\n    let a = vec![1, 2];\r\n    match a.len() {\r\n        0 => {}\r\n        _ => println!("x"),\r\n    }\r\n}\r\n',
    ],
  ])('has the errors that it would have at once (%s)', async (languageId, text) => {
    const fresh = async (now: string) => {
      const tree = await parser.parse(new SourceText('file', languageId, now))
      const errors = tree && countSyntaxErrors(tree)
      tree?.dispose()
      return errors
    }
    const rest = text.slice(text.length / 2)
    for (let length = 0; length <= text.length / 2; length += 1) {
      const now = text.slice(0, length) + rest
      const source = new SourceText(`typed.${languageId}`, languageId, now)
      expect((await syntax.errors(source, length, []))?.before, JSON.stringify(now)).toBe(await fresh(now))
    }
  })

  it('may change its language', async () => {
    const errorsAs = async (languageId: string) =>
      (await syntax.errors(new SourceText('a', languageId, 'a = <b/>'), 0, []))?.before
    expect([await errorsAs('typescriptreact'), await errorsAs('python'), await errorsAs('javascript')]).toEqual([
      0,
      expect.any(Number),
      0,
    ])
  })

  it('may be asked for several times at once, and forgotten meanwhile', async () => {
    const texts = Array.from({ length: 40 }, (_, index) => 'f(1)\n'.repeat(index + 1))
    const asked = texts.map((text, index) => syntax.errors(new SourceText(`a${index % 12}`, 'typescript', text), 0, ['}']))
    for (let index = 0; index < 12; index += 1) syntax.forget(`a${index}`)
    for (const errors of await Promise.all(asked)) expect(errors).toEqual({ before: 0, after: [1] })
  })
})
