import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent dismissals` says. */
export const dismissalsTexts = {
  en: {
    description: 'show and take back what was dismissed',
    list: 'print each dismissal with its id, what it covers and why',
    undo: 'take dismissals back',
    ids: 'ids as printed by list',
    examples: `
Dismissals stand in .latent/dismissed.json, which a team may commit. They are made in the editor.

Exit codes: 0, or 2 when the file cannot be used or has no such dismissal.
`,
    takenBack: (count: number) => `${count === 1 ? '1 dismissal' : `${count} dismissals`} taken back.`,
    none: (folder: string) => `Nothing is dismissed in ${folder}.`,
    symbolOf: (symbol: string, path: string) => `${symbol} of ${path}`,
    finding: (rule: string, place: string) => `${rule} in ${place}`,
    similar: (rule: string, place: string) => `${rule} in ${place}, and what is similar anywhere`,
    file: (rule: string, path: string) => `every ${rule} in ${path}`,
    rule: (rule: string) => `every ${rule}`,
    colon: ': ',
    comma: ', ',
  },
  zh: {
    description: '显示和撤销忽略',
    list: '显示每条忽略的 id、范围和原因',
    undo: '撤销忽略',
    ids: 'list 所显示的 id',
    examples: `
忽略记录位于 .latent/dismissed.json 中，团队可以提交此文件。忽略在编辑器中进行。

退出码：0；无法使用该文件或没有这样的忽略时为 2。
`,
    takenBack: (count: number) => `已撤销 ${count} 条忽略。`,
    none: (folder: string) => `${folder} 中没有忽略任何内容。`,
    symbolOf: (symbol: string, path: string) => `${path} 的 ${symbol}`,
    finding: (rule: string, place: string) => `${place} 中的 ${rule}`,
    similar: (rule: string, place: string) => `${place} 中的 ${rule}，以及任何位置的类似问题`,
    file: (rule: string, path: string) => `${path} 中的所有 ${rule}`,
    rule: (rule: string) => `所有 ${rule}`,
    colon: '：',
    comma: '，',
  },
} as const satisfies Record<DisplayLanguage, unknown>
