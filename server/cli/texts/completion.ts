import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent completion` says, and the headings of the manual page. */
export const completionTexts = {
  en: {
    description: 'print what your shell needs to complete latent on Tab',
    shell: 'the shell that it is for',
    examples: `
Examples:
  source <(latent completion bash)                                       # in ~/.bashrc
  source <(latent completion zsh)                                        # in ~/.zshrc, after compinit
  latent completion fish > ~/.config/fish/completions/latent.fish
`,
    manual: 'print the manual page, for example for "man -l -"',
    headings: {
      name: 'NAME',
      synopsis: 'SYNOPSIS',
      description: 'DESCRIPTION',
      options: 'OPTIONS',
      commands: 'COMMANDS',
      seeAlso: 'SEE ALSO',
    },
  },
  zh: {
    description: '输出 shell 用 Tab 补全 latent 命令所需的内容',
    shell: '所用的 shell',
    examples: `
示例：
  source <(latent completion bash)                                       # 写入 ~/.bashrc
  source <(latent completion zsh)                                        # 写入 ~/.zshrc，位于 compinit 之后
  latent completion fish > ~/.config/fish/completions/latent.fish
`,
    manual: '输出手册页，例如用于“man -l -”',
    headings: { name: '名称', synopsis: '用法', description: '说明', options: '选项', commands: '命令', seeAlso: '另请参阅' },
  },
} as const satisfies Record<DisplayLanguage, unknown>
