import { describe, expect, it, test } from 'vitest'
import { columnsOf, table, wrapped } from '../../server/cli/output/columns.ts'
import { localeOf } from '../../server/protocol/locale.ts'
import { folderWith, latent } from './latent.ts'

const env = { LC_ALL: 'zh_CN.UTF-8' }

describe('A command line in Chinese', () => {
  it.each([
    ['an unknown option', ['review', '--formt', 'json'], '未知选项“--formt”（您是否想输入 --format？）。请参阅 --help。'],
    ['an unknown subcommand', ['reviev'], '未知命令“reviev”（您是否想输入 review？）。请参阅 --help。'],
    [
      'an unknown severity',
      ['review', '--fail-on', 'hint'],
      '选项“--fail-on <severity>”的参数“hint”无效。可选值为 error, warning, info, never。请参阅 --help。',
    ],
    ['a missing argument', ['complete'], '缺少必需的参数“FILE:LINE:COL”。请参阅 --help。'],
    ['an option without its value', ['review', '--base'], '选项“--base <commit>”缺少参数。请参阅 --help。'],
    ['too much', ['models', 'pull', 'a', 'b'], '“pull”的参数过多：应为 1 个，实际为 2 个。请参阅 --help。'],
    ['a time that is none', ['review', '--budget', 'soon'], '“soon”不是时间，应如 60s 或 2m。请参阅 --help。'],
    ['a file that is not there', ['review', 'no/such.ts'], 'no/such.ts 不存在或无法读取。请检查路径。'],
    [
      'a model that is none',
      ['review', 'package.json', '--model', '/no/such.gguf'],
      '模型文件 /no/such.gguf 不存在。请检查路径，或选择模型。',
    ],
  ])('is refused in Chinese: %s', async (_what, words, line) => {
    expect(await latent(words, { env })).toEqual({ code: 2, stdout: '', stderr: `latent: ${line}\n` })
  })

  it('prints what people read in Chinese', async () => {
    const cwd = folderWith({ 'REVIEW.md': '- Never call `eval`.\n' })
    expect((await latent(['review', '.'], { cwd, env })).stdout).toMatch(
      /^0 个文件中没有问题。\n\d+ ms · 计算 0 个 token · 复用 0 个\n$/,
    )
    expect((await latent(['rules', 'list'], { cwd, env })).stdout).toContain('按文本，警告，')
    expect((await latent(['dismissals', 'list'], { cwd, env })).stdout).toMatch(/ 中没有忽略任何内容。\n$/)
    const models = await latent(['models', 'list'], { env: { ...env, LATENT_MODELS: cwd } })
    expect(models.stdout).toMatch(/^名称 +量化 +大小 +状态 +适合 +许可证\n/)
    expect(models.stdout).toContain('未下载')
  })

  it('prints what programs read as it does in English', async () => {
    const cwd = folderWith({ 'REVIEW.md': '- Never call `eval`.\n' })
    for (const words of [
      ['rules', 'list', '--json'],
      ['dismissals', 'list', '--json'],
      ['review', '.', '--format', 'sarif'],
    ]) {
      const [chinese, english] = await Promise.all([latent(words, { cwd, env }), latent(words, { cwd })])
      const timeless = ({ stdout }: { stdout: string }) => stdout.replaceAll(/"(?:ms|startTimeUtc|endTimeUtc)": ?[^,\n]+/g, '')
      expect(timeless(chinese)).toBe(timeless(english))
    }
  })
})

test.each<[string, NodeJS.ProcessEnv, string]>([
  ['LC_ALL, which overrides the others', { LC_ALL: 'zh_CN.UTF-8', LC_MESSAGES: 'de_DE', LANG: 'en_US' }, 'zh_CN.UTF-8'],
  ['LC_MESSAGES, which is about texts', { LC_ALL: '', LC_MESSAGES: 'zh_CN', LANG: 'en_US' }, 'zh_CN'],
  ['LANG', { LANG: 'zh_CN.UTF-8' }, 'zh_CN.UTF-8'],
])('The locale follows %s', (_name, variables, locale) => expect(localeOf(variables)).toBe(locale))

describe('Text on a terminal', () => {
  it('is as wide as its characters', () => {
    expect(columnsOf('a中，b')).toBe(6)
    expect(
      table([
        ['名称', 'x'],
        ['ab', '中文'],
        ['abcde', ''],
      ]),
    ).toEqual(['名称   x', 'ab     中文', 'abcde'])
  })

  it.each([
    ['between Chinese characters', '审查文件和文件夹', 10, '审查文件和\n文件夹'],
    ['never before a mark that closes', '审查文件夹，等等', 10, '审查文件\n夹，等等'],
    ['never behind a mark that opens', '审查文（件夹）', 8, '审查文\n（件夹）'],
    ['between words and characters, which keep their blank', '审查 latent.model 设置', 17, '审查 latent.model\n设置'],
    ['not where there is room', 'a b', 80, 'a b'],
    ['not within a word that is too long', 'abcdefgh 中', 4, 'abcdefgh\n中'],
  ])('breaks %s', (_where, text, columns, lines) => expect(wrapped(text, columns)).toBe(lines))
})
