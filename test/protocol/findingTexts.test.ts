import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { earlierReason } from '../../server/features/review/changes/earlierFindings.ts'
import { dismissedBecause } from '../../server/features/review/dismissed.ts'
import { ruleIds } from '../../server/features/review/rules.ts'
import type { SuspectKind } from '../../server/features/review/suspect.ts'
import { fixTitleOf, titleOf } from '../../server/features/review/title.ts'
import type { Dismissal } from '../../server/protocol/dismissal.ts'
import type { Evidence } from '../../server/protocol/finding.ts'
import { inLanguage, titleInLanguage } from '../../server/protocol/findingTexts.ts'
import { evidenceInShort } from '../../server/protocol/findingWords.ts'
import { evidenceSentences } from '../../server/protocol/plainWords.ts'
import { isRecord } from '../../server/protocol/record.ts'
import type { Texts } from '../../server/protocol/textTables.ts'
import { englishLeft } from './englishWords.ts'

const kinds = Object.keys(ruleIds) as SuspectKind[]
const boundaries: readonly (readonly [string, string])[] = [
  ['<=', '<'],
  ['<', '<='],
  ['items.length', 'items.length - 1'],
  ['0', '1'],
]
const long = 'argument.with.a.very.long.name.that.goes.on.and.on(first, second, third)'
const changes = [...boundaries, ['save(order)', 'await save(order)'], ['`a`\n+ 1', 'b'], [long, `${long}.more`]] as const

describe.each(kinds)('What is said of a suspect of the kind %s', (kind) => {
  test.each(changes)('has a Chinese text for %j -> %j', (quote, newText) => {
    expect(englishLeft(titleOf({ kind, newText }, quote))).toEqual([])
    expect(englishLeft(fixTitleOf({ kind, newText }, quote))).toEqual([])
  })
})

test.each([
  ['`<=` goes one step too far; `<` is likelier', '`<=` 多走了一步；更可能是 `<`'],
  ['`<=` goes one step too far', '`<=` 多走了一步'],
  ['A `break` looks missing before `case 2:`', '`case 2:` 之前似乎缺少 `break`'],
  ['Replace `{0}` with `{1}`', '将 `{0}` 替换为 `{1}`'],
  ['`the response` becomes markup without being escaped', '`响应` 未经转义即成为标记'],
  ['`sha256 of a password` no longer withstands an attacker', '`密码的 sha256` 已无法抵御攻击'],
  [
    '`req.query.id` comes from outside and reaches `pool.query` without quoting',
    '`req.query.id` 来自外部，传入 `pool.query`，未加引号',
  ],
  ['`load` is an async function, and a promise has no such member', '`load` 是异步函数，而 `Promise` 没有此成员'],
  ['The model says: it is off by one', '模型指出：it is off by one'],
  ['Dismiss: not useful', '忽略：没有用处'],
])('%s', (english, chinese) => {
  expect(inLanguage(english, 'zh')).toBe(chinese)
  expect(inLanguage(english, 'en')).toBe(english)
})

describe('Why a finding was held back', () => {
  const fingerprint = { rule: 'bug.comparison', path: 'src/a b.ts', rangeHash: '', lineHash: '', occurrence: 0 }
  const because = (made: Pick<Dismissal, 'scope' | 'reason' | 'note'>) =>
    dismissedBecause({ fingerprint, title: '', ...made }, fingerprint)

  test.each([
    [
      'Its confidence, 71 %, is below the 80 % that latent.review.precision or --precision asks for.',
      '其把握为 71 %，低于 latent.review.precision 或 --precision 要求的 80 %。',
    ],
    [
      'The fix could not be checked: as typescript it does not parse better or cannot be parsed.',
      '无法检查该修复：作为 typescript，其解析结果没有改善，或无法解析。',
    ],
    [
      'A latent-ignore comment in line 5 covers it: 0 is fine: see #12',
      '第 5 行的 latent-ignore 注释将其忽略：0 is fine: see #12',
    ],
    [earlierReason, '它在更改之前就已存在。'],
    [because({ scope: 'finding' }), '它已被忽略。'],
    [because({ scope: 'finding', reason: 'wontFix' }), '它已被忽略：不予修复。'],
    [because({ scope: 'finding', note: 'old: keep.' }), '它已被忽略：old: keep.。'],
    [because({ scope: 'file', reason: 'falsePositive' }), 'bug.comparison 已在 src/a b.ts 中被忽略：误报。'],
    [
      because({ scope: 'rule', reason: 'notUseful', note: 'not useful' }),
      'bug.comparison 已在所有位置被忽略：没有用处，not useful。',
    ],
    [because({ scope: 'similar' }), '与 src/a b.ts 中一个已被忽略的问题类似。'],
  ])('%s', (english, chinese) => expect(inLanguage(english, 'zh')).toBe(chinese))

  it('has a Chinese text for every sentence that stands in the code', () => {
    const code = readFileSync('server/features/review/report.ts', 'utf8')
    const sentences = [...code.matchAll(/'([A-Z][^']*\.)'/g)].map(([, sentence = '']) => sentence)
    expect(sentences.length).toBeGreaterThan(2)
    expect(sentences.flatMap(englishLeft)).toEqual([])
  })
})

