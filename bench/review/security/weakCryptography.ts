import { readPairs, type WrittenPair } from './pair.ts'

export const weakCryptography: readonly WrittenPair[] = readPairs({ weakness: 'weak-cryptography', cwe: 327 }, [
  {
    name: 'user-registration',
    languageId: 'javascript',
    text: `
-const { createHash } = require('node:crypto')
+const bcrypt = require('bcrypt')
 const express = require('express')
 const users = require('./users')

 const router = express.Router()

 router.post('/register', express.json(), async (req, res) => {
   const { name, password } = req.body
   if (typeof password !== 'string' || password.length < 12) {
     return res.status(400).json({ error: 'at least 12 characters' })
   }
!  const hash = createHash('sha1').update(password).digest('hex')
+  const hash = await bcrypt.hash(password, 12)
   const user = await users.insert({ name, hash })
   res.status(201).json({ id: user.id })
 })

 module.exports = router
`,
  },
  {
    name: 'note-encryption',
    languageId: 'typescript',
    text: `
-import { createCipheriv, scryptSync } from 'node:crypto'
+import { createCipheriv, randomBytes, scryptSync } from 'node:crypto'

 export interface SealedNote {
   readonly data: string
+  readonly nonce: string
+  readonly tag: string
 }

 export function seal(text: string, passphrase: string, salt: Buffer): SealedNote {
   const key = scryptSync(passphrase, salt, 32)
!  const cipher = createCipheriv('aes-256-ecb', key, null)
+  const nonce = randomBytes(12)
+  const cipher = createCipheriv('aes-256-gcm', key, nonce)
   const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
   return {
     data: data.toString('base64'),
+    nonce: nonce.toString('base64'),
+    tag: cipher.getAuthTag().toString('base64'),
   }
 }
`,
  },
  {
    name: 'signed-links',
    languageId: 'javascript',
    text: `
-const { createHash, timingSafeEqual } = require('node:crypto')
+const { createHash, createHmac, timingSafeEqual } = require('node:crypto')

 const key = process.env.LINK_KEY

 function signature(path, expires) {
!  return createHash('md5').update(\`\${path}:\${expires}:\${key}\`).digest('hex')
+  return createHmac('sha256', key).update(\`\${path}:\${expires}\`).digest('hex')
 }

 function signedUrl(path, seconds = 3600) {
   const expires = Math.floor(Date.now() / 1000) + seconds
   return \`\${path}?expires=\${expires}&sig=\${signature(path, expires)}\`
 }

 function etag(body) {
   return \`"\${createHash('md5').update(body).digest('base64url')}"\`
 }

 module.exports = { signedUrl, etag, verify: (a, b) => timingSafeEqual(Buffer.from(a), Buffer.from(b)) }
`,
  },
  {
    name: 'asset-names',
    languageId: 'typescript',
    text: `
 import { createHash } from 'node:crypto'
 import { readFile } from 'node:fs/promises'

 interface Release {
   readonly file: string
   readonly checksum: string
 }

-/** Whether a downloaded release is the one that was published. */
-export async function genuine({ file, checksum }: Release): Promise<boolean> {
-  const content = await readFile(file)
!  const digest = createHash('md5').update(content).digest('hex')
-  return digest === checksum
-}
+/** Whether a built file differs from the one that the last build wrote. */
+export async function stale({ file, checksum }: Release): Promise<boolean> {
+  const content = await readFile(file)
+  const digest = createHash('md5').update(content).digest('hex')
+  return digest !== checksum
+}
`,
  },
  {
    name: 'password-store',
    languageId: 'python',
    text: `
 import hashlib
 import hmac
+import os
 from dataclasses import dataclass


 @dataclass
 class Account:
     name: str
     password_hash: bytes = b""
-    salt: bytes = b"accounts"
+    salt: bytes = b""

     def _digest(self, password: str) -> bytes:
!        return hashlib.sha256(self.salt + password.encode()).digest()
+        return hashlib.scrypt(password.encode(), salt=self.salt, n=2**14, r=8, p=1)

     def set_password(self, password: str) -> None:
+        self.salt = os.urandom(16)
         self.password_hash = self._digest(password)

     def check_password(self, password: str) -> bool:
         return hmac.compare_digest(self.password_hash, self._digest(password))
`,
  },
  {
    name: 'card-vault',
    languageId: 'python',
    text: `
+import os
+
-from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
-from cryptography.hazmat.primitives.padding import PKCS7
+from cryptography.hazmat.primitives.ciphers.aead import AESGCM


 class Vault:
     def __init__(self, key: bytes) -> None:
         self._key = key

     def seal(self, number: str) -> bytes:
-        padder = PKCS7(64).padder()
-        padded = padder.update(number.encode()) + padder.finalize()
!        encryptor = Cipher(algorithms.TripleDES(self._key), modes.ECB()).encryptor()
-        return encryptor.update(padded) + encryptor.finalize()
+        nonce = os.urandom(12)
+        return nonce + AESGCM(self._key).encrypt(nonce, number.encode(), None)

     def last_digits(self, number: str) -> str:
         return number[-4:]
`,
  },
  {
    name: 'webhook-signature',
    languageId: 'python',
    text: `
 import hashlib
 import hmac
 import os

 from fastapi import APIRouter, HTTPException, Request

 router = APIRouter()
 KEY = os.environ["HOOK_KEY"].encode()


 @router.post("/hooks/payments")
 async def payment(request: Request):
     body = await request.body()
!    expected = hashlib.sha1(KEY + body).hexdigest()
+    expected = hmac.new(KEY, body, hashlib.sha256).hexdigest()
     given = request.headers.get("x-signature", "")
     if not hmac.compare_digest(expected, given):
         raise HTTPException(403)
     return {"received": len(body)}
`,
  },
  {
    name: 'response-cache',
    languageId: 'python',
    text: `
 import hashlib
 import json
 from pathlib import Path

 CACHE = Path(".cache/responses")


-def token_for(user: dict, secret: str) -> str:
-    """A token by which the user stays signed in."""
-    text = json.dumps({"id": user["id"], "secret": secret}, sort_keys=True)
!    return hashlib.md5(text.encode()).hexdigest()
+def name_for(user: dict, url: str) -> str:
+    """The name of the file in which a user's response is kept."""
+    text = json.dumps({"id": user["id"], "url": url}, sort_keys=True)
+    return hashlib.md5(text.encode()).hexdigest()


 def cached(name: str) -> str | None:
     file = CACHE / name
     return file.read_text() if file.exists() else None
`,
  },
])
