import { join } from 'node:path'
import type { ExtensionContext } from 'vscode'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'
import { echoLanguage } from './functions.ts'

let client: LanguageClient | undefined

export async function activate({ extensionPath }: ExtensionContext): Promise<void> {
  const server = { module: join(extensionPath, 'server.cjs'), transport: TransportKind.ipc }
  client = new LanguageClient('echo', server, { documentSelector: [{ scheme: 'file', language: echoLanguage }] })
  await client.start()
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop()
}
