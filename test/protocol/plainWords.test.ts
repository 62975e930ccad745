import { describe, expect, test } from 'vitest'
import { displayLanguage } from '../../server/protocol/displayLanguage.ts'
import type { Evidence, FixChecks } from '../../server/protocol/finding.ts'
import { checksSentence, evidenceSentences } from '../../server/protocol/plainWords.ts'

const everything: Evidence = {
  reason: 'the path comes from the request',
  logOdds: Math.log(1200),
  weakestToken: Math.log(0.002),
  candidates: 16,
  votes: [7, 8],
  counterfactual: { before: Math.log(0.93 / 0.07), after: Math.log(0.04 / 0.96) },
  answers: { dismissed: 4, of: 5 },
}

describe('Evidence in sentences', () => {
  test('tells all that was measured', () => {
    expect(evidenceSentences(everything, 'en')).toEqual([
      'The path comes from the request.',
      'The model finds the mended text 1,200 times likelier here.',
      'It is the best of 16 alternatives that were tried.',
      'The model itself would write what stands here with a probability of 0.2 %.',
      '7 of 8 readings with other surroundings agree.',
      "With the fix the model's doubt falls from 93 % to 4 %.",
      'You dismissed 4 of 5 like this.',
    ])
    expect(evidenceSentences(everything, 'zh').slice(1)).toEqual([
      '模型认为修改后的文本在此处的可能性是现有文本的 1,200 倍。',
      '它是所尝试的 16 个备选中最好的。',
      '模型自己写出现有文本的概率：0.2 %。',
      '在不同的上下文中，8 次判断有 7 次一致。',
      '应用修复后，模型的怀疑从 93 % 降至 4 %。',
      '在 5 个同类问题中，您忽略了 4 个。',
    ])
  })

  test.each([
    ['odds beyond every number', { logOdds: 20 }, ['The model finds the mended text more than a million times likelier here.']],
    ['no choice among one', { logOdds: 1, candidates: 1 }, ['The model finds the mended text 2.7 times likelier here.']],
    ['no vote against as one for', { votes: [0, 1] }, ['A rule of this workspace asks for it.']],
    ['the only vote', { votes: [1, 1] }, ['Asked for faults, the model named this one by itself.']],
    ['nothing measured', {}, ['A rule of this workspace asks for it.']],
  ] as const)('tells %s', (_, evidence, sentences) => {
    expect(evidenceSentences(evidence, 'en')).toEqual(sentences)
  })
})

test.each([
  [{ parses: true }, true, 'The fix parses.', '修复：可以解析。'],
  [
    { parses: true, newTypeErrors: 0, likelier: true },
    true,
    'The fix parses, adds no type error, and is clearly likelier.',
    '修复：可以解析，未引入类型错误，可能性明显更高。',
  ],
  [
    { parses: true, newTypeErrors: 2 },
    false,
    'The fix parses and adds type errors; it is not verified.',
    '修复：可以解析，引入了类型错误；未经验证。',
  ],
  [
    { parses: true, restUnchanged: false },
    false,
    'The fix parses and changes how the code around it is read; it is not verified.',
    '修复：可以解析，改变了周围代码的解读；未经验证。',
  ],
  [{ parses: false }, false, 'The fix does not parse; it is not verified.', '修复：无法解析；未经验证。'],
] satisfies readonly (readonly [FixChecks, boolean, string, string])[])(
  'The checks %j in a sentence',
  (checks, verified, en, zh) => {
    expect(checksSentence({ checks, verified }, 'en')).toBe(en)
    expect(checksSentence({ checks, verified }, 'zh')).toBe(zh)
  },
)

test.each([
  ['zh-cn', 'zh'],
  ['zh', 'zh'],
  ['zh-TW', 'zh'],
  ['en-US', 'en'],
  ['de', 'en'],
  ['zhuang', 'en'],
  [undefined, 'en'],
] as const)('The language for the locale %s is %s', (locale, language) => expect(displayLanguage(locale)).toBe(language))
