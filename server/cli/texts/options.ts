import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** The help of options that several subcommands have. */
export const optionTexts = {
  en: {
    json: 'print an object',
    model: 'catalogue name, path of a .gguf file, or remote',
    catalogueName: 'catalogue name',
  },
  zh: {
    json: '输出一个对象',
    model: '目录中的名称、.gguf 文件的路径，或 remote',
    catalogueName: '目录中的名称',
  },
} as const satisfies Record<DisplayLanguage, unknown>
