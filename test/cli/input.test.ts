import { describe, expect, it } from 'vitest'
import { parseChangeScope } from '../../server/cli/input/changes.ts'
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
    ['HEAD', undefined, { kind: 'uncommitted' }],
    ['uncommitted', undefined, { kind: 'uncommitted' }],
    ['staged', undefined, { kind: 'staged' }],
    ['branch', undefined, { kind: 'branch' }],
    ['branch', 'origin/main', { kind: 'branch', base: 'origin/main' }],
    [undefined, 'HEAD~2', { kind: 'branch', base: 'HEAD~2' }],
    ['main..HEAD', undefined, { kind: 'between', from: 'main', to: 'HEAD' }],
    ['v1.2.0..feature/x@{1}', undefined, { kind: 'between', from: 'v1.2.0', to: 'feature/x@{1}' }],
  ])('%s with the base %s is understood', (text, base, scope) => {
    expect(parseChangeScope(text, base)).toEqual(scope)
  })

  it.each(['', 'main', 'a...b', '..', 'a..', '..b', '-o..b', 'a..-b', 'a b..c', '$(id)..b', 'a..b;id'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseChangeScope(text, undefined)).toThrow('neither')
    },
  )

  it.each([
    ['an option of git', 'branch', '--output=x', 'not the name of a commit'],
    ['a range', 'branch', 'a..b', 'not the name of a commit'],
    ['a base for what is staged', 'staged', 'main', '--base goes with --changes=branch'],
  ])('refuses %s as a base', (_what, value, base, why) => {
    expect(() => parseChangeScope(value, base)).toThrow(why)
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
