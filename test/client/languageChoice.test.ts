import { describe, expect, test } from 'vitest'
import { languageName, languageState, placeOfSwitch, switched } from '../../client/languageChoice.ts'

test.each([
  ['a language that is listed', true, { '*': false, python: true }, 'on'],
  ['a language that is switched off', true, { '*': true, python: false }, 'languageOff'],
  ['the star for a language that is not listed', true, { '*': false }, 'languageOff'],
  ['no list at all', true, {}, 'on'],
  ['the switch for all languages first', false, { python: true }, 'off'],
] as const)('Whether completions come follows %s', (_, enabled, languages, state) => {
  expect(languageState(enabled, languages, 'python')).toBe(state)
})

describe('A switched language is written', () => {
  test('to the user’s settings where nothing was set, without repeating the defaults', () => {
    expect(switched({}, 'python', false)).toEqual({ place: 'global', value: { python: false } })
  })

  test('beside the entries that the user has', () => {
    const inspected = { globalValue: { '*': false, go: true } }
    expect(switched(inspected, 'python', true)).toEqual({ place: 'global', value: { '*': false, go: true, python: true } })
  })

  test('to the folder or workspace that has entries, which would win over the user’s', () => {
    const inspected = { globalValue: { go: true }, workspaceValue: { c: true } }
    expect(switched(inspected, 'python', true)).toEqual({ place: 'workspace', value: { c: true, python: true } })
    expect(switched({ ...inspected, workspaceFolderValue: { rust: false } }, 'python', false)).toEqual({
      place: 'workspaceFolder',
      value: { rust: false, python: false },
    })
  })
})

test('The switch for all languages is found where it is set, a value for one language before general ones', () => {
  expect(placeOfSwitch({ globalValue: false })).toEqual({ place: 'global', forLanguage: false })
  expect(placeOfSwitch({ globalValue: false, workspaceValue: false })).toEqual({ place: 'workspace', forLanguage: false })
  expect(placeOfSwitch({ workspaceFolderValue: true, globalLanguageValue: false })).toEqual({
    place: 'global',
    forLanguage: true,
  })
})

test('A language is called as its extension calls it, and by its id where no extension has a readable name', () => {
  const manifests = [
    undefined,
    { contributes: { languages: 'none' } },
    {
      contributes: {
        languages: [
          { id: 'go', aliases: ['%name%'] },
          { id: 'python', aliases: ['Python', 'py'] },
        ],
      },
    },
  ]
  expect(languageName('python', manifests)).toBe('Python')
  expect(languageName('go', manifests)).toBe('go')
  expect(languageName('zig', manifests)).toBe('zig')
})
