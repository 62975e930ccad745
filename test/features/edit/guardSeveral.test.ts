import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { languageIdOfPath } from '../../../server/context/languages.ts'
import { answerRefactoring } from '../../../server/context/localRefactorings.ts'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { refactoringsBy } from '../../../server/context/refactorings.ts'
import { SourceText } from '../../../server/context/source.ts'
import { TypeChecker } from '../../../server/context/typeCheck.ts'
import { problemOfSeveral } from '../../../server/features/edit/guardSeveral.ts'
import { inLanguage } from '../../../server/protocol/findingTexts.ts'

const checker = new TypeChecker()
const deps = {
  parser: await SyntaxParser.create(),
  refactorings: refactoringsBy(async (source, question) => answerRefactoring(checker, source, question)),
}
/** Nothing lies on the disk: the files are those that are given. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-several-')))

/** Replaces every whole word `from` of the files by `to`; `name` is told where that is meant as a rename. */
async function problem(files: Readonly<Record<string, string>>, from: string, to: string, name?: string) {
  const changes = Object.entries(files).map(([path, text]) => ({
    source: new SourceText(join(folder, path), languageIdOfPath(path), text),
    edits: [...text.matchAll(new RegExp(`\\b${from}\\b`, 'g'))].map(({ index }) => ({
      startOffset: index,
      endOffset: index + from.length,
      newText: to,
    })),
  }))
  return await problemOfSeveral(changes, name, deps, new AbortController().signal)
}

const a = 'export function total(items: number[]): number {\n  return items.length\n}\n'

describe('files that change together', () => {
  it('may where each of them fits the others afterwards', async () => {
    const b = "import { total } from './a.ts'\nexport const none = total([])\n"
    expect(await problem({ 'a.ts': a, 'b.ts': b }, 'total', 'count', 'count')).toBeUndefined()
  })

  it('must not where one of them is left behind', async () => {
    const b = "import { total as sum } from './a.ts'\nexport const none: number = sum([])\n"
    const reason = await problem({ 'a.ts': a, 'b.ts': b }, 'number', 'string')
    expect(reason).toMatch(/^The result would have (a|\d+) new type errors?\.$/)
    expect(inLanguage(reason ?? '', 'zh')).not.toBe(reason)
  })

  it.each([
    {
      what: 'a variable within hides the new name',
      b: "import { total } from './a.ts'\nexport const f = (count: (items: number[]) => number) => total([]) + count([])\n",
    },
    {
      what: 'the new name stands for something of the same type',
      b: "import { total } from './a.ts'\nexport function g(): number {\n  const count = (items: number[]): number => items.length\n  return total([]) + count([])\n}\n",
    },
  ])('must not where $what', async ({ b }) => {
    const reason = await problem({ 'a.ts': a, 'b.ts': b }, 'total', 'count', 'count')
    expect(reason).toBe('The name `count` means something else where it would stand.')
    expect(inLanguage(reason ?? '', 'zh')).not.toBe(reason)
  })

  it('must not where one of them would not parse, in other languages as well', async () => {
    const reason = await problem({ 'a.py': 'def total(items):\n    return len(items)\n', 'b.py': 'total([])\n' }, 'total', 'a b')
    expect(reason).toMatch(/^`.*a\.py` would not parse\.$/)
  })

  it('may in a language whose types nobody can tell, where it parses', async () => {
    expect(await problem({ 'a.py': 'def total():\n    pass\n', 'b.py': 'total()\n' }, 'total', 'count', 'count')).toBeUndefined()
  })
})
