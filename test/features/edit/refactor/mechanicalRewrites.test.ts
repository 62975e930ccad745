import { describe, expect, it } from 'vitest'
import { offered, textAfter } from './refactoring.ts'

describe('convert to async function', () => {
  it('turns a chain of promises into awaits, from within a callback too', async () => {
    const code = `export function load(url: string): Promise<string> {
  return fetch(url).then((res[||]ponse) => response.text()).then((text) => text.trim())
}
`
    expect(await textAfter('toAsync', code)).toBe(`export async function load(url: string): Promise<string> {
  const response = await fetch(url)
  const text = await response.text()
  return text.trim()
}
`)
  })

  it('waits by the steps as they are written where TypeScript would bring in a type error', async () => {
    const code = `interface Source {
  read(): Promise<readonly string[]>
  close(): void
}
export function [||]first(open: () => Promise<Source>): Promise<string[]> {
  return open().then((source) =>
    source
      .read()
      .then((lines) => lines.map((line) => line.trim()))
      .finally(() => source.close()),
  )
}
`
    expect(
      await textAfter('toAsync', code),
    ).toContain(`export async function first(open: () => Promise<Source>): Promise<string[]> {
  const source = await open()
  try {
    const lines = await source.read()
    return await lines.map((line) => line.trim())
  } finally {
    await source.close()
  }
}
`)
  })

  it('keeps what handles a failure', async () => {
    const code = `export function load(url) {
  return fetch(url).then((response) => res[||]ponse.text()).catch(() => '')
}
`
    expect(await textAfter('toAsync', code, 'javascript')).toMatch(/async function load[\s\S]*try \{[\s\S]*catch/)
  })

  it('is not offered where there is no promise', async () => {
    expect(await offered('export function f(a: number): number {\n  return a[||] + 1\n}\n')).not.toHaveProperty('toAsync')
  })
})

describe('add inferred types', () => {
  it.each([
    {
      what: 'of what a TypeScript function returns',
      languageId: 'typescript',
      code: 'export function twice(a: number) {\n  re[||]turn a * 2\n}\n',
      text: 'export function twice(a: number): number {\n  return a * 2\n}\n',
    },
    {
      what: 'of parameters by their use',
      languageId: 'typescript',
      code: 'export function twice(a) {\n  re[||]turn a * 2\n}\n',
      text: 'export function twice(a: number): number {\n  return a * 2\n}\n',
    },
    {
      what: 'of parameters in JavaScript, as a comment',
      languageId: 'javascript',
      code: 'export function add(a[||], b) {\n  return a * b + 1\n}\n',
      text: '/**\n * @param {number} a\n * @param {number} b\n */\nexport function add(a, b) {\n  return a * b + 1\n}\n',
    },
    {
      what: 'of parameters by what the calls give, where their use does not tell, and of none of the callbacks within',
      languageId: 'typescript',
      code: 'function long(songs[||]) {\n  return songs.filter((song) => song.length > 3)\n}\nexport const all = (songs: readonly string[]) => long(songs)\n',
      text: 'function long(songs: readonly string[]): string[] {\n  return songs.filter((song) => song.length > 3)\n}\nexport const all = (songs: readonly string[]) => long(songs)\n',
    },
    {
      what: 'of an arrow function',
      languageId: 'typescript',
      code: 'export const twice = (a: number) => {\n  re[||]turn a * 2\n}\n',
      text: 'export const twice = (a: number): number => {\n  return a * 2\n}\n',
    },
  ])('$what', async ({ code, text, languageId }) => {
    expect(await textAfter('addTypes', code, languageId)).toBe(text)
  })

  it('is refused where TypeScript only knows `any`', async () => {
    expect(await textAfter('addTypes', 'export function f(a: any) {\n  re[||]turn a\n}\n')).toMatch(/^refused: /)
    expect(await offered('export function f(a: any) {\n  re[||]turn a\n}\n')).not.toHaveProperty('addTypes')
  })
})

describe('remove dead code', () => {
  it.each([
    {
      what: 'what is never read, and what only that needed',
      code: 'export function f(a: number) {\n  const one = a + 1\n  const two = one * 2\n  re[||]turn a\n}\n',
      text: 'export function f(a: number) {\n  return a\n}\n',
    },
    {
      what: 'what is never reached, whatever it does',
      code: 'export function f(a: number) {\n  re[||]turn a\n  console.log(a)\n}\n',
      text: 'export function f(a: number) {\n  return a\n}\n',
    },
    {
      what: 'functions within that nobody calls',
      code: 'export function f(a: number) {\n  function g() { console.log(a) }\n  re[||]turn a\n}\n',
      text: 'export function f(a: number) {\n  return a\n}\n',
    },
  ])('takes away $what', async ({ code, text }) => {
    expect(await textAfter('removeDeadCode', code)).toBe(text)
  })

  it.each([
    { what: 'a call whose result is not used', code: 'const x = g(a)' },
    { what: 'an await', code: 'const x = await g(a)' },
    { what: 'a write to what is never read', code: 'let x = 0\n  x = g(a)' },
    { what: 'a counter that goes on', code: 'const x = [a++]' },
    { what: 'a parameter, which callers give', code: '' },
  ])('keeps $what', async ({ code }) => {
    const whole = `export async function f(a: number, unused: number) {\n  ${code}\n  re[||]turn 1\n}\nasync function g(n: number) { return n }\ng(1)\n`
    expect(await textAfter('removeDeadCode', whole)).toMatch(/^refused: /)
    expect(await offered(whole)).not.toHaveProperty('removeDeadCode')
  })

  it('takes away one of several imported names', async () => {
    const code = "import { a, b[||] } from './a'\nexport const c = a\n"
    expect(await textAfter('removeDeadCode', code)).toBe("import { a } from './a'\nexport const c = a\n")
  })

  it('keeps an import that nobody uses, because it runs the module', async () => {
    expect(await textAfter('removeDeadCode', "import { a[||] } from './a'\nexport const b = 1\n", 'javascript')).toMatch(
      /^refused: /,
    )
  })

  it('leaves other functions alone', async () => {
    const code = `export function f(a: number) {
  const x = a
  re[||]turn 1
}
export function g(b: number) {
  const y = b
  return 2
}
`
    expect(await textAfter('removeDeadCode', code)).toBe(code.replace('  const x = a\n', '').replace('[||]', ''))
  })
})

it('what does not apply at a place is not spoken of there', async () => {
  const kinds = Object.keys(await offered('export function f(a: number): number {\n  return a[||] + 1\n}\n'))
  expect(kinds).toEqual([])
})

it('nothing is offered for other languages', async () => {
  expect(await offered('func f() int {\n  return [|1 + 2|]\n}\n', 'go')).toEqual({})
})

describe('convert to optional chain', () => {
  const user = 'interface User { name?: { first: string }; age: number }\n'

  it.each([
    {
      what: 'a member of what may be missing',
      code: 'export const f = (u: User | undefined) => u &&[||] u.age\n',
      text: 'export const f = (u: User | undefined) => u?.age\n',
    },
    {
      what: 'what may be null, where only its truth counts',
      code: 'export function f(u: User | null) {\n  if (u &&[||] u.name) return 1\n  return 2\n}\n',
      text: 'export function f(u: User | null) {\n  if (u?.name) return 1\n  return 2\n}\n',
    },
  ])('$what', async ({ code, text }) => {
    expect(await textAfter('optionalChain', user + code)).toBe(user + text)
  })

  it.each([
    { what: 'a text, which may be empty', code: 'export const f = (s: string | undefined) => s &&[||] s.length\n', why: 'empty' },
    { what: 'null as a value', code: 'export const f = (u: User | null) => u &&[||] u.age\n', why: 'null' },
    { what: 'a value of any type', code: 'export const f = (u: any) => u &&[||] u.age\n', why: 'empty' },
  ])('is refused for $what', async ({ code, why }) => {
    expect(await textAfter('optionalChain', user + code)).toMatch(new RegExp(`^refused: .*${why}`))
    expect((await offered(user + code)).optionalChain).toMatch(why)
  })
})

describe('convert to template string', () => {
  it('of texts and numbers', async () => {
    expect(await textAfter('templateString', "export const f = (n: number) => 'n is ' +[||] n + '!'\n")).toBe(
      ['export const f = (n: number) => `n is $', '{n}!`\n'].join(''),
    )
  })

  it('is refused for an object, whose text may not be its value', async () => {
    expect(await textAfter('templateString', "export const f = (o: { x: 1 }) => 'o is ' +[||] o\n")).toMatch(
      /^refused: An object/,
    )
  })
})

it('braces of an arrow function are added and removed', async () => {
  const short = 'export const f = (a: number) => a * 2\n'
  const long = 'export const f = (a: number) => {\n  return a * 2\n}\n'
  expect(await textAfter('arrowBraces', short.replace('=>', '[||]=>'))).toBe(long)
  expect(await textAfter('arrowBraces', long.replace('=>', '[||]=>'))).toBe(short)
})
