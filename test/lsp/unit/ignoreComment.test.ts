import { describe, expect, it } from 'vitest'
import { CodeMask } from '../../../server/context/masks.ts'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { findSuppressions, suppressionOf } from '../../../server/features/review/suppression.ts'
import { applyEdits } from '../../../server/lsp/edits.ts'
import { offsetEdits } from '../../../server/lsp/fixDiff.ts'
import { ignoreComment } from '../../../server/lsp/ignoreComment.ts'
import { readMarks } from '../../marks.ts'
import { findingAt } from './finding.ts'

const parser = await SyntaxParser.create()

async function ignored(languageId: string, marked: string): Promise<{ text: string; covered: boolean } | undefined> {
  const { text, ranges } = readMarks(marked, { ranges: 1 })
  const source = new SourceText('a', languageId, text)
  const finding = findingAt(text, ranges[0] ?? { start: 0, end: 0 })
  const edit = ignoreComment(finding, source, await parser.parse(source))
  if (edit === undefined) return undefined
  const after = new SourceText('a', languageId, applyEdits(text, offsetEdits(source, [edit])))
  const mask = new CodeMask(after, await parser.parse(after))
  const covered = suppressionOf(findSuppressions(after, mask), finding.ruleId, finding.range.start.line + 1) !== undefined
  return { text: after.text, covered }
}

describe('a comment that ignores a finding', () => {
  const cases = [
    [
      'typescript',
      'if (x) {\n\treturn [|a|]\n}\n',
      'if (x) {\n\t// latent-ignore bug.comparison: checked, intended\n\treturn a\n}\n',
    ],
    ['python', 'def f():\n    return [|a|]\n', 'def f():\n    # latent-ignore bug.comparison: checked, intended\n    return a\n'],
    ['css', 'a { color: [|red|] }', '/* latent-ignore bug.comparison: checked, intended */\na { color: red }'],
    [
      'go',
      'func f() {\r\n\treturn [|a|]\r\n}\r\n',
      'func f() {\r\n\t// latent-ignore bug.comparison: checked, intended\r\n\treturn a\r\n}\r\n',
    ],
  ] as const
  for (const [language, before, after] of cases) {
    it(`is written in the syntax of ${language} and honoured by the review`, async () => {
      expect(await ignored(language, before)).toEqual({ text: after, covered: true })
    })
  }

  it('is not offered in a language without comments', async () => {
    expect(await ignored('json', '{ "a": [|1|] }')).toBeUndefined()
  })

  it('is not written into a string that spans lines', async () => {
    expect(await ignored('typescript', `const a = \`first\nsecond \${[|b|]}\`\n`)).toBeUndefined()
  })
})
