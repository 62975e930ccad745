import ts from 'typescript'
import { describe, expect, it, test } from 'vitest'
import { inLanguage, placeInLanguage } from '../../server/protocol/findingTexts.ts'
import { nodesIn, parsedFiles, placeOf } from './sourceFiles.ts'

const files = parsedFiles('server')
const han = /\p{Script=Han}/u

/** A text that the code says, with stand-ins for what is put into it. Undefined: it is not written here. */
function samplesOf(node: ts.Node): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (!ts.isTemplateExpression(node)) return []
  const fill = (stand: string) => node.head.text + node.templateSpans.map(({ literal }) => stand + literal.text).join('')
  return ['7', '`a`', 'a.ts', 'SIGKILL', 'no device', 'hunk 2 of a.ts (line 7)'].map(fill)
}

function hasChinese(node: ts.Node): boolean {
  return samplesOf(node).some((text) => han.test(inLanguage(text, 'zh')))
}

/** Words: names of programs, files and settings are the same in every language. */
function isProse(node: ts.Node): boolean {
  return samplesOf(node).some((text) => /[A-Za-z]{2,} [a-z]{2,}/.test(text.replaceAll('no device', '')))
}

function untranslated(nodes: readonly ts.Node[]): readonly string[] {
  return nodes.filter((node) => isProse(node) && !hasChinese(node)).map((node) => `${placeOf(node)}: ${node.getText()}`)
}

const calls = files.flatMap(({ syntax }) => [...nodesIn(syntax)].filter(ts.isCallExpression))
const made = files.flatMap(({ syntax }) => [...nodesIn(syntax)].filter(ts.isNewExpression))
const errors = calls.filter(({ expression }) => expression.getText() === 'LatentError.of')

