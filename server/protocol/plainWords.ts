import type { DisplayLanguage } from './displayLanguage.ts'
import type { Evidence, Fix } from './finding.ts'
import { inLanguage } from './findingTexts.ts'
import { factorInDigits, oddsInWords, percent } from './findingWords.ts'

/** Why a finding is believed, a sentence for each thing that was measured. For people: reports and terminals have `evidenceInWords`. */
export function evidenceSentences(evidence: Evidence, language: DisplayLanguage): readonly string[] {
  const { reason, logOdds, candidates = 0, weakestToken, votes, counterfactual, answers } = evidence
  const words = sentences[language]
  const share = (said: string) => inLanguage(said, language)
  const said = [
    reason === undefined ? undefined : asSentence(reason, language),
    logOdds === undefined ? undefined : words.likelier(factorInDigits(logOdds)),
    candidates > 1 ? words.bestOf(candidates) : undefined,
    weakestToken === undefined ? undefined : words.wouldWrite(share(percent(Math.exp(weakestToken)))),
    // A single question that was denied says little: the model rarely names a fault by itself.
    votes === undefined || (votes[0] === 0 && votes[1] === 1) ? undefined : words.votes(...votes),
    counterfactual === undefined
      ? undefined
      : words.doubt(share(oddsInWords(counterfactual.before)), share(oddsInWords(counterfactual.after))),
    answers === undefined ? undefined : words.answers(answers.dismissed, answers.of),
  ].filter((sentence) => sentence !== undefined)
  return said.length === 0 ? [words.rule] : said
}

/** A reason is the beginning of a sentence without its full stop; one that has no translation ends as English does. */
function asSentence(reason: string, language: DisplayLanguage): string {
  const said = inLanguage(reason, language)
  return said === reason ? `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.` : `${said}。`
}

/** What the machine checks of a fix showed, as one sentence. A check that could not be made is not mentioned. */
export function checksSentence(fix: Pick<Fix, 'checks' | 'verified'>, language: DisplayLanguage): string {
  return sentences[language].fix(fix.verified, checksOf(fix, language))
}

/** The same as the head of a fix, such as `verified: parses`. */
export function checksInShort(fix: Pick<Fix, 'checks' | 'verified'>, language: DisplayLanguage): string {
  return sentences[language].head(fix.verified, checksOf(fix, language))
}

function checksOf({ checks }: Pick<Fix, 'checks'>, language: DisplayLanguage): string {
  const { parses, restUnchanged, newTypeErrors, likelier } = checks
  const words = sentences[language]
  const done = [
    parses ? words.parses : words.parsesNot,
    ...(restUnchanged === false ? [words.restChanged] : []),
    ...(newTypeErrors === undefined ? [] : [newTypeErrors === 0 ? words.noTypeErrors : words.typeErrors]),
    ...(likelier === undefined ? [] : [likelier ? words.clearlyLikelier : words.notClearlyLikelier]),
  ]
  return words.list(done)
}

const sentences = {
  en: {
    likelier: (factor: string | undefined) =>
      `The model finds the mended text ${factor ?? 'more than a million'} times likelier here.`,
    bestOf: (count: number) => `It is the best of ${count} alternatives that were tried.`,
    wouldWrite: (share: string) => `The model itself would write what stands here with a probability of ${share}.`,
    votes: (agreed: number, asked: number) =>
      asked === 1
        ? 'Asked for faults, the model named this one by itself.'
        : `${agreed} of ${asked} readings with other surroundings agree.`,
    doubt: (before: string, after: string) => `With the fix the model's doubt falls from ${before} to ${after}.`,
    answers: (dismissed: number, all: number) => `You dismissed ${dismissed} of ${all} like this.`,
    rule: 'A rule of this workspace asks for it.',
    parses: 'parses',
    parsesNot: 'does not parse',
    restChanged: 'changes how the code around it is read',
    noTypeErrors: 'adds no type error',
    typeErrors: 'adds type errors',
    clearlyLikelier: 'is clearly likelier',
    notClearlyLikelier: 'is not clearly likelier',
    list: (parts: readonly string[]) => new Intl.ListFormat('en', { type: 'conjunction' }).format(parts),
    head: (verified: boolean, done: string) => `${verified ? 'verified' : 'not verified'}: ${done}`,
    fix: (verified: boolean, done: string) => `The fix ${done}${verified ? '' : '; it is not verified'}.`,
  },
  zh: {
    likelier: (factor: string | undefined) =>
      factor === undefined
        ? '模型认为修改后的文本在此处的可能性是现有文本的一百万倍以上。'
        : `模型认为修改后的文本在此处的可能性是现有文本的 ${factor} 倍。`,
    bestOf: (count: number) => `它是所尝试的 ${count} 个备选中最好的。`,
    wouldWrite: (share: string) => `模型自己写出现有文本的概率：${share}。`,
    votes: (agreed: number, asked: number) =>
      asked === 1 ? '模型在被询问时也自行指出了此错误。' : `在不同的上下文中，${asked} 次判断有 ${agreed} 次一致。`,
    doubt: (before: string, after: string) => `应用修复后，模型的怀疑从 ${before} 降至 ${after}。`,
    answers: (dismissed: number, all: number) => `在 ${all} 个同类问题中，您忽略了 ${dismissed} 个。`,
    rule: '此工作区的一条规则有此要求。',
    parses: '可以解析',
    parsesNot: '无法解析',
    restChanged: '改变了周围代码的解读',
    noTypeErrors: '未引入类型错误',
    typeErrors: '引入了类型错误',
    clearlyLikelier: '可能性明显更高',
    notClearlyLikelier: '可能性没有明显更高',
    list: (parts: readonly string[]) => parts.join('，'),
    head: (verified: boolean, done: string) => `${verified ? '已验证' : '未经验证'}：${done}`,
    fix: (verified: boolean, done: string) => `修复：${done}${verified ? '' : '；未经验证'}。`,
  },
} as const satisfies Record<DisplayLanguage, unknown>
