import { describe, expect, it } from 'vitest'
import { Editor } from '../../bench/completion/editor.ts'
import type { Hole } from '../../bench/completion/holes/hole.ts'
import { Watcher } from '../../bench/completion/watcher.ts'

const hole: Hole = {
  id: 'p/a.ts:1 arbitrary',
  kind: 'arbitrary',
  language: 'typescript',
  languageId: 'typescript',
  root: '/',
  path: 'a.ts',
  before: '',
  after: '\n',
  expected: 'ab cd',
}

/** A key each 100 ms, answered 30 ms later; an undefined answer never comes. */
function watch(answers: readonly (string | undefined)[], engineAsked = true) {
  let now = 0
  const editor = new Editor(hole.before, hole.after)
  const watcher = new Watcher(hole, editor, () => now)
  for (const [index, text] of answers.entries()) {
    now = index * 100
    watcher.beforeKey()
    const key = { kind: 'insert', text: hole.expected[index] ?? '' } as const
    editor.press(key)
    watcher.pressed(key)
    now += 30
    if (text !== undefined) watcher.answered(index, { text, engineAsked }, editor.version)
  }
  now += 70
  watcher.end()
  return watcher
}

describe('a replay as the user sees it', () => {
  it('counts from each key to the next ghost text, also of a later key', () => {
    const { keys } = watch([undefined, ' cd', 'cd'])
    expect(keys.map(({ shownAfterMs }) => shownAfterMs)).toEqual([130, 30, 0])
    expect(keys.map(({ shownBeforeNext }) => shownBeforeNext)).toEqual([false, true, true])
  })

  it('counts a key that was never answered until the end', () => {
    const { keys } = watch([undefined, undefined])
    expect(keys.map(({ shownAfterMs, untilEndMs }) => [shownAfterMs, untilEndMs])).toEqual([
      [undefined, 200],
      [undefined, 100],
    ])
  })

  it('calls a key free when ghost text stands there and no engine was asked', () => {
    expect(watch(['b cd'], false).keys[0]?.free).toBe(true)
    expect(watch(['b cd'], true).keys[0]?.free).toBe(false)
    expect(watch([''], false).keys[0]?.free).toBe(false)
  })

  it('saves a careful user the rest of a line once', () => {
    expect(watch(['b xx', ' cd', 'cd']).counts.savedCharacters).toBe(' cd'.length)
  })

  it('costs a hasty user what he takes back', () => {
    expect(watch(['b cd + more']).counts.deletedCharacters).toBe(' + more'.length)
  })

  it('counts text that changed or vanished while it was typed along', () => {
    expect(watch(['b cd', ' xx']).changes).toEqual([{ from: ' cd', to: ' xx' }])
    expect(watch(['b cd', '']).changes).toEqual([{ from: ' cd', to: '' }])
  })

  it('keeps each text that was new when it was shown', () => {
    expect(watch(['b cd', ' cd', ' x']).shownTexts.map(({ text }) => text)).toEqual(['b cd', ' x'])
  })
})
