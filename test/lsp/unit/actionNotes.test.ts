import { expect, it } from 'vitest'
import type { CodeAction } from 'vscode-languageserver'
import { noting } from '../../../server/lsp/actionNotes.ts'
import type { ActionProvider } from '../../../server/lsp/actionProvider.ts'
import type { DisplayLanguage } from '../../../server/protocol/displayLanguage.ts'

const action: CodeAction = { title: 'Find a faster or leaner way', data: 1 }
const edit = { changes: {} }
const opinion = 'That it is faster is an opinion: nothing was measured.'
const able = { commands: { actionNotes: 'tell' } }

/** What a client gets for an action whose edit has these notes. */
async function resolved(notes: readonly string[], options: unknown = able, language: DisplayLanguage = 'en') {
  const provider: ActionProvider = { kinds: [], offer: async () => [], resolve: async (asked) => ({ ...asked, edit, notes }) }
  const [noted] = noting([provider], options, () => language)
  return await noted?.resolve(action, new AbortController().signal)
}

it('What the user should know of an edit is told by the command that runs after it', async () => {
  const { title } = action
  expect(await resolved([opinion])).toEqual({ ...action, edit, command: { title, command: 'tell', arguments: [[opinion]] } })
})

it('It is told in the language of the user', async () => {
  expect((await resolved([opinion], able, 'zh'))?.command?.arguments).toEqual([[expect.stringMatching(/\p{Script=Han}/u)]])
})

it.each([
  ['nothing is to be known', [], able],
  ['the client names no command', [opinion], {}],
  ['the client names something else', [opinion], { commands: { actionNotes: 3 } }],
  ['the client says nothing', [opinion], null],
])('There is no command where %s', async (_, notes, options) => {
  expect(await resolved(notes, options)).toEqual({ ...action, edit })
})
