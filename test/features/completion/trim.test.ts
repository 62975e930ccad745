import { describe, expect, test } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { situationAt } from '../../../server/features/completion/situation.ts'
import { trimCompletion } from '../../../server/features/completion/trim.ts'
import { readCursor } from '../../marks.ts'

interface Case {
  readonly name: string
  /** `[||]` marks the cursor. */
  readonly code: string
  readonly model: string
  readonly shown: string
  readonly maxLines?: number
  readonly invoked?: boolean
}

function checkTrim(cases: readonly Case[]): void {
  test.each(cases)('$name', ({ code, model, shown, maxLines = 8, invoked = false }) => {
    const { text, offset } = readCursor(code)
    const source = new SourceText('a.ts', 'typescript', text)
    const situation = situationAt(source, source.positionAt(offset))
    expect(trimCompletion(model, situation, { maxLines, rule: invoked ? 'statements' : 'line' }, true).text).toBe(shown)
  })
}

describe('a completion ends where its block ends', () => {
  checkTrim([
    { name: 'a statement ends with its line', code: 'const a = [||]\n', model: 'f(1)\nconst b = 2\n', shown: 'f(1)' },
    {
      name: 'a line that opens a block goes on to its end',
      code: 'if (ok) [||]\n',
      model: '{\n  go()\n  stop()\n}\nnext()\n',
      shown: '{\n  go()\n  stop()\n}',
    },
    {
      name: 'a block that is opened in Python ends with its indentation',
      code: 'def f(x):[||]\n',
      model: '\n    return x\n\ndef g():\n',
      shown: '\n    return x',
    },
    { name: 'an empty block is closed', code: 'f(() => {[||]\n', model: '\n})\nmore()', shown: '\n})' },
    {
      name: 'inner blocks are part of it',
      code: 'for (;;) {[||]\n',
      model: '\n  if (a) {\n    b()\n  }\n  c()\n}\nd()',
      shown: '\n  if (a) {\n    b()\n  }\n  c()\n}',
    },
    { name: 'stops where the block was closed already', code: 'if (ok) {\n  return [||]\n}', model: '1\n}\n}', shown: '1' },
    { name: 'stops before a blank line', code: 'if (a) {[||]\n', model: '\n  b()\n\n  c()\n}', shown: '\n  b()' },
    {
      name: 'never exceeds the longest allowed',
      code: 'if (a) {[||]\n',
      model: '\n  b()\n  c()\n  d()\n}',
      shown: '\n  b()\n  c()',
      maxLines: 3,
    },
    {
      name: 'asked for by hand goes on with the next statements',
      code: '[||]\n',
      model: 'a()\nb()\n\nc()',
      shown: 'a()\nb()',
      invoked: true,
    },
    { name: 'trailing white space is left off', code: 'x[||]\n', model: ' = 1  \n', shown: ' = 1' },
    { name: 'nothing stays nothing', code: 'x[||]\n', model: '', shown: '' },
  ])
})

describe('nothing is repeated', () => {
  checkTrim([
    { name: 'a line that stands below already', code: 'a()\n[||]\nreturn total + 1\n', model: 'return total + 1\n', shown: '' },
    {
      name: 'a line further below that is long enough to know',
      code: 'if (a) {[||]\n  x()\n  console.log(total)\n}\n',
      model: '\n  y()\n  console.log(total)\n}',
      shown: '\n  y()',
    },
    { name: 'the rest of the line', code: 'call(first, [||]second)\n', model: 'other, second)', shown: 'other, ' },
    { name: 'a bracket that is closed on the right', code: 'f([||])', model: 'a, b)', shown: 'a, b' },
    { name: 'the fence of a Markdown block is no code', code: 'total = f([||])\n', model: 'a\n```\n', shown: 'a' },
    {
      name: 'the head of a block whose body stands below gets no other body',
      code: 'def f(x[||]\n    if x:\n        return 1\n',
      model: '):\n    return x\n',
      shown: '):',
    },
    { name: 'a bracket of its own is kept', code: 'f([||])', model: 'g(a)', shown: 'g(a)' },
    { name: 'in the middle of a line it never goes on to the next', code: 'f([||])\n', model: 'a\nb()\n', shown: 'a' },
  ])
})

test('it is complete as soon as a line comes that does not belong to it, so that the model may stop', () => {
  const source = new SourceText('a.ts', 'typescript', 'const a = ')
  const situation = situationAt(source, { line: 0, character: 10 })
  const options = { maxLines: 8, rule: 'line' } as const
  expect(trimCompletion('f(1)\ncon', situation, options, false)).toEqual({ text: 'f(1)\ncon', complete: false })
  expect(trimCompletion('f(1)\nconst b\n', situation, options, false)).toEqual({ text: 'f(1)', complete: true })
})
