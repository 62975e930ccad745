import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
} from 'vscode-languageserver/node'
import type { ClientAbilities } from './capabilities.ts'
import { watchedGlobs } from './watchedFiles.ts'

/** Asks the client for messages that it sends only to who asks for them. Without them, what is saved in the editor is noticed all the same. */
export async function register(
  { client }: Connection,
  { dynamicConfiguration, watchedFiles }: Pick<ClientAbilities, 'dynamicConfiguration' | 'watchedFiles'>,
): Promise<void> {
  if (dynamicConfiguration) await client.register(DidChangeConfigurationNotification.type, { section: 'latent' })
  if (watchedFiles) {
    const watchers = watchedGlobs.map((globPattern) => ({ globPattern }))
    await client.register(DidChangeWatchedFilesNotification.type, { watchers })
  }
}
