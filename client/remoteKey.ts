import * as vscode from 'vscode'
import type { RemoteAccessParams, RemoteAccessResult } from '../server/protocol/remote.ts'
import { networkSettings } from './network.ts'
import { sealed } from './sealedKey.ts'

const secretName = 'latent.remoteKey'

/** The key of the user's own server: kept by the editor in the system's keychain, shown nowhere, given to the language server alone. */
export class RemoteKey {
  readonly #secrets: vscode.SecretStorage

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets
  }

  /** Asks for the key; an empty one forgets the one that is there. Resolves with whether something was entered. */
  async choose(): Promise<boolean> {
    const entered = await vscode.window.showInputBox({
      title: vscode.l10n.t('Key of Your Server'),
      prompt: vscode.l10n.t('Sent to the servers of latent.remote.url and nowhere else. Leave it empty to forget it.'),
      password: true,
      ignoreFocusOut: true,
    })
    if (entered === undefined) return false
    if (entered.trim() === '') await this.#secrets.delete(secretName)
    else await this.#secrets.store(secretName, entered.trim())
    return true
  }

  /** Answers the server's `latent/remoteAccess`. */
  async answer({ publicKey }: RemoteAccessParams): Promise<RemoteAccessResult> {
    const key = await this.#secrets.get(secretName)
    return { network: networkSettings(), ...(key === undefined ? {} : { key: sealed(key, publicKey) }) }
  }
}
