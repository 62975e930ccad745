import { describe, expect, it } from 'vitest'
import { languageIdOfDocument, languageIdOfPath, languageOf } from '../../server/context/languages.ts'

describe('the language of a path', () => {
  it.each([
    ['src/a.ts', 'typescript'],
    ['a.d.mts', 'typescript'],
    ['a.tsx', 'typescriptreact'],
    ['a.cjs', 'javascript'],
    ['a.jsx', 'javascriptreact'],
    ['a.py', 'python'],
    ['A.java', 'java'],
    ['a.go', 'go'],
    ['a.c', 'c'],
    ['a.h', 'cpp'],
    ['a.hpp', 'cpp'],
    ['a.rs', 'rust'],
    ['A.cs', 'csharp'],
    ['UPPER.PY', 'python'],
    ['C:\\work\\Makefile', 'makefile'],
    ['/work/Dockerfile', 'dockerfile'],
    ['/work.ts/notes', 'plaintext'],
    ['', 'plaintext'],
  ])('%s is %s', (path, id) => {
    expect(languageIdOfPath(path)).toBe(id)
  })
})

describe('the language of an open document', () => {
  it.each([
    ['what its editor says', 'javascriptreact', 'file:///a.js', 'javascriptreact'],
    ['what its editor says, also against its name', 'plaintext', 'file:///a.js', 'plaintext'],
    ['by its path where its editor has a name of its own for the language', 'js', 'file:///a.js', 'javascript'],
    ['by its path, also where it is another one', 'tsx', 'file:///a.ts', 'typescript'],
    ['by the name where the path says nothing', 'tsx', 'untitled:Untitled-1', 'typescriptreact'],
    ['unknown as its editor says where nothing is known of it', 'cobol', 'file:///a.cob', 'cobol'],
  ])('is %s', (_what, given, uri, expected) => {
    expect(languageIdOfDocument(given, uri)).toBe(expected)
  })
})

describe('what is known of a language', () => {
  it.each([
    ['c', 'cpp'],
    ['javascriptreact', 'javascript'],
    ['typescriptreact', 'tsx'],
    ['csharp', 'c-sharp'],
    ['ruby', undefined],
  ])('%s is parsed by the grammar %s', (id, grammar) => {
    expect(languageOf(id)?.grammar).toBe(grammar)
  })

  it.each([
    ['python', '#', undefined],
    ['sql', '--', '/*'],
    ['html', undefined, '<!--'],
    ['css', undefined, '/*'],
    ['lua', '--', '--[['],
    ['kotlin', '//', '/*'],
  ])('%s has its comments', (id, line, block) => {
    expect(languageOf(id)?.lineComment).toBe(line)
    expect(languageOf(id)?.blockComment?.[0]).toBe(block)
  })

  it('is found by a path, too, and absent where nothing is known', () => {
    expect(languageOf('lib/a.rb')?.id).toBe('ruby')
    expect(languageOf('notes.unknown')).toBeUndefined()
  })
})
