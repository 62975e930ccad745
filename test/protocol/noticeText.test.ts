import { expect, it } from 'vitest'
import { noticeText } from '../../server/protocol/noticeText.ts'

/** What VS Code makes a link of in a notification (its base/common/linkedText). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i

it.each([
  'No review of [click](command:workbench.action.quit).ts',
  '[a](https://evil.example "title")',
  '[[a]](file:///etc/passwd)[b](command:x)',
])('a notification has no link in %s', (text) => {
  expect(text).toMatch(link)
  expect(noticeText(text)).not.toMatch(link)
})

it('other texts stay as they are, and control characters are shown', () => {
  expect(noticeText('It calls `f(a)[0]` (twice): [x] (y).')).toBe('It calls `f(a)[0]` (twice): [x] (y).')
  expect(noticeText('a\u001b[31mb\u202e.ts')).toBe('a\\x1b[31mb\\u202e.ts')
})
