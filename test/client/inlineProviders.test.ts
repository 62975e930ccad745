import { expect, test } from 'vitest'
import { inlineProviders, otherProviders, setKey } from '../../client/inlineProviders.ts'

const signedIn = ['github.copilot.completions.toggle']
const around = (running: string[], values: Record<string, unknown> = {}, commands = signedIn) =>
  otherProviders({ running, commands, setting: (name) => values[name] })
const names = (running: string[], values: Record<string, unknown> = {}) => around(running, values).map(({ name }) => name)

test('Extensions with ghost text are known by their ids, however these are written', () => {
  expect(around(['latent.latent', 'GitHub.copilot', 'Continue.continue'])).toEqual([
    { name: 'GitHub Copilot', id: 'github.copilot' },
    { name: 'Continue', id: 'continue.continue' },
  ])
  expect(names(['ms-python.python'])).toEqual([])
})

test('Copilot is a part of the editor and runs for everyone, but completes only for those who signed in', () => {
  expect(around(['github.copilot-chat'], {}, ['github.copilot.open.walkthrough'])).toEqual([])
  expect(around(['github.copilot-chat'])).toHaveLength(1)
})

test('An extension of several parts is named once', () => {
  expect(names(['GitHub.copilot', 'GitHub.copilot-chat'])).toEqual(['GitHub Copilot'])
})

test.each([
  ['Copilot off for all languages', 'github.copilot', { 'github.copilot.enable': { '*': false, markdown: false } }],
  ['the editor’s AI features off', 'github.copilot-chat', { 'chat.disableAIFeatures': true }],
  ['Continue off', 'continue.continue', { 'continue.enableTabAutocomplete': false }],
  ['Tabby by hand only', 'tabbyml.vscode-tabby', { 'tabby.inlineCompletion.triggerMode': 'manual' }],
  ['ghost text off altogether', 'github.copilot', { 'editor.inlineSuggest.enabled': false }],
])('There is nothing to say with %s', (_, id, values) => {
  expect(names([id])).toHaveLength(1)
  expect(names([id], values)).toEqual([])
})

test('Copilot in one language alone is Copilot', () => {
  expect(names(['github.copilot'], { 'github.copilot.enable': { '*': false, python: true } })).toEqual(['GitHub Copilot'])
})

test('The user is asked once for a set of extensions, in whatever order they start', () => {
  const both = around(['github.copilot', 'continue.continue'])
  expect(setKey(both)).toBe(setKey([...both].reverse()))
  expect(setKey(both)).not.toBe(setKey(both.slice(1)))
})

test('Ids are in lower case, as they are compared', () => {
  const ids = inlineProviders.flatMap((provider) => provider.ids)
  expect(ids).toEqual(ids.map((id) => id.toLowerCase()))
})