describe('Why something failed', () => {
  it('has a Chinese text wherever an error gives a reason', () => {
    expect(errors.length).toBeGreaterThan(50)
    const others = errors.filter(({ arguments: [code] }) => code?.getText() !== "'badArgument'")
    expect(untranslated(others.flatMap(({ arguments: [, ...parts] }) => parts))).toEqual([])
  })

  it('is said in both languages where a command line or a request is wrong', () => {
    const wrong = errors.filter(({ arguments: [code] }) => code?.getText() === "'badArgument'")
    expect(wrong.length).toBeGreaterThan(15)
    expect(untranslated(wrong.flatMap(({ arguments: [, what] }) => what ?? []))).toEqual([])
  })

  it('has a Chinese text where a part is left out of a review', () => {
    const left = calls.filter(({ expression }) => /^(?:skipped|whole|skippedFor)$/.test(expression.getText()))
    const details = files
      .filter(({ path }) => /^server\/(?:context|features\/review|lsp)\//.test(path))
      .flatMap(({ syntax }) => [...nodesIn(syntax)].filter(ts.isPropertyAssignment))
      .flatMap(({ name, initializer }) => (name.getText() === 'detail' ? [initializer] : []))
    const reasons = left.flatMap(({ arguments: given }) => given.slice(-1))
    expect(reasons.length).toBeGreaterThan(4)
    expect(details.length).toBeGreaterThan(4)
    expect(untranslated([...reasons, ...details])).toEqual([])
  })

  it('has a Chinese text where a source of models fails', () => {
    const failures = made.filter(({ expression }) => expression.getText() === 'SourceFailure')
    expect(failures.length).toBeGreaterThan(5)
    expect(untranslated(failures.flatMap(({ arguments: given = [] }) => given))).toEqual([])
  })
})

describe('Why code is not changed, and what to know of a change', () => {
  it('has a Chinese text for each sentence', () => {
    // Orders are for the model, not for the user.
    const toTheModel = /^(?:You|Say|Write|Rewrite|Then) /
    const sentences = files
      .filter(({ path }) => path.startsWith('server/features/edit/') && !/[Pp]rompt|naming/.test(path))
      .flatMap(({ syntax }) => [...nodesIn(syntax)])
      .filter((node) => samplesOf(node).some((text) => /^[A-Z`\d].* .*\.$/s.test(text) && !toTheModel.test(text)))
    expect(sentences.length).toBeGreaterThan(50)
    expect(untranslated(sentences)).toEqual([])
  })
})

describe('What goes on', () => {
  it('has a Chinese text wherever progress begins', () => {
    const begun = calls.filter(({ expression }) => /(?:^|\.)(?:begin|beginShown)$/.test(expression.getText()))
    const titles = begun.flatMap(({ arguments: [title] }) => title ?? [])
    expect(titles.some((title) => samplesOf(title).length > 0)).toBe(true)
    expect(titles.flatMap((title) => (samplesOf(title).some(Boolean) && !hasChinese(title) ? [placeOf(title)] : []))).toEqual([])
  })

  it('has a Chinese text for what an untrusted workspace may not do', () => {
    const required = calls.filter(({ expression }) => /trust\.require$/.test(expression.getText()))
    const ofDocuments = calls.filter(({ expression }) => expression.getText() === 'onDocument')
    const whats = [...required.map(({ arguments: [what] }) => what), ...ofDocuments.map(({ arguments: [, what] }) => what)]
    const literal = whats.flatMap((what) => (what === undefined || samplesOf(what).length === 0 ? [] : [what]))
    expect(literal.length).toBeGreaterThan(5)
    expect(literal.filter((what) => !hasChinese(what)).map(placeOf)).toEqual([])
  })
})

test.each([
  ['it is larger than 2 MB', '它大于 2 MB'],
  ['files named like go.sum are generated', '名为 go.sum 的文件是生成的'],
  ['signal SIGKILL', '信号 SIGKILL'],
  ['cuda: no driver or no engine package; vulkan: no device', 'cuda：没有驱动程序或引擎软件包；vulkan：没有设备'],
  [
    'vulkan: llvmpipe (LLVM 15.0.6, 256 bits) is a software driver, left alone on purpose',
    'vulkan：llvmpipe (LLVM 15.0.6, 256 bits) 是软件驱动，特意不用',
  ],
  [
    'cuda: its driver cannot run the engine pack: the provided PTX was compiled with an unsupported toolchain; vulkan: it fails when it computes: signal SIGABRT',
    'cuda：其驱动程序无法运行引擎包：the provided PTX was compiled with an unsupported toolchain；vulkan：它在计算时失败：信号 SIGABRT',
  ],
  [
    'vulkan: it fails when it computes: ggml_vulkan: Device memory allocation failed',
    'vulkan：它在计算时失败：ggml_vulkan: Device memory allocation failed',
  ],
  ['it is the first that works; cuda: no device', '它是第一个可用的后端；cuda：没有设备'],
  [
    'huggingface.co: the connection was refused; hf-mirror.com: no answer within the time limit',
    'huggingface.co：连接被拒绝；hf-mirror.com：未在时限内收到答复',
  ],
  ['Downloading Starter (Qwen2.5-Coder 0.5B)', '正在下载入门模型（Qwen2.5-Coder 0.5B）'],
  ['Downloading DeepSeek-V2 Chat', '正在下载 DeepSeek-V2 Chat'],
  ['Downloading the engine pack', '正在下载引擎包'],
  ['12 MB of 491 MB from example.org', 'example.org：12 MB / 491 MB'],
  ['REVIEW.md, line 3: a rule of 900 characters is longer than 500.', 'REVIEW.md 第 3 行：一条规则有 900 个字符，超过 500 个。'],
  ['.latent/rules: only the first 50 files of 70 are read.', '.latent/rules：只读取 70 个文件中的前 50 个。'],
  ['lines 12-40', '第 12-40 行'],
  [
    'latent.completion.maxLines is "many"; expected a whole number from 1 to 64. Using 8.',
    'latent.completion.maxLines 为 "many"；应为：1 到 64 之间的整数。将使用 8。',
  ],
  [
    'latent.language is "fr"; expected one of auto, en, zh-cn. Using "auto".',
    'latent.language 为 "fr"；应为：auto, en, zh-cn 之一。将使用 "auto"。',
  ],
])('%s', (english, chinese) => expect(inLanguage(english, 'zh')).toBe(chinese))

it('A function keeps its name, also where it is a word that we say', () => {
  expect(placeInLanguage('Review', 'zh')).toBe('Review')
  expect(placeInLanguage('the file', 'zh')).toBe('文件')
})
