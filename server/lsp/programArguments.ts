import type { DisplayLanguage } from '../protocol/displayLanguage.ts'

/** What the server was started for. */
export type Start =
  | { readonly kind: 'serve'; readonly transport: 'stdio' | 'ipc' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused' }

/** What the program says when it is not started by an editor. */
export const programTexts = {
  en: {
    help: `Usage: node dist/server.js --stdio | --ipc

Latent's language server: completions, review and quick fixes by a model on this machine.

  --stdio     speak LSP on standard input and output, for any editor
  --ipc       speak LSP over Node's IPC channel, for VS Code
  --help      this text
  --version   the version

Settings come by workspace/configuration, section "latent", or by initializationOptions, for example
  { "model": "starter", "completion": { "maxLines": 4 } }
`,
    refused: 'Say how to speak with the editor: --stdio or --ipc. See --help.',
  },
  zh: {
    help: `用法：node dist/server.js --stdio | --ipc

Latent 的语言服务器：由本机上的模型提供补全、审查和快速修复。

  --stdio     通过标准输入和输出使用 LSP，适用于任何编辑器
  --ipc       通过 Node 的 IPC 通道使用 LSP，适用于 VS Code
  --help      此帮助
  --version   版本

设置通过 workspace/configuration 的“latent”部分或 initializationOptions 传入，例如
  { "model": "starter", "completion": { "maxLines": 4 } }
`,
    refused: '请指定与编辑器通信的方式：--stdio 或 --ipc。请参阅 --help。',
  },
} as const satisfies Record<DisplayLanguage, unknown>

/** Arguments that editors add on their own, such as `--clientProcessId=1`, are left to the transport. */
export function readArguments(args: readonly string[]): Start {
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help' }
  if (args.includes('--version')) return { kind: 'version' }
  if (args.includes('--stdio')) return { kind: 'serve', transport: 'stdio' }
  // `--node-ipc` is what vscode-languageclient passes.
  if (args.includes('--ipc') || args.includes('--node-ipc')) return { kind: 'serve', transport: 'ipc' }
  return { kind: 'refused' }
}
