import { describe, expect, it } from 'vitest'
import { type CodeAction, CodeActionTag } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { previewing } from '../../../server/lsp/actionPreviews.ts'
import type { ActionProvider } from '../../../server/lsp/actionProvider.ts'
import type { DisplayLanguage } from '../../../server/protocol/displayLanguage.ts'

const kind = 'refactor.rewrite.splitFunction'
const written: CodeAction = { title: 'Split this function', kind, tags: [CodeActionTag.LLMGenerated], data: { at: 3 } }
const able = { commands: { previewAction: 'show' } }

/** What a client is offered where a provider has one action. */
async function offered(action: CodeAction, options: unknown = able, language: DisplayLanguage = 'en') {
  const provider: ActionProvider = {
    kinds: [kind],
    offer: async () => [action],
    resolve: async (asked) => ({ ...asked, edit: { changes: {} } }),
  }
  const [previewed] = previewing([provider], options, () => language)
  const document = TextDocument.create('file:///a.ts', 'typescript', 1, '')
  const start = { line: 0, character: 0 }
  const params = { textDocument: { uri: document.uri }, range: { start, end: start }, context: { diagnostics: [] } }
  return await previewed?.offer(params, document, new AbortController().signal)
}

describe('Previews of code actions', () => {
  it('stand behind what a model writes, with the action for the client to resolve', async () => {
    const title = 'Preview: Split this function'
    // Tagged alike, or the editor sorts it in front of the action.
    const { tags } = written
    const preview = { title, kind, tags, command: { title, command: 'show', arguments: [written] } }
    expect(await offered(written)).toEqual([written, preview])
  })

  it('are in the language of the user', async () => {
    const actions = await offered({ ...written, title: '拆分此函数' }, able, 'zh')
    expect(actions?.map(({ title }) => title)).toEqual(['拆分此函数', '预览：拆分此函数'])
  })

  it.each<[string, CodeAction]>([
    ['is certain because no model writes it', { ...written, tags: [] }],
    ['is refused already', { ...written, disabled: { reason: 'It has one statement.' } }],
    ['has its edit', { ...written, edit: { changes: {} } }],
    ['runs a command', { ...written, command: { title: '', command: 'other' } }],
  ])('are not offered for what %s', async (_, action) => {
    expect(await offered(action)).toEqual([action])
  })

  it.each([null, {}, { commands: {} }, { commands: { previewAction: 3 } }])(
    'are not offered to a client that names no command for them: %j',
    async (options) => {
      expect(await offered(written, options)).toEqual([written])
    },
  )
})
