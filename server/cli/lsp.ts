import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Command } from 'commander'
import type { Host } from './host.ts'
import { lspTexts } from './texts/lsp.ts'

/** `latent lsp`: the language server on this terminal's streams, for any editor that speaks LSP. */
export function lspCommand(host: Host): Command {
  const say = lspTexts[host.language]
  return new Command('lsp')
    .description(say.description)
    .option('--stdio', say.stdio)
    .addHelpText('after', say.examples)
    .action(async () => {
      process.exitCode = await serve(join(host.programFolder, 'server.js'))
    })
}

function serve(server: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: 'inherit' })
    // The editor may end only this process; the server must not outlive it.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}
