import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** The help of `latent` itself, and what is the same in every subcommand. */
export const programTexts = {
  en: {
    description: 'Private code completion and review with a model on this machine.',
    version: 'print the version',
    noColor: 'print no colours, as with NO_COLOR',
    verbose: 'print what the engine says, on stderr',
    remoteUrl: 'ask the model of your own server, as with --model remote (default: LATENT_REMOTE_URL; key: LATENT_API_KEY)',
    remoteModel: 'the name of the model there (default: LATENT_REMOTE_MODEL, else the first)',
    help: 'print this text',
    helpOfCommand: 'display help for command',
    seeHelp: 'See --help.',
    examples: `
Examples:
  latent models pull starter    get a small model (0.5 GB)
  latent review --changes       review what differs from HEAD
  latent doctor                 tell whether all works, and how fast
`,
  },
  zh: {
    description: '使用本机上的模型进行私密的代码补全与审查。',
    version: '显示版本',
    noColor: '不使用颜色，与 NO_COLOR 相同',
    verbose: '在标准错误输出中显示引擎的消息',
    remoteUrl: '使用您自己的服务器上的模型，同 --model remote（默认：LATENT_REMOTE_URL；密钥：LATENT_API_KEY）',
    remoteModel: '该服务器上模型的名称（默认：LATENT_REMOTE_MODEL，否则为第一个）',
    help: '显示此帮助',
    helpOfCommand: '显示命令的帮助',
    seeHelp: '请参阅 --help。',
    examples: `
示例：
  latent models pull starter    获取一个小模型（0.5 GB）
  latent review --changes       审查与 HEAD 不同的部分
  latent doctor                 检查是否一切正常，以及运行速度
`,
  },
} as const satisfies Record<DisplayLanguage, unknown>
