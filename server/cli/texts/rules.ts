import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent rules` says. */
export const rulesTexts = {
  en: {
    description: "show the team's rules that reviews check",
    list: 'print each rule, where it stands and how it is checked, and what is left out',
    examples: `
Rules stand in REVIEW.md and .latent/rules/*.md; AGENTS.md and .github/copilot-instructions.md are read as well.
`,
    none: (folder: string) => `No rules in ${folder}: write some into REVIEW.md.`,
    leftOut: 'Left out',
    checkedBy: { text: 'by text', model: 'by model' },
    within: (globs: string) => `in ${globs}`,
    sum: (byText: number, byModel: number) => `${byText} checked by text, ${byModel} by the model.`,
    noModelAble: 'No model has calibrated verdicts on rules yet, so that none is asked about these.',
    modelsAble: (models: string) => `Only a model with calibrated verdicts is asked about these: ${models}.`,
    comma: ', ',
  },
  zh: {
    description: '显示审查所检查的团队规则',
    list: '显示每条规则、其位置和检查方式，以及未采用的内容',
    examples: `
规则位于 REVIEW.md 和 .latent/rules/*.md 中；AGENTS.md 和 .github/copilot-instructions.md 也会读取。
`,
    none: (folder: string) => `${folder} 中没有规则：请在 REVIEW.md 中编写。`,
    leftOut: '未采用',
    checkedBy: { text: '按文本', model: '由模型' },
    within: (globs: string) => `用于 ${globs}`,
    sum: (byText: number, byModel: number) => `${byText} 条按文本检查，${byModel} 条由模型检查。`,
    noModelAble: '尚无模型对规则的判断经过校准，因此不会就这些规则询问模型。',
    modelsAble: (models: string) => `只有判断经过校准的模型才会被问及这些规则：${models}。`,
    comma: '，',
  },
} as const satisfies Record<DisplayLanguage, unknown>
