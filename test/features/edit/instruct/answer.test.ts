import { describe, expect, test } from 'vitest'
import { SourceText } from '../../../../server/context/source.ts'
import { newLines } from '../../../../server/features/edit/instruct/answer.ts'
import { targetOf } from '../../../../server/features/edit/instruct/target.ts'
import { readRange } from '../../../marks.ts'

interface Case {
  readonly code: string
  readonly answer: string
  readonly lines: string | undefined
}

function checkLines(name: string, cases: readonly Case[]): void {
  test.each(cases)(name, ({ code, answer, lines }) => {
    const { text, start, end } = readRange(code)
    const source = new SourceText('a.ts', 'typescript', text)
    expect(newLines(answer, targetOf(source, source.rangeBetween(start, end), undefined), source)).toBe(lines)
  })
}

describe('the new lines of an answer', () => {
  checkLines('come without the fence and what stands around it', [
    { code: '[|a|]\n', answer: '```ts\nb\n```\nThis changes a.', lines: 'b' },
    { code: '[|a|]\n', answer: 'Here it is:\n\n```typescript\nb\nc\n```', lines: 'b\nc' },
    { code: '[|a|]\n', answer: '```ts\nb\n', lines: 'b' },
    { code: '[|a|]\n', answer: 'b\n```', lines: 'b' },
  ])
  checkLines('stand as deep as the old ones', [
    { code: 'f {\n    [|a|]\n}\n', answer: 'if (x) {\n  b\n}', lines: '    if (x) {\n      b\n    }' },
    { code: 'f {\n    [|a|]\n}\n', answer: '        if (x) {\n          b\n        }', lines: '    if (x) {\n      b\n    }' },
    { code: '[|a|]\n', answer: '  b\n\n  c', lines: 'b\n\nc' },
  ])
  checkLines('have the line ends of the file', [{ code: 'x\r\n[|a|]\r\n', answer: 'b\nc', lines: 'b\r\nc' }])
  checkLines('do not repeat what stands around them', [
    {
      code: 'function f() {\n  [|return 1|]\n}\n\nconst next = 2\n',
      answer: 'function f() {\n  return 2\n}',
      lines: '  return 2',
    },
    { code: 'const before = 0\n[|a|]\nconst after = 1\n', answer: 'const before = 0\nb\nconst after = 1', lines: 'b' },
    { code: 'x()\n[|a|]\nlet y = 2\nlet z = 3\n', answer: 'b\nlet y = 2\nlet z = 3', lines: 'b' },
  ])
  checkLines('are none where nothing was written', [
    { code: '[|a|]\n', answer: '', lines: undefined },
    { code: '[|a|]\n', answer: '```ts\n\n```', lines: undefined },
  ])
})
