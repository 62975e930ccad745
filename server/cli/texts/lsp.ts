import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** The help of `latent lsp`. */
export const lspTexts = {
  en: {
    description: 'start the language server for an editor',
    stdio: 'speak LSP on standard input and output (the default)',
    examples: '\nExamples:\n  latent lsp --stdio    what an editor is told to start\n',
  },
  zh: {
    description: '为编辑器启动语言服务器',
    stdio: '通过标准输入和输出使用 LSP（默认）',
    examples: '\n示例：\n  latent lsp --stdio    让编辑器启动的命令\n',
  },
} as const satisfies Record<DisplayLanguage, unknown>
