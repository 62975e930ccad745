import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** The help of options that several subcommands have. */
export const optionTexts = {
  en: {
    json: 'print an object',
    model: 'catalogue name or path of a .gguf file',
    catalogueName: 'catalogue name',
  },
  zh: {
    json: '输出一个对象',
    model: '目录中的名称或 .gguf 文件的路径',
    catalogueName: '目录中的名称',
  },
} as const satisfies Record<DisplayLanguage, unknown>
