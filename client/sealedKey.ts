import { createCipheriv, publicEncrypt, randomBytes } from 'node:crypto'
import type { SealedKey } from '../server/protocol/remote.ts'

/** Seals a text for the holder of the private key to `publicKey` (PEM). */
export function sealed(secret: string, publicKey: string): SealedKey {
  const key = randomBytes(32)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  const wrapped = publicEncrypt({ key: publicKey, oaepHash: 'sha256' }, key)
  const [wrappedText, nonceText, sealedText, tag] = [wrapped, nonce, text, cipher.getAuthTag()].map((part) =>
    part.toString('base64'),
  ) as [string, string, string, string]
  return { wrapped: wrappedText, nonce: nonceText, text: sealedText, tag }
}
