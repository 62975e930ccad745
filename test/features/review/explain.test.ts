import { describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { explainRequest } from '../../../server/features/review/explain.ts'
import { findingAt } from '../../lsp/unit/finding.ts'
import { readMarks } from '../../marks.ts'

const parser = SyntaxParser.create()

async function asked(marked: string, language: 'en' | 'zh' = 'en'): Promise<string> {
  const { text, ranges } = readMarks(marked, { ranges: 1 })
  const source = new SourceText('a.ts', 'typescript', text)
  const tree = await (await parser).parse(source)
  try {
    const finding = findingAt(text, ranges[0] ?? { start: 0, end: 0 }, { fix: '>=' })
    return explainRequest(finding, source, tree, language)
      .messages.map(({ content }) => content)
      .join('\n\n')
  } finally {
    tree?.dispose()
  }
}

const code = 'const before = 1\nfunction f(a: number) {\n  return a [|>|] 1\n}\nconst after = 2\n'

describe('what the model is asked for an explanation', () => {
  it('shows the function with line numbers and names the place, the finding and the mend', async () => {
    const prompt = await asked(code)
    expect(prompt).toContain('2| function f(a: number) {\n3|   return a > 1\n4| }')
    expect(prompt).not.toContain('before = 1')
    expect(prompt).not.toContain('after = 2')
    expect(prompt).toContain('Line 3, at `>`: `>` is not what was meant.')
    expect(prompt).toContain('It should read `>=`.')
    expect(prompt).toContain('"Fails for:"')
  })

  it('asks for two lines, so that a small model comes to an end', async () => {
    const { text, ranges } = readMarks(code, { ranges: 1 })
    const finding = findingAt(text, ranges[0] ?? { start: 0, end: 0 })
    const { format } = explainRequest(finding, new SourceText('a.ts', 'typescript', text), undefined, 'en')
    expect(format).toEqual({
      kind: 'gbnf',
      grammar: 'root ::= line "\\n" fails line "\\n"?\nline ::= [^\\n]+\nfails ::= "Fails for: "',
    })
  })

  it('asks in Chinese where the editor is Chinese', async () => {
    expect(await asked(code, 'zh')).toContain('第 3 行的 `>`')
  })

  it('leaves out what is far away in a long function', async () => {
    const filler = Array.from({ length: 200 }, (_, line) => `  use(${line})`).join('\n')
    const prompt = await asked(`function f(a: number) {\n${filler}\n  return a [|>|] 1\n${filler}\n}\n`)
    expect(prompt.split('\n').filter((line) => /^\d+\| /.test(line)).length).toBeLessThanOrEqual(81)
    expect(prompt).toContain('202|   return a > 1')
  })
})