test.each<[string, Evidence, string, string]>([
  [
    'odds',
    { logOdds: Math.log(1200) },
    '修改后的文本可能性为 1,200 倍',
    '模型认为修改后的文本在此处的可能性是现有文本的 1,200 倍。',
  ],
  [
    'odds beyond every number',
    { logOdds: 20 },
    '修改后的文本可能性为一百万倍以上',
    '模型认为修改后的文本在此处的可能性是现有文本的一百万倍以上。',
  ],
  ['an unlikely token', { weakestToken: -20 }, '', '模型自己写出现有文本的概率：不到 0.01 %。'],
  ['a claim', { votes: [1, 1] }, '由模型指出', '模型在被询问时也自行指出了此错误。'],
  ['a reason', { reason: '`a` uses `md5`' }, '`a` 使用 `md5`', '`a` 使用 `md5`。'],
  [
    'a rule that the model was asked about',
    { reason: 'the model is 93 % sure that it breaks line 4 of docs/REVIEW.md' },
    '模型有 93 % 的把握认为它违反 docs/REVIEW.md 的第 4 行',
    '模型有 93 % 的把握认为它违反 docs/REVIEW.md 的第 4 行。',
  ],
  [
    'forbidden code',
    { reason: 'line 4 of REVIEW.md forbids `eval`' },
    'REVIEW.md 的第 4 行禁止 `eval`',
    'REVIEW.md 的第 4 行禁止 `eval`。',
  ],
  ['a reason without a translation', { reason: 'it is odd' }, 'it is odd', 'It is odd.'],
])('The evidence of %s is told in Chinese', (_, evidence, short, sentence) => {
  expect(inLanguage(evidenceInShort(evidence), 'zh')).toBe(short)
  expect(evidenceSentences(evidence, 'zh')).toEqual([sentence])
})

describe('A text that is not known', () => {
  test.each([
    '',
    'constructor',
    'Never call `eval`, and log what fails.',
    '`load` is an async function, and nobody likes it',
    '`x` comes from a friend and reaches `y` without quoting',
    'Nobody was dismissed.',
  ])('stays as it is: %s', (text) => expect(inLanguage(text, 'zh')).toBe(text))

  it('is what a team wrote, even where it sounds like ours', () => {
    expect(titleInLanguage('Use `logger`', 'rule.review.use-logger', 'zh')).toBe('Use `logger`')
    expect(titleInLanguage('`a` may be wrong', 'bug.claim', 'zh')).toBe('`a` 可能有误')
  })
})

describe('The tables of Chinese texts', async () => {
  const folder = 'server/protocol/chinese'
  const modules: readonly Record<string, unknown>[] = await Promise.all(
    readdirSync(folder).map((name) => import(`../../${folder}/${name}`)),
  )
  const isTexts = (table: unknown): table is Texts =>
    isRecord(table) && Object.values(table).every((text) => typeof text === 'string')
  const tables = modules.flatMap((module) => Object.values(module)).filter(isTexts)
  const entries = tables.flatMap((table) => Object.entries(table))
  const own = readdirSync('server', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('chinese'))
    .map((path) => `server/${path}`)
  // TypeScript says itself why it does not refactor.
  const written = [...own, 'node_modules/typescript/lib/typescript.js']
    .map((path) => readFileSync(path, 'utf8').replaceAll("\\'", "'").toLowerCase())
    .join('\n')

  it('have no text that nothing says any more', () => {
    expect(tables.length).toBeGreaterThan(6)
    const fragments = (key: string) => key.split(/\s*\{\d\}(?: %)?\s*/).filter((fragment) => /[a-z]{2}/i.test(fragment))
    const unsaid = entries.filter(([key]) => fragments(key).some((fragment) => !written.includes(fragment.toLowerCase())))
    expect(unsaid.map(([key]) => key)).toEqual([])
  })

  it('have no text twice', () => {
    const keys = entries.map(([key]) => key)
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('keep each placeholder', () => {
    const placeholders = (text: string) => [...text.matchAll(/\{\d\}/g)].map(String).sort()
    for (const [english, chinese] of entries) expect(placeholders(chinese), english).toEqual(placeholders(english))
  })

  it('are all in use', () => {
    for (const [english] of entries) {
      const sample = english.replaceAll(/\{\d\}/g, '`a`')
      expect(inLanguage(sample, 'zh'), english).not.toBe(sample)
    }
  })
})
