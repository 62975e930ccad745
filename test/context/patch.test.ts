import { createTwoFilesPatch } from 'diff'
import { describe, expect, it } from 'vitest'
import { type FilePatch, filePatches } from '../../server/context/patch.ts'
import { createdText, fitPatches } from '../../server/context/patchFit.ts'

const hunk = '@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n'
const gitDiff = `diff --git a/src/a.ts b/src/a.ts\nindex 1..2 100644\n--- a/src/a.ts\n+++ b/src/a.ts\n${hunk}`

const read = (text: string) =>
  filePatches(text, 'x.diff').map(({ names, oldNames, content }) => ({ name: names[0], old: oldNames[0], is: content.kind }))

describe('a patch', () => {
  it.each([
    ['of git', gitDiff, { name: 'src/a.ts', old: 'src/a.ts', is: 'text' }],
    [
      'in a mail',
      `From 1\nSubject: x\n\n---\n a.ts | 2 +-\n\n${gitDiff}-- \n2.39.5\n`,
      { name: 'src/a.ts', old: 'src/a.ts', is: 'text' },
    ],
    ['without prefixes', gitDiff.replaceAll(/[ab]\/src/g, 'src'), { name: 'src/a.ts', old: 'src/a.ts', is: 'text' }],
    ['of diff -u', `--- a.ts\t2026-01-01\n+++ a.ts\t2026-01-02\n${hunk}`, { name: 'a.ts', old: 'a.ts', is: 'text' }],
    ['with CRLF', gitDiff.replaceAll('\n', '\r\n'), { name: 'src/a.ts', old: 'src/a.ts', is: 'text' }],
    ['with colours', gitDiff.replaceAll(/^(.*)$/gm, '\x1b[1m$1\x1b[m'), { name: 'src/a.ts', old: 'src/a.ts', is: 'text' }],
    [
      'with a quoted Chinese name',
      gitDiff.replaceAll(/[ab]\/src\/a\.ts/g, (name) => `"${name[0]}/\\346\\226\\207.ts"`),
      { name: '文.ts', old: '文.ts', is: 'text' },
    ],
    [
      'of a new file',
      'diff --git a/n.ts b/n.ts\nnew file mode 100644\n--- /dev/null\n+++ b/n.ts\n@@ -0,0 +1 @@\n+a\n',
      { name: 'n.ts', old: undefined, is: 'text' },
    ],
    [
      'of a renamed file',
      'diff --git a/o.ts b/n.ts\nsimilarity index 100%\nrename from o.ts\nrename to n.ts\n',
      { name: 'n.ts', old: 'o.ts', is: 'unchanged' },
    ],
    ['of a mode', 'diff --git a/a.ts b/a.ts\nold mode 100644\nnew mode 100755\n', { name: 'a.ts', old: 'a.ts', is: 'unchanged' }],
    [
      'of a binary file',
      'diff --git a/a.ts b/a.ts\nindex 1..2 100644\nBinary files a/a.ts and b/a.ts differ\n',
      { name: 'a.ts', old: 'a.ts', is: 'binary' },
    ],
    [
      'with binary content',
      'diff --git a/a.ts b/a.ts\nindex 1..2 100644\nGIT binary patch\nliteral 3\nKcmZQzWMBpW00IC3\n',
      { name: 'a.ts', old: 'a.ts', is: 'binary' },
    ],
    [
      'of a submodule',
      'diff --git a/lib b/lib\nindex 1..2 160000\n--- a/lib\n+++ b/lib\n@@ -1 +1 @@\n-Subproject commit 12ab\n+Subproject commit 34cd\n',
      { name: 'lib', old: 'lib', is: 'submodule' },
    ],
  ])('%s is read', (_what, text, expected) => {
    expect(read(text)).toEqual([expected])
  })

  it('names nothing for a deleted file, nor when it is empty', () => {
    expect(read('diff --git a/a.ts b/a.ts\ndeleted file mode 100644\n--- a/a.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n')).toEqual([])
    expect(read('')).toEqual([])
    expect(read('\n')).toEqual([])
  })

  it.each([
    ['is other text', 'hello\nworld\n', 'it holds no unified diff'],
    ['is cut off', gitDiff.slice(0, -4), 'it is broken'],
    ['is a merge', 'diff --cc a.ts\n--- a/a.ts\n+++ b/a.ts\n@@@ -1,2 -1,2 +1,2 @@@\n- a\n -b\n++c\n', 'combined diff of a merge'],
    ['names no file', hunk, 'which file'],
  ])('that %s is refused', (_what, text, why) => {
    expect(() => filePatches(text, 'x.diff')).toThrow(why)
    expect(() => filePatches(text, 'x.diff')).toThrow('x.diff')
  })
})

