import { describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import type { ChatRequest, TextDelta } from '../../../server/engine/engine.ts'
import { explanation, questionAbout } from '../../../server/features/review/explain.ts'
import { noFigures } from '../../../server/protocol/figures.ts'
import { findingAt } from '../../lsp/unit/finding.ts'
import { readMarks } from '../../marks.ts'

const parser = SyntaxParser.create()
const code = 'const before = 1\nfunction f(a: number) {\n  return a [|>|] 1\n}\nconst after = 2\n'

function read(marked: string) {
  const { text, ranges } = readMarks(marked, { ranges: 1 })
  const source = new SourceText('a.ts', 'typescript', text)
  return { source, finding: findingAt(text, ranges[0] ?? { start: 0, end: 0 }, { fix: '>=' }) }
}

async function asked(marked: string, language: 'en' | 'zh' = 'en'): Promise<string> {
  const { source, finding } = read(marked)
  const tree = await (await parser).parse(source)
  try {
    return questionAbout(finding, source, tree, language)
      .map(({ content }) => content)
      .join('\n\n')
  } finally {
    tree?.dispose()
  }
}

describe('what the model is asked for an explanation', () => {
  it('shows the function with line numbers and names the place, the finding and the mend', async () => {
    const prompt = await asked(code)
    expect(prompt).toContain('2| function f(a: number) {\n3|   return a > 1\n4| }')
    expect(prompt).not.toContain('before = 1')
    expect(prompt).not.toContain('after = 2')
    expect(prompt).toContain('Line 3, at `>`: `>` is not what was meant.')
    expect(prompt).toContain('It should read `>=`.')
  })

  it('is in Chinese where the editor is', async () => {
    expect(await asked(code, 'zh')).toContain('第 3 行的 `>`')
  })

  it('leaves out what is far away in a long function', async () => {
    const filler = Array.from({ length: 200 }, (_, line) => `  use(${line})`).join('\n')
    const prompt = await asked(`function f(a: number) {\n${filler}\n  return a [|>|] 1\n${filler}\n}\n`)
    expect(prompt.split('\n').filter((line) => /^\d+\| /.test(line)).length).toBeLessThanOrEqual(81)
    expect(prompt).toContain('202|   return a > 1')
  })
})

/** Answers of a model, in pieces of three characters each. */
async function explained(answers: readonly string[], reason: 'endOfText' | 'length' = 'endOfText') {
  const requests: ChatRequest[] = []
  async function* chat(request: ChatRequest): AsyncGenerator<TextDelta> {
    const answer = answers[requests.length] ?? ''
    requests.push(request)
    for (const text of answer.match(/.{1,3}/gs) ?? []) yield { kind: 'text', text }
    yield { kind: 'end', reason, figures: noFigures }
  }
  const { source, finding } = read(code)
  let text = ''
  for await (const piece of explanation(finding, source, undefined, 'en', { chat }, new AbortController().signal)) text += piece
  return { text, requests }
}

describe('an explanation', () => {
  it('says what goes wrong and then which input fails', async () => {
    const { text, requests } = await explained(['It is off by 0.5 at the bound.', 'a = 1 gives false.'])
    expect(text).toBe('It is off by 0.5 at the bound.\n\nFails for: a = 1 gives false.')
    expect(requests[1]?.messages.slice(-2).map(({ role }) => role)).toEqual(['assistant', 'user'])
    expect(requests[1]?.messages.at(-2)?.content).toBe('It is off by 0.5 at the bound.')
  })

  it('names a call of the function, which a small model would not do by itself', async () => {
    const { requests } = await explained(['Wrong.', 'f(1) gives 2.'])
    expect(requests.map(({ format }) => format)).toEqual([undefined, { kind: 'gbnf', grammar: 'root ::= "f(" [^\\n]+ "\\n"?' }])
  })

  it('ends after three sentences or a line, however long the model goes on', async () => {
    expect((await explained(['One. Two! Three? Four. Five.', '\nFirst line\nsecond line'])).text).toBe(
      'One. Two! Three?\n\nFails for: First line',
    )
    expect((await explained(['一。二。三。四。'])).text).toContain('一。二。三。\n')
  })

  it('that was too long is marked as cut', async () => {
    expect((await explained(['without an end', 'x'], 'length')).text).toBe('without an end …\n\nFails for: x …')
  })
})
