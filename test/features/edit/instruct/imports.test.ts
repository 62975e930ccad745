import { expect, test } from 'vitest'
import { SourceText } from '../../../../server/context/source.ts'
import { missingImports } from '../../../../server/features/edit/instruct/imports.ts'

/** The file with the imports that new lines at its end need. */
function imported(text: string, newLines: string, languageId = 'python'): string {
  const source = new SourceText('a.py', languageId, text)
  const edits = missingImports(source, newLines, source.lineCount)
  return edits.reduceRight((changed, { edit }) => {
    const at = source.offsetAt(edit.range.start)
    return changed.slice(0, at) + edit.newText + changed.slice(at)
  }, text)
}

test.each([
  ['behind the other imports', 'import re\n\nx = 1\n', 'math.ceil(x)', 'import re\nimport math\n\nx = 1\n'],
  [
    'behind the text that says what the file is',
    '"""What it\nis."""\n\nx = 1\n',
    'math.ceil(x)',
    '"""What it\nis."""\nimport math\n\nx = 1\n',
  ],
  [
    'behind comments at the top',
    '#!/usr/bin/env python3\nx = 1\n',
    'math.ceil(x)',
    '#!/usr/bin/env python3\nimport math\nx = 1\n',
  ],
  [
    'in front of a comment that belongs to code',
    'import re\n\n# One.\nx = 1\n',
    'math.ceil(x)',
    'import re\nimport math\n\n# One.\nx = 1\n',
  ],
  [
    'in front of an import of several lines',
    'from a import (\n  b,\n)\nx = 1\n',
    'math.pi',
    'import math\nfrom a import (\n  b,\n)\nx = 1\n',
  ],
  ['once for each module', 'x = 1\n', 'math.ceil(math.pi)\nre.sub(a, b, c)', 'import math\nimport re\nx = 1\n'],
  ['with the line ends of the file', 'x = 1\r\n', 'math.pi', 'import math\r\nx = 1\r\n'],
])('a module is imported %s', (_, text, lines, expected) => {
  expect(imported(text, lines)).toBe(expected)
})

test.each([
  ['that the file imports', 'import math\n', 'math.pi'],
  ['that the file imports among others', 'import re, math\n', 'math.pi'],
  ['that the lines import themselves', 'x = 1\n', 'import math\nmath.pi'],
  ['whose name is a variable of the file', 'string = a()\n', 'string.upper()'],
  ['whose name is a parameter', 'x = 1\n', 'def f(a, string):\n    return string.upper()'],
  ['whose name is an attribute', 'x = 1\n', 'self.math.pi'],
  ['that reaches files or processes', 'x = 1\n', 'os.remove(a)\nsubprocess.run(b)\nshutil.rmtree(c)'],
])('no module is imported %s', (_, text, lines) => {
  expect(imported(text, lines)).toBe(text)
})

test('files of other languages get none', () => {
  expect(imported('const x = 1\n', 'math.pi', 'typescript')).toBe('const x = 1\n')
})
