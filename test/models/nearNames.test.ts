import { expect, it } from 'vitest'
import { catalogue } from '../../server/models/catalogue.ts'
import { nearNames } from '../../server/models/nearNames.ts'

const names = catalogue.map(({ name }) => name)

it.each([
  ['deepseek-coder-v2-lite', ['deepseek-coder-v2-lite-instruct', 'deepseek-coder-v2-lite-base']],
  ['startr', ['starter']],
  ['Qwen2.5-Coder-7', ['qwen2.5-coder-7b']],
  ['deepsek-coder-v2-lite-bas', ['deepseek-coder-v2-lite-base']],
  ['gpt-9', []],
  ['', []],
])('"%s" is near %j', (text, near) => {
  expect(nearNames(text, names).slice(0, Math.max(near.length, 1))).toEqual(near)
})
