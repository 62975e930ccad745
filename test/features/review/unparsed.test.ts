import { beforeAll, expect, it } from 'vitest'
import { codeUnits } from '../../../server/context/functions.ts'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { unparsedStretches } from '../../../server/features/review/unparsed.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

async function stretchesOf(languageId: string, text: string): Promise<readonly string[]> {
  const source = new SourceText('a', languageId, text)
  const tree = await parser.parse(source)
  if (tree === undefined) throw new Error(`no grammar for ${languageId}`)
  try {
    return unparsedStretches(source, tree, codeUnits(source, tree)).map(({ name }) => name)
  } finally {
    tree.dispose()
  }
}

const area = 'export function area(width: number, depth: number): number {\n  return width * depth\n}\n'

it.each<[string, string, string, readonly string[]]>([
  [
    'all of a function whose head is being typed',
    'typescript',
    'function f(a: number {\n  if (a >\n  return a +\n',
    ['lines 1-3'],
  ],
  ['not the sound function above', 'typescript', `${area}\nfunction f(a: number {\n  if (a >\n  return a +\n`, ['lines 5-7']],
  ['nothing of a sound text', 'typescript', area, []],
  [
    'nothing where the slip lies within a function, which is reviewed',
    'typescript',
    'function f(a) {\n  a = = 1\n  return a\n}\n',
    [],
  ],
  ['nothing of a single line, such as a macro', 'cpp', 'Q_DECLARE(a b, c)\nint f() { return 1; }\n', []],
  ['nothing of an empty text', 'typescript', '', []],
])('what the parser did not recognise is %s', async (_, languageId, text, stretches) => {
  expect(await stretchesOf(languageId, text)).toEqual(stretches)
})

it('no stretch lies over a unit or another stretch, wherever a text is cut off', async () => {
  const text = `${area}class Cart {\n  lines = [1]\n  total() {\n    return this.lines.map((each) => {\n      return each\n    })\n  }\n}\nconst a = 1\n${area}`
  for (let end = 0; end <= text.length; end++) {
    const source = new SourceText('a', 'typescript', text.slice(0, end))
    const tree = await parser.parse(source)
    if (tree === undefined) throw new Error('no grammar')
    const units = codeUnits(source, tree)
    const all = [...units, ...unparsedStretches(source, tree, units)].toSorted((a, b) => a.startOffset - b.startOffset)
    tree.dispose()
    const overlaps = all.filter(({ startOffset }, index) => startOffset < (all[index - 1]?.endOffset ?? 0))
    expect({ end, overlaps }).toEqual({ end, overlaps: [] })
  }
})
