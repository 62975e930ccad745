import { describe, expect, test } from 'vitest'
import { SourceText } from '../../../../server/context/source.ts'
import { targetOf } from '../../../../server/features/edit/instruct/target.ts'
import { parsed } from '../../../context/parsing.ts'
import { readCursor, readMarks, readRange } from '../../../marks.ts'

/** `[||]` is the cursor or `[|…|]` the selection; `lines` the target's lines. */
function checkTarget(name: string, languageId: string, marked: string, lines: string, indentation = ''): void {
  test(name, async () => {
    const isCursor = marked.includes('[||]')
    const { text, start, end } = isCursor ? cursor(marked) : readRange(marked)
    await parsed(languageId, text, (source, tree) => {
      const target = targetOf(source, source.rangeBetween(start, end), tree)
      expect(target.text).toBe(lines)
      expect(target.indentation).toBe(indentation)
      expect(source.text.slice(target.startOffset, target.endOffset).replaceAll('\r\n', '\n').trim()).toBe(lines.trim())
    })
  })
}

function cursor(marked: string) {
  const { text, offset } = readCursor(marked)
  return { text, start: offset, end: offset }
}

describe('a selection means its lines', () => {
  checkTarget(
    'whole ones, also where it begins and ends within them',
    'typescript',
    'a()\n  b[|()\n  c|]()\nd()\n',
    '  b()\n  c()',
    '  ',
  )
  checkTarget('without the line that it ends in front of', 'typescript', 'a()\n[|b()\n|]c()\n', 'b()')
  checkTarget('without empty lines at its edges', 'typescript', 'a()\n[|\nb()\n\n|]c()\n', 'b()')
  checkTarget('with any line ends', 'typescript', 'a()\r\n[|b()\r\nc()|]\r\nd()\r\n', 'b()\nc()')
})

describe('a cursor means', () => {
  checkTarget(
    'the function around it',
    'typescript',
    'f()\nexport function g() {\n  retu[||]rn 1\n}\n',
    'export function g() {\n  return 1\n}',
  )
  checkTarget(
    'the method with its decorator',
    'python',
    'class A:\n    @property\n    def b(self):\n        return [||]1\n',
    '    @property\n    def b(self):\n        return 1',
    '    ',
  )
  checkTarget(
    'the statement, outside of every function',
    'typescript',
    'const a = 1\nif (a)[||] {\n  f()\n}\n',
    'if (a) {\n  f()\n}',
  )
  checkTarget('the line, where the language has no grammar', 'ruby', 'a = 1\nb [||]= 2\n', 'b = 2')
  checkTarget('the place itself on an empty line, as deep as the code above', 'python', 'def f():\n[||]\n', '', '    ')
  test('a smaller statement, where the function is too long to be written anew', async () => {
    const body = Array.from({ length: 100 }, (_, index) => `  f(${index})`).join('\n')
    const { text, offset } = readCursor(`function long() {\n${body}\n  if (a) {\n    g([||])\n  }\n}\n`)
    await parsed('typescript', text, (source, tree) => {
      expect(targetOf(source, source.rangeBetween(offset, offset), tree).text).toBe('  if (a) {\n    g()\n  }')
    })
  })
  test('nothing but an empty place in an empty file', () => {
    const { text } = readMarks('', {})
    const target = targetOf(
      new SourceText('a.ts', 'typescript', text),
      { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      undefined,
    )
    expect(target).toMatchObject({ startOffset: 0, endOffset: 0, text: '', indentation: '' })
  })
})
