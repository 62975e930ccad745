/** What the server was started for. */
export type Start =
  | { readonly kind: 'serve'; readonly transport: 'stdio' | 'ipc' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused'; readonly why: string }

export const help = `Usage: node dist/server.js --stdio | --ipc

Latent's language server: completions, review and quick fixes by a model on this machine.

  --stdio     speak LSP on standard input and output, for any editor
  --ipc       speak LSP over Node's IPC channel, for VS Code
  --help      this text
  --version   the version

Settings come by workspace/configuration, section "latent", or by initializationOptions, for example
  { "model": "starter", "completion": { "maxLines": 4 } }
`

/** Arguments that editors add on their own, such as `--clientProcessId=1`, are left to the transport. */
export function readArguments(args: readonly string[]): Start {
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help' }
  if (args.includes('--version')) return { kind: 'version' }
  if (args.includes('--stdio')) return { kind: 'serve', transport: 'stdio' }
  // `--node-ipc` is what vscode-languageclient passes.
  if (args.includes('--ipc') || args.includes('--node-ipc')) return { kind: 'serve', transport: 'ipc' }
  return { kind: 'refused', why: 'Say how to speak with the editor: --stdio or --ipc. See --help.' }
}
