import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** The help of `latent mcp`. */
export const mcpTexts = {
  en: {
    description: 'serve reviews and completions to agents (Model Context Protocol)',
    root: 'a folder that may be looked at (may be repeated; default the working folder)',
    examples: `
It speaks on standard input and output, only reads, and looks at nothing outside of the roots. The model is loaded with the first question.

Examples:
  latent mcp                          what an agent is told to start, in the project's folder
  latent mcp --root src --root lib    these folders alone
`,
  },
  zh: {
    description: '以 MCP 协议向智能体提供审查和补全',
    root: '允许查看的文件夹（可重复；默认为工作文件夹）',
    examples: `
通过标准输入和输出通信，只读取文件，并且不查看所给文件夹以外的内容。收到第一个问题时才加载模型。

示例：
  latent mcp                          让智能体在项目文件夹中启动的命令
  latent mcp --root src --root lib    仅限这些文件夹
`,
  },
} as const satisfies Record<DisplayLanguage, unknown>
