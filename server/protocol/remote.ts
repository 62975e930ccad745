import type { NetworkSettings } from './network.ts'

/**
 * Request `latent/remoteAccess` to the client, when the user's own server is asked for the first time: the key that the editor keeps, and its
 * proxy. The key comes sealed for `publicKey`, so that no log of messages has it.
 */
export interface RemoteAccessParams {
  /** RSA, in PEM (SPKI). */
  readonly publicKey: string
}

/** Answer to it. */
export interface RemoteAccessResult {
  /** Absent where the user has entered none. */
  readonly key?: SealedKey
  readonly network: NetworkSettings
}

/** A text that only the holder of the private key reads: AES-256-GCM, its key by RSA-OAEP with SHA-256. All in base64. */
export interface SealedKey {
  readonly wrapped: string
  readonly nonce: string
  readonly text: string
  readonly tag: string
}
