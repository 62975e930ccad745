import { createDecipheriv, generateKeyPair, type KeyObject, privateDecrypt } from 'node:crypto'
import { promisify } from 'node:util'
import type { Connection, InitializeParams } from 'vscode-languageserver'
import type { RemoteAccess } from '../engine/remote/connection.ts'
import { isRecord } from '../protocol/record.ts'
import type { RemoteAccessParams, RemoteAccessResult, SealedKey } from '../protocol/remote.ts'
import { methods } from '../protocol/requests.ts'

export interface AskedAccess {
  /** `apiKeyEnv`: the variable that has the key where the client has none. */
  of(apiKeyEnv: string): Promise<RemoteAccess>
  /** Called when the user has entered another key. */
  onChange(listener: () => void): void
}

/**
 * The key of the user's server and the way there: by the client, if it said at the start that it answers; else, and where it has no key, by the
 * environment variable that the setting names.
 */
export function askedAccess(
  connection: Connection,
  { initializationOptions }: InitializeParams,
  env: NodeJS.ProcessEnv,
): AskedAccess {
  const answers = isRecord(initializationOptions) && initializationOptions.remoteAccess === true
  return {
    of: async (apiKeyEnv) => {
      const { apiKey, network } = answers ? await ofClient(connection) : {}
      const key = apiKey ?? (apiKeyEnv === '' ? undefined : env[apiKeyEnv])
      return { ...(key ? { apiKey: key } : {}), ...(network === undefined ? {} : { network }) }
    },
    onChange: (listener) => connection.onNotification(methods.remoteAccessChanged, listener),
  }
}

async function ofClient(connection: Connection): Promise<RemoteAccess> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 3072 })
  const params: RemoteAccessParams = { publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
  const { key, network } = await connection.sendRequest<RemoteAccessResult>(methods.remoteAccess, params)
  return { network, ...(key === undefined ? {} : { apiKey: unsealed(key, privateKey) }) }
}

/** The text that was sealed for this key. Throws where it was sealed for another or changed since. */
export function unsealed({ wrapped, nonce, text, tag }: SealedKey, privateKey: KeyObject): string {
  const key = privateDecrypt({ key: privateKey, oaepHash: 'sha256' }, Buffer.from(wrapped, 'base64'))
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'))
  decipher.setAuthTag(Buffer.from(tag, 'base64'))
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64')), decipher.final()]).toString('utf8')
}
