import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent complete` says. */
export const completeTexts = {
  en: {
    description: 'print the completion at a place in a file',
    place: 'the place; lines and columns count from 1, as editors show them',
    json: 'print an object with ranges and figures',
    candidates: 'how many different answers, 1 to 3',
    maxLines: 'longest answer in lines, 1 to 64',
    examples: `
Examples:
  latent complete src/main.ts:12:5                  what belongs at line 12, column 5
  latent complete src/main.ts:12:5 --candidates 3   up to three different answers
  latent complete src/main.ts:12:5 --json           with the range that the text replaces

Exit codes: 0 an answer (also an empty one), 2 could not run, 3 cancelled.
`,
    nothing: 'Nothing to suggest here. ',
  },
  zh: {
    description: '显示文件中某处的补全',
    place: '位置；行和列从 1 开始计数，与编辑器显示的相同',
    json: '输出包含范围和数据的对象',
    candidates: '给出多少个不同的答案，1 到 3',
    maxLines: '答案的最大行数，1 到 64',
    examples: `
示例：
  latent complete src/main.ts:12:5                  第 12 行第 5 列处应有的内容
  latent complete src/main.ts:12:5 --candidates 3   最多三个不同的答案
  latent complete src/main.ts:12:5 --json           包含文本所替换的范围

退出码：0 有答案（也可能为空），2 无法运行，3 已取消。
`,
    nothing: '此处没有建议。',
  },
} as const satisfies Record<DisplayLanguage, unknown>
