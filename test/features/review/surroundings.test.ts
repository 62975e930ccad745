import { beforeAll, expect, it } from 'vitest'
import { codeUnits } from '../../../server/context/functions.ts'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { type Around, Surroundings } from '../../../server/features/review/surroundings.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

async function around(languageId: string, text: string, name: string): Promise<Around> {
  const source = new SourceText('src/file', languageId, text)
  const tree = await parser.parse(source)
  const units = codeUnits(source, tree)
  tree?.dispose()
  const unit = units.find((each) => each.name === name)
  if (unit === undefined) throw new Error(`no ${name} among ${units.map((each) => each.name).join(', ')}`)
  return new Surroundings(source, units).around(unit)
}

const cart = (body: string) => `import { tax } from './tax'

export class Cart {
  add(item) {
${body}
  }

  /** With tax. */
  total() {
    return this.sum * tax
  }

  clear() {
    this.items = []
    this.sum = 0
  }
}
`

it('shows of other functions where they begin and end', async () => {
  const { header, above, after } = await around(
    'javascript',
    cart('    this.items.push(item)\n    this.sum += item.price'),
    'Cart.total',
  )
  expect(header + above).toBe(`import { tax } from './tax'

export class Cart {
  add(item) {
    // ...
  }

  /** With tax. */
`)
  expect(after).toBe('\n  clear() {\n    // ...\n  }\n}\n')
})

it('is the same whatever other functions do', async () => {
  const before = await around('javascript', cart('    this.sum += item.price'), 'Cart.total')
  const edited = await around(
    'javascript',
    cart('    this.items.push(item)\n    if (item.isFree) return\n    this.sum -= 1'),
    'Cart.total',
  )
  expect(edited).toEqual(before)
})

it('shows code between functions, and short functions, as they are', async () => {
  const text = 'const rate = 2\n\nconst twice = (n) => n * rate\n\nfunction f(n) {\n  return twice(n)\n}\n'
  expect((await around('javascript', text, 'f')).above).toBe('const rate = 2\n\nconst twice = (n) => n * rate\n\n')
})

it('shows no last statement of a Python function, which ends with nothing else', async () => {
  const text = 'def a(x):\n    y = x + 1\n    return y\n\n\ndef b(x):\n    return a(x)\n'
  expect((await around('python', text, 'b')).above).toBe('def a(x):\n    # ...\n\n\n')
})

it('keeps the line ends of the file', async () => {
  const text = 'function a(x) {\r\n  x += 1\r\n  return x\r\n}\r\n\r\nfunction b(x) {\r\n  return a(x)\r\n}\r\n'
  expect((await around('javascript', text, 'b')).above).toBe('function a(x) {\r\n  // ...\r\n}\r\n\r\n')
})

it('shows the other parts of a long function to each part', async () => {
  const lines = Array.from({ length: 150 }, (_, index) => `  step${index}()\n`).join('')
  const source = new SourceText('src/file.js', 'javascript', `function long() {\n${lines}}\n`)
  const tree = await parser.parse(source)
  const units = codeUnits(source, tree)
  tree?.dispose()
  const [first, second] = units
  if (first === undefined || second === undefined) throw new Error('one part')
  const { above } = new Surroundings(source, units).around(second)
  expect(above).toContain(`step${first.endLine - 2}()`)
})
