import { describe, expect, it } from 'vitest'
import { linesOfPatch, parseChangeScope } from '../../server/cli/input/changes.ts'
import { parseCursor } from '../../server/cli/input/cursor.ts'
import { parseDuration } from '../../server/cli/input/duration.ts'
import { sourceOf } from '../../server/context/sourceFile.ts'

describe('a time', () => {
  it.each([
    ['90s', 90_000],
    ['500ms', 500],
    ['2m', 120_000],
    ['1.5h', 5_400_000],
    ['30', 30_000],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  it.each(['', 's', '-1s', '0', '1e9x', '10 s'])('is not "%s"', (text) => {
    expect(() => parseDuration(text)).toThrow('is not a time')
  })
})

describe('a place', () => {
  it.each([
    ['src/a.ts:12:5', { path: 'src/a.ts', line: 12, column: 5 }],
    ['C:\\a.ts:1:1', { path: 'C:\\a.ts', line: 1, column: 1 }],
    ['odd:name.ts:3:4', { path: 'odd:name.ts', line: 3, column: 4 }],
  ])('%s is read', (text, cursor) => {
    expect(parseCursor(text)).toEqual(cursor)
  })
})

describe('--changes', () => {
  it.each([
    ['HEAD', { kind: 'workingTree' }],
    ['staged', { kind: 'staged' }],
    ['main..HEAD', { kind: 'between', from: 'main', to: 'HEAD' }],
    ['v1.2.0..feature/x@{1}', { kind: 'between', from: 'v1.2.0', to: 'feature/x@{1}' }],
  ])('%s is understood', (text, scope) => {
    expect(parseChangeScope(text)).toEqual(scope)
  })

  it.each(['', 'main', 'a...b', '..', 'a..', '..b', '-o..b', 'a..-b', 'a b..c', '$(id)..b', 'a..b;id'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseChangeScope(text)).toThrow('neither')
    },
  )

  it.each([
    ['added lines', '@@ -3,0 +4,2 @@ f() {', [{ startLine: 3, endLine: 5 }]],
    ['a changed line', '@@ -3 +3 @@', [{ startLine: 2, endLine: 3 }]],
    ['removed lines by the two around them', '@@ -4,2 +3,0 @@', [{ startLine: 2, endLine: 4 }]],
    [
      'several places',
      '@@ -1 +1 @@\n-a\n+b\n@@ -9,0 +10 @@',
      [
        { startLine: 0, endLine: 1 },
        { startLine: 9, endLine: 10 },
      ],
    ],
    ['no line that only looks like a header', '+@@ -1 +1 @@', []],
  ])('reads %s from a diff', (_what, patch, spans) => {
    expect(linesOfPatch(patch)).toEqual(spans)
  })
})

describe('bytes of a file', () => {
  it.each([
    ['an empty file', '', { kind: 'text', text: '' }],
    ['a byte order mark is no text', '\ufeffab', { kind: 'text', text: 'ab' }],
    ['invalid UTF-8', Buffer.from([0x61, 0xff]), { kind: 'skipped', detail: 'not valid UTF-8' }],
    ['a binary file', Buffer.from([0x61, 0x00]), { kind: 'skipped', detail: 'a binary file' }],
    ['too large a file', 'x'.repeat(2_000_001), { kind: 'skipped', detail: 'larger than 2 MB' }],
  ])('%s', (_what, content, expected) => {
    const loaded = sourceOf(Buffer.from(content), 'a.ts')
    const seen =
      loaded.kind === 'text' ? { kind: 'text', text: loaded.source.text } : { kind: 'skipped', detail: loaded.part.detail }
    expect(seen).toEqual(expected)
  })
})
