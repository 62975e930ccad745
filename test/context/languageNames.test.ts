import { expect, it } from 'vitest'
import { languageNames } from '../../server/context/languageNames.ts'

it.each<readonly [languageId: string, names: string, others: string]>([
  ['typescript', 'Promise map padStart document querySelector readFile JSON process', 'isinstance totalOf'],
  ['python', 'isinstance append ValueError os __init__', 'querySelector totalOf'],
])('%s has names of its own', (languageId, names, others) => {
  const known = languageNames([languageId])
  expect(names.split(' ').filter((name) => !known.has(name))).toEqual([])
  expect(others.split(' ').filter((name) => known.has(name))).toEqual([])
})

it('knows those of all languages where none is named, and of an unknown one none', () => {
  expect(languageNames([]).has('isinstance')).toBe(true)
  expect(languageNames([]).has('padStart')).toBe(true)
  expect(languageNames(['go']).size).toBe(0)
})
