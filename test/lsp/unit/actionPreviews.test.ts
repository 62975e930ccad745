import { describe, expect, it } from 'vitest'
import { type CodeAction, CodeActionTag } from 'vscode-languageserver'
import { withPreviews } from '../../../server/lsp/actionPreviews.ts'

const kind = 'refactor.rewrite.splitFunction'
const written: CodeAction = { title: 'Split this function', kind, tags: [CodeActionTag.LLMGenerated], data: { at: 3 } }

describe('Previews of code actions', () => {
  it('stand behind what a model writes, with the action for the client to resolve', () => {
    const title = 'Preview: Split this function'
    const preview = { title, kind, command: { title, command: 'show', arguments: [written] } }
    expect(withPreviews([written], 'show', 'en')).toEqual([written, preview])
  })

  it('are in the language of the user', () => {
    expect(withPreviews([{ ...written, title: '拆分此函数' }], 'show', 'zh').map(({ title }) => title)).toEqual([
      '拆分此函数',
      '预览：拆分此函数',
    ])
  })

  it.each<[string, CodeAction]>([
    ['is certain because no model writes it', { ...written, tags: [] }],
    ['is refused already', { ...written, disabled: { reason: 'It has one statement.' } }],
    ['has its edit', { ...written, edit: { changes: {} } }],
    ['runs a command', { ...written, command: { title: '', command: 'other' } }],
  ])('are not offered for what %s', (_, action) => {
    expect(withPreviews([action], 'show', 'en')).toEqual([action])
  })

  it('are not offered to a client without a command for them', () => {
    expect(withPreviews([written], undefined, 'en')).toEqual([written])
  })
})
