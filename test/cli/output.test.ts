import { describe, expect, it } from 'vitest'
import { paintFor } from '../../server/cli/output/paint.ts'
import { SourceText } from '../../server/context/source.ts'
import { codeFrame } from '../../server/features/review/rendering/codeFrame.ts'
import { fixDiff } from '../../server/features/review/rendering/fixDiff.ts'
import { plain } from '../../server/features/review/rendering/paint.ts'
import { columnsOf, printable, printableJson } from '../../server/protocol/printable.ts'
import { readRange } from '../marks.ts'

function checkFrame(marked: string, shown: string): void {
  const { text, start, end } = readRange(marked)
  const source = new SourceText('a.ts', 'typescript', text)
  expect(`\n${codeFrame(source, source.rangeBetween(start, end), plain)}\n`).toBe(shown)
}

describe('a code frame', () => {
  it('marks the range among the lines around it', () => {
    checkFrame(
      'one\ntwo\nthree\nif (a [|<|] b) {\nfive\nsix\nseven\n',
      `
  2 | two
  3 | three
> 4 | if (a < b) {
    |       ^
  5 | five
  6 | six
`,
    )
  })

  it('puts the carets right below tabs, wide characters and emoji', () => {
    checkFrame(
      "\tf('总和', '🙂', [|x|])",
      `
> 1 |     f('总和', '🙂', x)
    |                     ^
`,
    )
  })

  it('marks each line of a range over several lines', () => {
    checkFrame(
      'a([|b,\n  c|])',
      `
> 1 | a(b,
    |   ^^
> 2 |   c)
    |   ^
`,
    )
  })

  it('shows an empty range by one caret', () => {
    const source = new SourceText('a.ts', 'typescript', 'wait(x)')
    expect(codeFrame(source, source.rangeBetween(5, 5), plain)).toBe('> 1 | wait(x)\n    |      ^')
  })

  it('cuts a long line to what stands around the range', () => {
    const { text, start, end } = readRange(`${'a'.repeat(100_000)}[|WRONG|]${'b'.repeat(100_000)}`)
    const source = new SourceText('a.ts', 'typescript', text)
    const frame = codeFrame(source, source.rangeBetween(start, end), plain)
    expect(frame).toMatch(/…a+WRONGb+…\n/)
    expect(frame.length).toBeLessThan(500)
  })

  it('shows control characters of the code instead of sending them to the terminal', () => {
    checkFrame(
      'a\x1b[2J[|b|]',
      `
> 1 | a\\x1b[2Jb
    |         ^
`,
    )
  })
})

describe('the diff of a fix', () => {
  const fixOf = (source: SourceText, start: number, end: number, newText: string) => ({
    title: 'Mend',
    edits: [{ range: source.rangeBetween(start, end), newText }],
    baseHash: '',
    checks: { parses: true },
    verified: true,
  })

  it('is a unified diff of the file', () => {
    const { text, start, end } = readRange('one\ntwo\nif (a [|<=|] b) {\nfour\nfive\nsix\n')
    const source = new SourceText('src/a.ts', 'typescript', text)
    expect(fixDiff('src/a.ts', source, fixOf(source, start, end, '<'), plain)).toBe(
      [
        '--- a/src/a.ts',
        '+++ b/src/a.ts',
        '@@ -1,5 +1,5 @@',
        ' one',
        ' two',
        '-if (a <= b) {',
        '+if (a < b) {',
        ' four',
        ' five',
      ].join('\n'),
    )
  })

  it('shows control characters of the file name and the code', () => {
    const source = new SourceText('a', 'typescript', 'x\x07')
    const diff = fixDiff('a\x1b]0;t\x07.ts', source, fixOf(source, 0, 1, 'y\x1b'), plain)
    expect(diff).toContain('a\\x1b]0;t\\x07.ts')
    expect(diff).toContain('+y\\x1b\\x07')
  })
})

describe('printable text', () => {
  it.each([
    ['escape sequences', 'a\x1b[31mb', 'a\\x1b[31mb'],
    ['carriage returns that hide a line', 'good\rbad', 'good\\x0dbad'],
    ['marks that reorder text', 'a\u202eb', 'a\\u202eb'],
    ['eight-bit controls', 'a\x9bb', 'a\\x9bb'],
  ])('shows %s', (_what, text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  it('leaves tabs, line ends and all letters alone', () => {
    expect(printable('\tä总🙂\n')).toBe('\tä总🙂\n')
  })

  it('is also what JSON is written as, and reads back unchanged', () => {
    const value = { text: 'a\x1b\x9b\u202e\x7f總', list: ['\n'] }
    const json = printableJson(value)
    expect(json).toBe('{"text":"a\\u001b\\u009b\\u202e\\u007f總","list":["\\n"]}\n')
    expect(JSON.parse(json)).toEqual(value)
  })

  it.each([
    ['abc', 3],
    ['总和', 4],
    ['🙂', 2],
    ['e\u0301', 1],
  ])('%s takes %i columns', (text, columns) => {
    expect(columnsOf(text)).toBe(columns)
  })
})

describe('colours', () => {
  const shown = (isTTY: boolean, env: NodeJS.ProcessEnv, noColour = false) =>
    paintFor({ isTTY }, env, noColour)('red', 'x') !== 'x'

  it.each([
    ['are there on a terminal', true, {}, false, true],
    ['are not there in a pipe', false, {}, false, false],
    ['are not there with NO_COLOR', true, { NO_COLOR: '1' }, false, false],
    ['are there with an empty NO_COLOR', true, { NO_COLOR: '' }, false, true],
    ['are not there with --no-color', true, {}, true, false],
    ['are there in a pipe with FORCE_COLOR', false, { FORCE_COLOR: '1' }, false, true],
    ['are not there with both', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, false],
    ['are not there on a dumb terminal', true, { TERM: 'dumb' }, false, false],
  ])('%s', (_what, isTTY, env, noColour, expected) => {
    expect(shown(isTTY, env, noColour)).toBe(expected)
  })
})
