import type { LeftOutPiece } from '../../protocol/chat.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** Every reason has its words. */
interface Why {
  readonly [text: string]: unknown
  readonly why: Readonly<Record<LeftOutPiece['why'], string>>
}

/** What `latent ask` says. */
export const askTexts = {
  en: {
    description: 'answer a question about code, and tell on stderr what was sent to the model',
    question: 'the question',
    paths: 'files that it is about, or their lines as PATH:A-B; files and names in the question itself are found, too',
    changes: 'also what differs from HEAD, or in this branch',
    json: 'print an object with the answer, what was sent and what the answer names wrongly',
    examples: `
Examples:
  latent ask "what does this do?" src/cart.ts            about a file
  latent ask "why + 1?" src/cart.ts:12-20                about some of its lines
  latent ask "how does \`totalOf\` round?"                 a name is looked for in the workspace
  latent ask "what could these changes break?" --changes

Exit codes: 0 an answer, 2 could not run, 3 cancelled (what was written is printed).
`,
    sent: 'Sent:',
    nothingSent: 'Sent: no code.',
    notSent: 'Not sent:',
    tokens: (count: number) => `${count} tokens`,
    ofContext: (used: number, all: number) => `${used} of ${all} tokens with the question.`,
    unknown: 'Not in this workspace:',
    cut: 'The answer was cut: it has as many tokens as it may.',
    why: {
      ignored: 'it is ignored',
      secret: 'it looks like one that holds secrets',
      outside: 'it lies outside of the workspace',
      missing: 'it does not exist',
      notText: 'it is not text',
      tooLong: 'it is too long for the model',
      byUser: 'you left it out',
    },
  },
  zh: {
    description: '回答关于代码的问题，并在标准错误上说明发送给模型的内容',
    question: '问题',
    paths: '问题所涉及的文件，或以 PATH:A-B 表示的行；问题本身提到的文件和名称也会被找到',
    changes: '还包括与 HEAD 的差异，或此分支中的差异',
    json: '输出一个对象，包含回答、所发送的内容以及回答中不存在的名称',
    examples: `
示例：
  latent ask "what does this do?" src/cart.ts            关于一个文件
  latent ask "why + 1?" src/cart.ts:12-20                关于其中几行
  latent ask "how does \`totalOf\` round?"                 在工作区中查找该名称
  latent ask "what could these changes break?" --changes

退出码：0 有回答，2 无法运行，3 已取消（已写出的内容会输出）。
`,
    sent: '已发送：',
    nothingSent: '已发送：没有代码。',
    notSent: '未发送：',
    tokens: (count: number) => `${count} 个 token`,
    ofContext: (used: number, all: number) => `连同问题共使用 ${all} 个 token 中的 ${used} 个。`,
    unknown: '此工作区中不存在：',
    cut: '回答被截断：已达到 token 数上限。',
    why: {
      ignored: '已被忽略',
      secret: '看起来含有机密',
      outside: '位于工作区之外',
      missing: '不存在',
      notText: '不是文本',
      tooLong: '对模型来说太长',
      byUser: '您已将其排除',
    },
  },
} as const satisfies Record<DisplayLanguage, Why>
