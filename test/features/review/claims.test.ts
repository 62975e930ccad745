import { beforeAll, describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { claimGrammar, claimRequest, parseClaims } from '../../../server/features/review/claims.ts'
import type { Passage } from '../../../server/features/review/passage.ts'
import { passageOf } from './text.ts'

let passage: Passage
beforeAll(async () => {
  const parser = await SyntaxParser.create()
  passage = await passageOf(parser, 'javascript', 'function f(a) {\n  if (a == "x\\n") {\n    g(a, "é")\n  }\n}\n')
})

describe('grammar', () => {
  it('admits each line that has code, with its own text, and no other', () => {
    const places = claimGrammar(passage)?.split('\n').at(-1)?.split(' | ')
    expect(places).toEqual([
      String.raw`place ::= "{\"line\":1,\"quote\":" "\"function f(a) {\""`,
      String.raw`"{\"line\":2,\"quote\":" "\"if (a == \\\"x\\\\n\\\") {\""`,
      String.raw`"{\"line\":3,\"quote\":" "\"g(a, \\\"\U000000e9\\\")\""`,
    ])
  })

  it('bounds the number of claims and the length of what is said', () => {
    expect(claimGrammar(passage)).toContain('{0,2}')
    expect(claimGrammar(passage)).toContain('{1,100}')
  })
})

it('puts the code first and the question last', () => {
  expect(claimRequest(passage)?.messages.at(-1)?.content).toMatch(/^1\| function f\(a\) \{\n2\|[\s\S]*\n\n.*JSON/)
})

interface AnswerCase {
  readonly answer: string
  readonly lines: readonly number[]
}

function checkParses(behaviour: string, cases: readonly AnswerCase[]): void {
  it.each(cases)(`${behaviour}: $answer`, ({ answer, lines }) => {
    expect(parseClaims(answer, passage).map((claim) => claim.line)).toEqual(lines)
  })
}

checkParses('an answer is read', [
  { answer: '[]', lines: [] },
  { answer: '[{"line":1,"quote":"function f(a) {","problem":"x"}]', lines: [0] },
])
checkParses('a quote that does not stand in its line is no claim', [
  { answer: '[{"line":2,"quote":"if (b)","problem":"x"}]', lines: [] },
])
checkParses('an answer that was cut off or is something else has no claims', [
  { answer: '[{"line":1,"quote":"function f(a) {","prob', lines: [] },
  { answer: '{"line":1}', lines: [] },
  { answer: '[1, null, {"line":"1"}]', lines: [] },
])
checkParses('a line is claimed once', [
  {
    answer: '[{"line":1,"quote":"function f(a) {","problem":"x"},{"line":1,"quote":"function f(a) {","problem":"y"}]',
    lines: [0],
  },
])
