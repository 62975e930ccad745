import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CompilerError, compilerBy } from '../../server/context/compiler.ts'
import { sameError } from '../../server/context/compilerErrors.ts'
import { LocalCompiler } from '../../server/context/localCompiler.ts'
import { SourceText } from '../../server/context/source.ts'
import { TypeChecker } from '../../server/context/typeCheck.ts'

let folder = ''
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-compiler-')))
  writeFileSync(join(folder, 'prices.ts'), 'export const priceOf = (name: string) => name.length\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const checker = new TypeChecker()
const local = new LocalCompiler(checker)
const compiler = compilerBy(async (source, question) => local.answer(source, question), checker)

const typescript = (text: string) => new SourceText(join(folder, 'cart.ts'), 'typescript', text)

async function firstError(source: SourceText): Promise<CompilerError> {
  const [error] = (await compiler.errors(source)) ?? []
  if (error === undefined) throw new Error('the text has no error')
  return error
}

const cart = `interface Item { readonly price: number; readonly count: number }
export function total(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + item.prise * item.count, 0)
}
`

describe('errors of the compiler', () => {
  it('are told with their number, words and place', async () => {
    const { code, message, startOffset, endOffset } = await firstError(typescript(cart))
    expect({ code, quote: cart.slice(startOffset, endOffset) }).toEqual({ code: 2551, quote: 'prise' })
    expect(message).toContain("Did you mean 'price'?")
  })

  it('are none of a sound text, and cannot be told of another language', async () => {
    expect(await compiler.errors(typescript(cart.replace('prise', 'price')))).toEqual([])
    expect(await compiler.errors(new SourceText('a.py', 'python', 'a ='))).toBeUndefined()
  })

  it('are found by number and place, because the words of another version differ', async () => {
    const errors = (await compiler.errors(typescript(cart))) ?? []
    const at = cart.indexOf('prise')
    expect(sameError(errors, { code: 2551, startOffset: at, endOffset: at + 5 })).toBe(errors[0])
    expect(sameError(errors, { code: 2551, startOffset: 0, endOffset: 5 })).toBeUndefined()
    expect(sameError(errors, { code: 2304, startOffset: at, endOffset: at + 5 })).toBeUndefined()
  })
})

describe('ideas of the compiler', () => {
  it('are its own mends, and the names that it knows at the place, the nearest first', async () => {
    const source = typescript(cart)
    const ideas = await compiler.ideas(source, await firstError(source))
    expect(ideas?.fixes).toContainEqual(expect.objectContaining({ name: 'spelling', newText: 'price' }))
    expect(ideas?.names.map(({ names }) => names)).toEqual([['price', 'count']])
  })

  it('are an import where the name is declared in another file that the project knows', async () => {
    const source = typescript("import './prices'\nexport const one = priceOf('tea')\n")
    const imports = (await compiler.ideas(source, await firstError(source)))?.fixes.filter(({ name }) => name === 'import')
    expect(imports?.[0]?.newText).toMatch(/import \{ priceOf \} from ['"]\.\/prices(\.ts)?['"]/)
  })

  it('keep a file without semicolons free of them', async () => {
    const source = typescript('export async function f() {\n  return 1\n}\nexport const n: number = f()\nexport {}\n')
    const ideas = await compiler.ideas(source, await firstError(source))
    expect(ideas?.fixes.map(({ newText }) => newText).join()).not.toContain(';')
  })
})

describe('what a change does to an error', () => {
  const verdict = async (text: string, changed: string) => {
    const source = typescript(text)
    return (await compiler.verdicts(source, await firstError(source), [changed]))?.[0]
  }

  it.each([
    { what: 'mends it', to: 'price', verdict: { isGone: true, newErrors: 0, goneErrors: 1 } },
    { what: 'leaves it', to: 'prise ', verdict: { isGone: false, newErrors: 0, goneErrors: 0 } },
    { what: 'puts another in its place', to: 'prize', verdict: { isGone: true, newErrors: 1, goneErrors: 1 } },
  ])('it $what', async ({ to, verdict: expected }) => {
    expect(await verdict(cart, cart.replace('prise', to))).toEqual(expected)
  })

  it('several errors that go away are counted', async () => {
    const text = 'export {}\ndeclare const name: string | undefined\nif (name === undefined) {\n  name.length\n  name.trim()\n}\n'
    expect(await verdict(text, text.replace('===', '!=='))).toEqual({ isGone: true, newErrors: 0, goneErrors: 2 })
  })

  it('of two equal errors one may stay', async () => {
    const text = 'export const a = gone\nexport const b = gone\n'
    expect(await verdict(text, text.replace('a = gone', 'a = 1'))).toEqual({ isGone: true, newErrors: 0, goneErrors: 1 })
  })
})
