import { describe, expect, it } from 'vitest'
import type { EngineInfo, Prompt } from '../../../../server/engine/engine.ts'
import { promptParts } from '../../../../server/engine/remote/promptParts.ts'
import { givenPrompt } from '../../../../server/serve/givenPrompt.ts'

const info = { model: 'm', capabilities: { fim: true, chat: true, score: true } } as EngineInfo

describe('a prompt on its way to `latent serve`', () => {
  const prompts: readonly Prompt[] = [
    { kind: 'text', text: 'a = ' },
    { kind: 'fim', prefix: 'a = 1\nb = ', suffix: '\n', typed: '2 +\n 3' },
    {
      kind: 'fim',
      prefix: '',
      suffix: '',
      typed: 'x',
      path: 'src/a.lua',
      files: [{ path: 'src/b.lua', text: 'return 1\n' }],
      lineComment: '--',
    },
  ]
  it.each(prompts)('arrives as it was: $kind', (prompt) => {
    const { prompt: text, ...gap } = promptParts(prompt)
    expect(givenPrompt(String(text), gap, info)).toEqual(prompt)
  })

  it('may leave out where typed text begins: at its last line', () => {
    expect(givenPrompt('a\nb = ', { suffix: '' }, info)).toMatchObject({ prefix: 'a\n', typed: 'b = ' })
  })

  it('is refused where its parts do not fit', () => {
    expect(() => givenPrompt('ab', { suffix: '', anchor: 3 }, info)).toThrow('anchor')
    expect(() => givenPrompt('ab', { suffix: '', context_files: [] }, info)).toThrow('path')
  })

  it('is refused where the model cannot fill a gap', () => {
    const unable = { ...info, capabilities: { ...info.capabilities, fim: false } }
    expect(() => givenPrompt('ab', { suffix: '' }, unable)).toThrow('m cannot fill a gap')
  })
})