/** The patch between two texts. */
function patchOf(before: string, after: string, context = 3) {
  return onlyText(filePatches(createTwoFilesPatch('a.ts', 'a.ts', before, after, undefined, undefined, { context }), 'x'))
}

function onlyText([file]: readonly FilePatch[]) {
  if (file?.content.kind !== 'text') throw new Error('no text')
  return file.content.patch
}

const lines = (...names: readonly string[]) => names.map((name) => `${name}\n`).join('')
const long = lines(...'abcdefghijklmnop')

describe('a patch on the texts of its file', () => {
  it.each([
    ['changes a line', lines('a', 'b', 'c'), lines('a', 'B', 'c'), 3],
    ['adds at the end', lines('a', 'b', 'c'), lines('a', 'b', 'c', 'd'), 3],
    ['removes at the end', lines('a', 'b', 'c', 'd'), lines('a', 'b', 'c'), 3],
    ['adds without context', lines('a', 'b', 'c'), lines('a', 'x', 'b', 'c'), 0],
    ['removes without context', lines('a', 'x', 'b', 'c'), lines('a', 'b', 'c'), 0],
    ['adds the last line end', 'a\nb', 'a\nb\n', 3],
    ['takes the last line end away', 'a\nb\n', 'a\nb', 3],
    ['changes two places', long, long.replace('c\n', 'C\n').replace('o\n', 'O\n'), 3],
    ['changes repeated lines', lines('x', 'x', 'x', 'x'), lines('x', 'x', 'y', 'x'), 3],
    ['fills an empty file', '', lines('a'), 3],
    ['empties a file', lines('a'), '', 3],
  ])('that %s is applied, or taken back where it was applied already', (_what, before, after, context) => {
    const patch = patchOf(before, after, context)
    expect(fitPatches([patch], [before])).toEqual({ before, after })
    expect(fitPatches([patch], [after])).toEqual({ before, after })
  })

  it('is applied to the one that it fits', () => {
    const [before, after] = [lines('a', 'b', 'c'), lines('a', 'B', 'c')]
    expect(fitPatches([patchOf(before, after)], ['unlike\n', before])).toEqual({ before, after })
    expect(fitPatches([patchOf(before, after)], ['unlike\n', after])).toEqual({ before, after })
  })

  it('prefers the first of two texts that it fits', () => {
    const patch = patchOf(lines('a', 'b', 'c'), lines('a', 'B', 'c'))
    expect(fitPatches([patch], [lines('a', 'b', 'c', 'more'), lines('a', 'b', 'c')])).toMatchObject({
      after: lines('a', 'B', 'c', 'more'),
    })
  })

  it('finds lines that have moved', () => {
    const patch = patchOf(long, long.replace('h\n', 'H\n'))
    expect(fitPatches([patch], [`new\nnew\n${long}`])).toEqual({
      before: `new\nnew\n${long}`,
      after: `new\nnew\n${long.replace('h\n', 'H\n')}`,
    })
  })

  it('keeps the line ends of the file', () => {
    const patch = patchOf(lines('a', 'b', 'c'), lines('a', 'B', 'c'))
    expect(fitPatches([patch], ['a\r\nb\r\nc\r\n'])).toEqual({ before: 'a\r\nb\r\nc\r\n', after: 'a\r\nB\r\nc\r\n' })
  })

  it('names the first hunk that fits nowhere', () => {
    const patch = patchOf(long, long.replace('c\n', 'C\n').replace('o\n', 'O\n'))
    expect(fitPatches([patch], [long.replace('n\n', 'other\n')])).toEqual({ hunk: 2, line: 12 })
    expect(fitPatches([patch], ['nothing alike\n'])).toEqual({ hunk: 1, line: 1 })
  })

  it('makes the text of a new file', () => {
    expect(createdText([patchOf('', lines('a', 'b'))])).toBe(lines('a', 'b'))
  })
})
