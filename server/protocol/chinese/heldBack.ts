import type { Texts } from '../textTables.ts'

/** Why a finding was held back, and the parts of such reasons. */
export const chineseHeldBack: Texts = {
  'Its confidence, {0} %, is below the {1} % that latent.review.precision or --precision asks for.':
    '其把握为 {0} %，低于 latent.review.precision 或 --precision 要求的 {1} %。',
  'The mended text is not clearly likelier than the written one.': '修改后的文本的可能性并不明显高于现有文本。',
  'The fix would change how the code around it is read.': '该修复会改变周围代码的解读。',
  'The fix would bring in new type errors.': '该修复会引入新的类型错误。',
  'It was there before the change.': '它在更改之前就已存在。',
  'It is in the baseline.': '它在基线中。',
  'It was dismissed': '它已被忽略',
  'false positive': '误报',
  "won't fix": '不予修复',
  'not useful': '没有用处',
}
