import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { languageIdOfPath } from '../../server/context/languages.ts'
import { answerRefactoring } from '../../server/context/localRefactorings.ts'
import type { RenameResult } from '../../server/context/projectEdits.ts'
import { refactoringsBy } from '../../server/context/refactorings.ts'
import { SourceText } from '../../server/context/source.ts'
import { TypeChecker } from '../../server/context/typeCheck.ts'
import { readMarks } from '../marks.ts'

const checker = new TypeChecker()
const refactorings = refactoringsBy(async (source, question) => answerRefactoring(checker, source, question))

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-rename-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Writes files and renames what is at `[||]` in the first one; `unsaved` stands in the editor in the place of what is on the disk. */
async function renamed(
  files: Readonly<Record<string, string>>,
  newName: string,
  unsaved: Readonly<Record<string, string>> = {},
): Promise<RenameResult | undefined> {
  const [[first, marked], ...others] = Object.entries(files) as [[string, string], ...[string, string][]]
  const { text, cursors } = readMarks(marked, { cursors: 1 })
  for (const [name, content] of [[first, text] as const, ...others]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  const beside = others.map(([name, content]) => ({
    path: join(folder, name),
    languageId: languageIdOfPath(name),
    text: unsaved[name] ?? content,
  }))
  const source = new SourceText(join(folder, first), languageIdOfPath(first), text)
  return await refactorings.rename(source, cursors[0] ?? 0, newName, beside)
}

/** Each place as `file offset newText`, sorted. */
function placesOf(result: RenameResult | undefined): readonly string[] {
  if (result?.kind !== 'made') throw new Error(JSON.stringify(result))
  const places = result.files.flatMap(({ path, edits }) =>
    edits.map(({ startOffset, newText }) => `${path.slice(folder.length + 1)} ${startOffset} ${newText}`),
  )
  return places.toSorted()
}

describe('a rename in all files', () => {
  it('finds files that import the name, though nothing of the file itself leads to them', async () => {
    const result = await renamed(
      { 'a.ts': 'export const tot[||]al = 1\n', 'b.ts': "import { total } from './a.ts'\nexport const twice = total * 2\n" },
      'sum',
    )
    expect(placesOf(result)).toEqual(['a.ts 13 sum', 'b.ts 52 sum', 'b.ts 9 sum'])
  })

  it('goes from an importing file to where the name is declared', async () => {
    const result = await renamed(
      {
        'b.ts': "import { Cart } from './a.ts'\nexport const f = (cart: Cart) => cart.to[||]tal\n",
        'a.ts': 'export interface Cart {\n  total: number\n}\n',
        'c.ts': "import type { Cart } from './a.ts'\nexport const empty: Cart = { total: 0 }\n",
      },
      'sum',
    )
    expect(placesOf(result)).toEqual(['a.ts 26 sum', 'b.ts 68 sum', 'c.ts 64 sum'])
  })

  it('sees files as they stand in the editor', async () => {
    const result = await renamed({ 'a.ts': 'export const tot[||]al = 1\n', 'b.ts': 'export {}\n' }, 'sum', {
      'b.ts': "import { total } from './a.ts'\nexport default total\n",
    })
    expect(placesOf(result)).toContain('b.ts 46 sum')
  })

  it('writes out what short forms of properties and of exports leave out', async () => {
    const result = await renamed({ 'a.ts': 'const tot[||]al = 1\nexport { total }\nexport const o = { total }\n' }, 'sum')
    expect(placesOf(result)).toEqual(['a.ts 25 sum as total', 'a.ts 52 total: sum', 'a.ts 6 sum'])
  })

  it('leaves a name of the same spelling alone that means something else', async () => {
    const result = await renamed({ 'a.ts': 'export const tot[||]al = 1\n', 'b.ts': 'export const total = 2\n' }, 'sum')
    expect(placesOf(result)).toEqual(['a.ts 13 sum'])
  })

  it.each([
    { what: 'a name of the language itself', code: 'export const a = Math.m[||]ax(1, 2)\n', newName: 'biggest' },
    { what: 'words that are no name', code: 'export const tot[||]al = 1\n', newName: 'a b' },
    { what: 'a word of the language', code: 'export const tot[||]al = 1\n', newName: 'class' },
    { what: 'a place without a name', code: 'export const total =[||] 1\n', newName: 'sum' },
  ])('is refused for $what', async ({ code, newName }) => {
    expect(await renamed({ 'a.ts': code }, newName)).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/./) })
  })
})
