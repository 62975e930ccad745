import { expect, test } from 'vitest'
import { sentences } from '../../client/sentences.ts'

test.each([
  ['English ones with a blank', ['It failed.', 'Try again.'], 'It failed. Try again.'],
  ['Chinese ones without', ['出错了。', '请重试。'], '出错了。请重试。'],
  ['a Chinese one behind an English one', ['CUDA error 2.', '请重试。'], 'CUDA error 2. 请重试。'],
  ['those that are there', [undefined, 'It failed.', ''], 'It failed.'],
  ['none', [], ''],
])('Sentences are put together: %s', (_, parts, text) => expect(sentences(parts)).toBe(text))
