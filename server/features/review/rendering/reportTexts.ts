import type { DisplayLanguage } from '../../../protocol/displayLanguage.ts'

/** What reports of a review say beside their findings. */
export const reportTexts = {
  en: {
    htmlLanguage: 'en',
    title: 'Latent review',
    titleOf: (sum: string) => `Latent review: ${sum}`,
    reasons: {
      outOfBudget: 'the time was up',
      cancelled: 'cancelled',
      tooLong: 'too long for the model',
      notText: 'not text',
      generated: 'generated',
      notParsed: 'its syntax was not understood',
      engineFailed: 'the engine failed',
      changedMeanwhile: 'it changed meanwhile',
    },
    notReviewed: (symbol: string, reason: string, detail: string | undefined) =>
      `${symbol} was not reviewed: ${reason}${detail === undefined ? '' : ` (${detail})`}`,
    severities: { error: 'error', warning: 'warning', info: 'info', hint: 'hint' },
    severityNames: { error: 'Error', warning: 'Warning', info: 'Information', hint: 'Hint' },
    confidence: (percent: string) => `confidence ${percent}`,
    confidenceSentence: (percent: string) => `Confidence: ${percent}.`,
    failsFor: (input: string) => `Fails for: ${input}`,
    evidence: (said: string) => `Evidence: ${said}`,
    line: (line: number, said: string) => `Line ${line}: ${said}`,
    codeAround: (path: string, line: number) => `Code of ${path} around line ${line}`,
    fixHead: (index: number, count: number, checks: string, title: string) =>
      `Fix${count > 1 ? ` ${index} of ${count}` : ''} (${checks}): ${title}`,
    sum: (findings: number, files: number, stoppedEarly: boolean) =>
      `${findings === 0 ? 'No findings' : counted(findings, 'finding')} in ${counted(files, 'file')}${stoppedEarly ? ', stopped early' : ''}.`,
    heldBackCount: (count: number) => ` Held back: ${count}.`,
    heldBack: 'Held back',
    heldBackBecause: (reason: string) => `Held back: ${reason}`,
    heldBackSum: (count: number, shown: boolean) => `Held back (${count})${shown ? '' : ': --show-held-back shows them'}.`,
    heldBackExplained: (count: number) =>
      `${counted(count, 'suspicion')} without enough evidence, or covered by a comment, a dismissal or a baseline.`,
    heldBackColumns: ['Place', 'Rule', 'What', 'Why it was held back'],
    notReviewedHead: 'Not reviewed',
    moreNotReviewed: (count: number) => `… and ${count} more that were not reviewed`,
    leftOut: (functions: number, files: number) =>
      `${[...(functions > 0 ? [counted(functions, 'function')] : []), ...(files > 0 ? [counted(files, 'file')] : [])].join(' and ')} left out (budget).`,
    files: 'Files',
    changesOfFix: 'Changes of the fix',
    headed: (title: string, count: number) => `${title} (${count})`,
    heldBackItem: (place: string, rule: string, title: string, reason: string) => `${place} (${rule}): ${title}. ${reason}`,
    comma: ', ',
    colon: ': ',
    weaknesses: (names: string) => ` (${names})`,
    figures: (ms: string, evaluated: string, reused: string) => `${ms} ms · ${evaluated} tokens evaluated · ${reused} reused`,
  },
  zh: {
    htmlLanguage: 'zh-CN',
    title: 'Latent 审查',
    titleOf: (sum: string) => `Latent 审查：${sum}`,
    reasons: {
      outOfBudget: '时间已到',
      cancelled: '已取消',
      tooLong: '对模型来说太长',
      notText: '不是文本',
      generated: '是生成的代码',
      notParsed: '无法理解其语法',
      engineFailed: '引擎出错',
      changedMeanwhile: '在此期间已更改',
    },
    notReviewed: (symbol: string, reason: string, detail: string | undefined) =>
      `未审查${/^[\w$`]/.test(symbol) ? ' ' : ''}${symbol}：${reason}${detail === undefined ? '' : `（${detail}）`}`,
    severities: { error: '错误', warning: '警告', info: '信息', hint: '提示' },
    severityNames: { error: '错误', warning: '警告', info: '信息', hint: '提示' },
    confidence: (percent: string) => `把握 ${percent}`,
    confidenceSentence: (percent: string) => `把握：${percent}。`,
    failsFor: (input: string) => `失败的输入：${input}`,
    evidence: (said: string) => `依据：${said}`,
    line: (line: number, said: string) => `第 ${line} 行：${said}`,
    codeAround: (path: string, line: number) => `${path} 第 ${line} 行附近的代码`,
    fixHead: (index: number, count: number, checks: string, title: string) =>
      `修复${count > 1 ? ` ${index}/${count}` : ''}（${checks}）：${title}`,
    sum: (findings: number, files: number, stoppedEarly: boolean) =>
      `${files} 个文件中${findings === 0 ? '没有问题' : `有 ${findings} 个问题`}${stoppedEarly ? '，已提前停止' : ''}。`,
    heldBackCount: (count: number) => `暂缓：${count} 个。`,
    heldBack: '暂缓',
    heldBackBecause: (reason: string) => `暂缓：${reason}`,
    heldBackSum: (count: number, shown: boolean) => `暂缓 ${count} 个${shown ? '' : '：使用 --show-held-back 可显示'}。`,
    heldBackExplained: (count: number) => `${count} 个可疑之处依据不足，或已由注释、忽略或基线覆盖。`,
    heldBackColumns: ['位置', '规则', '内容', '暂缓的原因'],
    notReviewedHead: '未审查',
    moreNotReviewed: (count: number) => `…另有 ${count} 处未审查`,
    leftOut: (functions: number, files: number) =>
      `因时间预算略过 ${[...(functions > 0 ? [`${functions} 个函数`] : []), ...(files > 0 ? [`${files} 个文件`] : [])].join('和 ')}。`,
    files: '文件',
    changesOfFix: '修复的更改',
    headed: (title: string, count: number) => `${title}（${count}）`,
    heldBackItem: (place: string, rule: string, title: string, reason: string) => `${place}（${rule}）：${title}。${reason}`,
    comma: '，',
    colon: '：',
    weaknesses: (names: string) => `（${names}）`,
    figures: (ms: string, evaluated: string, reused: string) => `${ms} ms · 计算 ${evaluated} 个 token · 复用 ${reused} 个`,
  },
} as const satisfies Record<DisplayLanguage, unknown>

/** `1 file`, `2 files`. */
export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
