import { expect, it } from 'vitest'
import { chatTexts, textOf, wantedTokens } from '../../client/languageModelMessages.ts'

it('messages of other extensions become texts of the three roles', () => {
  const messages = [
    { role: 3, content: [{ value: 'Be short.' }] },
    { role: 1, content: [{ value: 'a ' }, { value: 'b' }] },
    { role: 2, content: [{ callId: '1', name: 'read', input: { path: 'x' } }] },
    { role: 1, content: [{ callId: '1', content: [{ value: 'text of x' }] }] },
  ]
  expect(chatTexts(messages)).toEqual([
    { role: 'system', text: 'Be short.' },
    { role: 'user', text: 'a b' },
    { role: 'assistant', text: 'read({"path":"x"})' },
    { role: 'user', text: 'text of x' },
  ])
})

it('images and what is not known are left out', () => {
  expect(textOf([{ mimeType: 'image/png', data: new Uint8Array(3) }, 4, null, { value: 7 }, 'plain'])).toBe('plain')
})

it('the length of an answer may be asked for by either of the usual names', () => {
  expect([{ maxTokens: 5 }, { max_tokens: 7 }, { maxTokens: -1 }, { maxTokens: 1.5 }, {}, undefined].map(wantedTokens)).toEqual([
    5,
    7,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
