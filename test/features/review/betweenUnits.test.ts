import { beforeAll, expect, it } from 'vitest'
import { codeUnits } from '../../../server/context/functions.ts'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { betweenUnits } from '../../../server/features/review/betweenUnits.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

const texts: readonly (readonly [languageId: string, text: string])[] = [
  [
    'typescript',
    "import a from 'a'\n\ninterface B {\n  c: string\n}\n\nclass D {\n  e = 1\n  f() {\n    return a\n  }\n}\nconst g = 1; type H = B\n",
  ],
  ['typescript', 'function f() {}\n'],
  ['typescript', 'type A = string\n'],
  ['python', 'import a\n\ndef f():\n  return a\n\nclass B:\n  pass\n'],
  ['ruby', 'def f\nend\n'],
  ['typescript', '\n \n'],
  ['typescript', ''],
]

it.each(texts)('units and what is between them have all of the text, once (%s %j)', async (languageId, text) => {
  const source = new SourceText('a', languageId, text)
  const units = codeUnits(source, await parser.parse(source))
  const all = [...units, ...betweenUnits(source, units)].toSorted((a, b) => a.startOffset - b.startOffset)
  expect(
    all
      .map(({ startOffset, endOffset }) => text.slice(startOffset, endOffset))
      .join('')
      .replaceAll(/\s/g, ''),
  ).toBe(text.replaceAll(/\s/g, ''))
  for (const [index, { startOffset }] of all.entries()) expect(startOffset).toBeGreaterThanOrEqual(all[index - 1]?.endOffset ?? 0)
})
