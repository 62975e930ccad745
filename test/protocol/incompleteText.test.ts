import { expect, test } from 'vitest'
import { LatentError } from '../../server/protocol/errors.ts'
import type { Incomplete } from '../../server/protocol/finding.ts'
import { incompleteDetail } from '../../server/protocol/incompleteText.ts'

const { code, parts, message } = LatentError.of('promptTooLong', 9000, 4096)

test.each<[string, Pick<Incomplete, 'detail' | 'error'>, string | undefined, string | undefined]>([
  ['nothing', {}, undefined, undefined],
  ['a reason', { detail: 'not valid UTF-8' }, 'not valid UTF-8', '不是有效的 UTF-8'],
  ['an error', { detail: message, error: { code, parts } }, message, '请求有 9000 个 token，上下文最多容纳 4096 个。'],
  ['what others said', { detail: 'CUDA error 2' }, 'CUDA error 2', 'CUDA error 2'],
])('Why a part was not reviewed is told in both languages: %s', (_, part, english, chinese) => {
  expect(incompleteDetail(part, 'en')).toBe(english)
  expect(incompleteDetail(part, 'zh')).toBe(chinese)
})
