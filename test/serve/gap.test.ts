import { expect, it } from 'vitest'
import { markedGap } from '../../server/serve/gap.ts'

it.each([
  ['Qwen', '<|fim_prefix|>a(<|fim_suffix|>)\n<|fim_middle|>'],
  ['DeepSeek', '<｜fim▁begin｜>a(<｜fim▁hole｜>)\n<｜fim▁end｜>'],
  ['StarCoder', '<fim_prefix>a(<fim_suffix>)\n<fim_middle>'],
])('The gap between the control tokens of %s is found', (_, prompt) => {
  expect(markedGap(prompt)).toEqual({ prefix: 'a(', suffix: ')\n' })
})

it.each([
  ['a text without control tokens', 'def add(a, b):\n'],
  ['one that goes on after them', '<|fim_prefix|>a(<|fim_suffix|>)<|fim_middle|>b'],
  ['one with tokens of two families', '<|fim_prefix|>a(<fim_suffix>)<|fim_middle|>'],
  ['code that has such a token itself', "<|fim_prefix|>a('<|fim_suffix|>', <|fim_suffix|>)<|fim_middle|>"],
])('%s is no gap', (_, prompt) => expect(markedGap(prompt)).toBeUndefined())
