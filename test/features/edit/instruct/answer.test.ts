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

describe('code that is put on an empty line', () => {
  const at = (text: string, line: number, answer: string) => {
    const source = new SourceText('a.ts', 'typescript', text)
    const position = { line, character: 0 }
    return newLines(answer, targetOf(source, { start: position, end: position }, undefined), source)
  }
  test('stands apart from its neighbours', () => {
    expect(at('a()\n\nb()\n', 1, 'c()\nd()')).toBe('\nc()\nd()\n')
    expect(at('a()\n\n\n\nb()\n', 2, 'c()\nd()')).toBe('c()\nd()')
  })
  test('does not where it is one line, or the first in a block', () => {
    expect(at('a()\n\nb()\n', 1, 'c()')).toBe('c()')
    expect(at('f {\n\n}\n', 1, 'c()\nd()')).toBe('  c()\n  d()')
  })
})

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
  checkLines('do not have the comments with which the versions were shown', [
    { code: '[|a|]\n', answer: '// Before:\nb\n\n// After this change: return b', lines: 'b' },
    { code: '[|// Before: 2\na|]\n', answer: '// Before: 2\nb', lines: '// Before: 2\nb' },
  ])
  checkLines('have no semicolons where the file has none', [
    {
      code: 'a()\nb()\n[|c()|]\n',
      answer: 'd();\nfor (let i = 0; i < 3; i += 1) {\n  e();\n}',
      lines: 'd()\nfor (let i = 0; i < 3; i += 1) {\n  e()\n}',
    },
    { code: 'a()\nb()\n[|c()|]\n', answer: 'd();\n[e].map(f);', lines: 'd();\n[e].map(f)' },
    { code: 'a()\nb();\n[|c()|]\n', answer: 'd();', lines: 'd();' },
    { code: 'a()\nb()\n[|c()|]\n', answer: 'd(`\n;\n`);', lines: 'd(`\n;\n`);' },
  ])
  checkLines('are none where nothing was written', [
    { code: '[|a|]\n', answer: '', lines: undefined },
    { code: '[|a|]\n', answer: '```ts\n\n```', lines: undefined },
  ])
})
