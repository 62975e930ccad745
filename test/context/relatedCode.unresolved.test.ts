import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RelatedAsk } from '../../server/context/relatedCode.ts'
import { SourceText } from '../../server/context/source.ts'
import { RelatedFolder } from './relatedFolder.ts'

let folder: RelatedFolder
beforeEach(() => {
  folder = new RelatedFolder()
})
afterEach(() => folder.remove())

/** Each name with what it is imported from and the text that stands where the editor is to be asked. */
async function unresolved(ask: RelatedAsk): Promise<readonly string[]> {
  const names = await folder.code.unresolved(ask)
  const { source } = ask
  return names.map(({ name, from, offset }) => {
    const { line, character } = source.positionAt(offset)
    expect(source.text.slice(offset, offset + name.length)).toBe(name)
    return `${name} from ${from === '' ? '?' : from} at ${line}:${character}`
  })
}

interface Case {
  readonly what: string
  readonly files?: Readonly<Record<string, string>>
  readonly name: string
  readonly text: string
  readonly names: readonly string[]
}

describe('names that no path leads to', () => {
  it.each<Case>([
    {
      what: 'are those of packages, not those of files that are there, nor what comes with Node.js',
      files: { 'a.ts': 'export const a = 1\n' },
      name: 'use.ts',
      text: `import { a } from './a'\nimport { readFile } from 'node:fs'\nimport { parse as read } from '@acme/read'\n[||]`,
      names: ['read from @acme/read at 2:18'],
    },
    {
      what: 'are asked for in the import, also where the package is called the same',
      name: 'use.ts',
      text: `import cart from 'cart'\nconst { wheel } = require('wheel')\n[||]`,
      names: ['cart from cart at 0:7', 'wheel from wheel at 1:8'],
    },
    {
      what: 'come in the order in which they are used near the cursor',
      name: 'use.ts',
      text: `import { far, near } from 'x'\n${'\n'.repeat(60)}near([||])`,
      names: ['near from x at 0:14', 'far from x at 0:9'],
    },
    {
      what: 'are those of Python modules elsewhere',
      files: { 'here.py': 'def f(): ...\n' },
      name: 'use.py',
      text: 'from here import f\nfrom shared.cart import Cart as C\n[||]',
      names: ['C from shared.cart at 1:32'],
    },
    {
      what: 'are in C# the types used near the cursor, but not those that the document declares',
      name: 'Use.cs',
      text: 'using Shop;\nclass Use {\n  Cart cart = new Cart();\n  Use again;\n  int Sum(Item item) { return [||] }\n}',
      names: ['Cart from ? at 2:18', 'Sum from ? at 4:6', 'Item from ? at 4:10'],
    },
    {
      what: 'are in C++ types, where a header was not found',
      files: { 'found.h': 'struct Found {};\n' },
      name: 'use.cpp',
      text: '#include "found.h"\n#include "elsewhere/lost.h"\nvoid use(Lost lost) {\n  [||]\n}',
      names: ['Lost from ? at 2:9'],
    },
    {
      what: 'are in C++ none where all headers were found',
      files: { 'found.h': 'struct Found {};\n' },
      name: 'use.cpp',
      text: '#include "found.h"\n#include <vector>\nvoid use(Found found) {\n  [||]\n}',
      names: [],
    },
    { what: 'are none in a language without a grammar', name: 'use.rb', text: 'Cart.new([||])', names: [] },
  ])('$what', async ({ files = {}, name, text, names }) => {
    folder.write(files)
    expect(await unresolved(folder.ask(name, text))).toEqual(names)
  })

  it('are eight at most', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `name${index}`)
    expect(await unresolved(folder.ask('use.ts', `import { ${names} } from 'x'\n[||]`))).toHaveLength(8)
  })

  it('are asked for at a use where an earlier cell of the notebook imports them', async () => {
    const cell = (text: string) => ({ path: 'book.ipynb', languageId: 'python', text })
    const text = 'cart = Cart()\nx = '
    const notebook = { cells: [cell('from shop import Cart'), cell(text)], current: 1 }
    const ask = { ...folder.ask('book.ipynb', `${text}[||]`, { notebook }), source: new SourceText('book.ipynb', 'python', text) }
    expect(await unresolved(ask)).toEqual(['Cart from shop at 0:7'])
  })

  it('are none in an untitled document', async () => {
    expect(await unresolved({ ...folder.ask('use.ts', `import { a } from 'x'\n[||]`), uriPath: '' })).toEqual([])
  })
})

it('a definition whose file was edited since is found by its name, and one with another name by its line', async () => {
  folder.write({
    'pkg/a.ts': 'export function first(): A {}\nexport function second(): B {}\nexport default class C {\n  c: string\n}\n',
  })
  const path = folder.at('pkg/a.ts')
  const definitions = [
    { name: 'second', path, line: 0 },
    { name: 'Other', path, line: 3 },
  ]
  expect(await folder.shown('use.ts', `import Other, { second } from 'x'\n[||]`, { definitions })).toBe(
    '# signatures pkg/a.ts\nexport function second(): B;\nexport default class C {\n  c: string\n}\n',
  )
})
