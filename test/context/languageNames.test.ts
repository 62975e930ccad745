import { expect, it } from 'vitest'
import { languageNames } from '../../server/context/languageNames.ts'

it.each<readonly [languageId: string, names: string, others: string]>([
  ['typescript', 'Promise map padStart document querySelector readFile JSON process', 'isinstance totalOf'],
  ['python', 'isinstance append ValueError os __init__', 'querySelector totalOf'],
  ['go', 'fmt Println Errorf append make HandlerFunc WaitGroup strings Builder', 'totalOf TotalOf ArrayList'],
  ['java', 'ArrayList getOrDefault System out println stream collect Optional', 'totalOf push_back'],
  ['rust', 'unwrap iter collect HashMap entry or_insert println std Some map_err', 'totalOf total_of'],
  ['c', 'printf malloc free strlen size_t FILE NULL errno', 'totalOf push_back'],
  ['cpp', 'std vector push_back emplace_back unordered_map make_unique cout accumulate printf size_t', 'totalOf total_of'],
  ['json', '', 'totalOf'],
])('%s has names of its own', (languageId, names, others) => {
  const known = languageNames([languageId]) ?? new Set()
  expect(names.split(' ').filter((name) => name !== '' && !known.has(name))).toEqual([])
  expect(others.split(' ').filter((name) => known.has(name))).toEqual([])
})

it('knows those of all languages where none is named', () => {
  const known = languageNames([])
  for (const name of ['isinstance', 'padStart', 'Println', 'unwrap']) expect(known?.has(name)).toBe(true)
})

it('says where the names of a language are not known, also beside one whose names are', () => {
  expect(languageNames(['ruby'])).toBeUndefined()
  expect(languageNames(['typescript', 'kotlin'])).toBeUndefined()
  expect(languageNames(['typescript', 'markdown'])?.has('padStart')).toBe(true)
})
