import { describe, expect, it } from 'vitest'
import { markerFamilies, withoutMarkers } from '../../../server/engine/markers.ts'
import { promptText } from '../../../server/engine/remote/promptText.ts'

const family = (name: string) => markerFamilies.find((each) => each.name === name)
const prompt = { kind: 'fim', prefix: 'before', suffix: 'after', typed: 'typed' } as const

describe('a prompt with a gap', () => {
  it('has the markers of DeepSeek-Coder-V2', () => {
    expect(promptText(prompt, family('deepseek'))).toEqual({
      fixed: '<｜fim▁begin｜>before<｜fim▁hole｜>after<｜fim▁end｜>',
      typed: 'typed',
    })
  })

  it('has other files between the separators of Qwen2.5-Coder', () => {
    const files = [{ path: 'shop/cart.ts', text: 'export {}\n' }]
    expect(promptText({ ...prompt, path: 'shop/main.ts', files }, family('qwen')).fixed).toBe(
      '<|repo_name|>shop<|file_sep|>shop/cart.ts\nexport {}\n<|file_sep|>shop/main.ts\n' +
        '<|fim_prefix|>before<|fim_suffix|>after<|fim_middle|>',
    )
  })

  it('has other files as comments where the family has no separators', () => {
    const files = [{ path: 'shop/cart.ts', text: 'export {}\n' }]
    expect(promptText({ ...prompt, path: 'shop/main.ts', files }, family('deepseek')).fixed).toBe(
      '<｜fim▁begin｜>// shop/cart.ts\nexport {}\n// shop/main.ts\nbefore<｜fim▁hole｜>after<｜fim▁end｜>',
    )
  })

  it('is the prefix alone for a model without markers', () => {
    expect(promptText(prompt, undefined)).toEqual({ fixed: '', typed: 'beforetyped' })
  })
})

describe('control tokens in the text of a file', () => {
  it.each(['<|im_start|>', '<|fim_middle|>', '<｜fim▁end｜>', '<｜end▁of▁sentence｜>', '<fim_suffix>'])(
    '%s is broken up',
    (token) => {
      expect(withoutMarkers(`a ${token} b`)).toBe(`a < ${token.slice(1)} b`)
    },
  )

  it.each(['a <| b |> c', 'x <|> y', '<fim>', 'Array<number | undefined>', '<s>gone</s>'])('%s stays as it is', (text) => {
    expect(withoutMarkers(text)).toBe(text)
  })
})
