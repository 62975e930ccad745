import { describe, expect, it } from 'vitest'
import { Editor } from '../../bench/completion/editor.ts'
import { keysFor } from '../../bench/completion/keys.ts'

const type = (editor: Editor, text: string) => {
  for (const character of text) editor.press({ kind: 'insert', text: character })
}

describe('ghost text in the editor', () => {
  it('stays while it is typed along, without what was typed', () => {
    const editor = new Editor('const a', ';')
    editor.offer(' = one', editor.version)
    type(editor, ' =')
    expect(editor.ghost).toBe(' one')
    expect(editor.now).toEqual({ text: 'const a =;', offset: 9 })
  })

  it('vanishes when something else is typed, or taken back', () => {
    const editor = new Editor('', '')
    editor.offer('abc', editor.version)
    type(editor, 'x')
    expect(editor.ghost).toBe('')
    editor.offer('yz', editor.version)
    editor.press({ kind: 'backspace' })
    expect(editor.ghost).toBe('')
    expect(editor.now.text).toBe('')
  })

  it('is not that of an outdated text', () => {
    const editor = new Editor('', '')
    const asked = editor.version
    type(editor, 'a')
    expect(editor.offer('late', asked)).toBe('outdated')
    expect(editor.ghost).toBe('')
  })

  it('tells a changed text from one that only grew', () => {
    const check = (newer: string) => {
      const editor = new Editor('', '')
      editor.offer('abcd', editor.version)
      type(editor, 'ab')
      return editor.offer(newer, editor.version)
    }
    expect(['cd', 'cdef', 'ce', ''].map(check)).toEqual(['same', 'extended', 'changed', 'cleared'])
  })

  it('may be replaced where the user did not type along', () => {
    const editor = new Editor('', '')
    editor.offer('abc', editor.version)
    expect(editor.offer('xyz', editor.version)).toBe('shown')
  })
})

describe('keys of a text', () => {
  const never = () => 1

  it('are its characters, with Enter bringing the indentation', () => {
    const keys = keysFor('if {\n  a\n}', never).map((key) => (key.kind === 'insert' ? key.text : key.kind))
    expect(keys).toEqual(['i', 'f', ' ', '{', '\n  ', 'a', '\n', '}'])
  })

  it('type the text, typos and all', () => {
    const numbers = [0, 0.9, 1, 0, 0.2]
    const editor = new Editor('', '')
    const keys = keysFor('abc', () => numbers.shift() ?? 1)
    for (const key of keys) editor.press(key)
    expect(editor.now.text).toBe('abc')
    expect(keys.filter(({ kind }) => kind === 'backspace')).toHaveLength(2)
  })
})
