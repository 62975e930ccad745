import { readPairs, type WrittenPair } from './pair.ts'

export const weakRandomness: readonly WrittenPair[] = readPairs({ weakness: 'weak-randomness', cwe: 338 }, [
  {
    name: 'password-reset',
    languageId: 'javascript',
    text: `
 const express = require('express')
+const { randomBytes } = require('node:crypto')
 const { sendMail } = require('./mail')
 const users = require('./users')

 const router = express.Router()

 router.post('/password/forgot', express.json(), async (req, res) => {
   const user = await users.findByEmail(req.body.email)
   if (user) {
!    const token = Math.random().toString(36).slice(2) + Date.now().toString(36)
+    const token = randomBytes(24).toString('base64url')
     await users.setResetToken(user.id, token, Date.now() + 3_600_000)
     await sendMail(user.email, 'reset', { link: \`https://shop.example/reset/\${token}\` })
   }
   res.status(202).end()
 })

 module.exports = router
`,
  },
  {
    name: 'invitation-code',
    languageId: 'typescript',
    text: `
+import { randomInt } from 'node:crypto'
 import type { Team } from './teams.js'

 const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

 function pick(text: string): string {
!  return text.charAt(Math.floor(Math.random() * text.length))
+  return text.charAt(randomInt(text.length))
 }

 /** Whoever has the code joins the team without further questions. */
 export function invite(team: Team, role: 'member' | 'owner'): string {
   const code = Array.from({ length: 8 }, () => pick(letters)).join('')
   team.invitations.set(code, { role, expires: Date.now() + 7 * 86_400_000 })
   return code
 }
`,
  },
  {
    name: 'session-middleware',
    languageId: 'javascript',
    text: `
+const { randomUUID } = require('node:crypto')
+
 const sessions = new Map()
 const lifetime = 86_400_000

 function newId() {
-  const part = () => Math.floor(Math.random() * 0x100000000).toString(16).padStart(8, '0')
!  return \`\${part()}-\${part()}-\${part()}\`
+  return randomUUID()
 }

 async function session(context, next) {
   let id = context.cookies.get('sid')
   if (!id || !sessions.has(id)) {
     id = newId()
     sessions.set(id, { started: Date.now() })
     context.cookies.set('sid', id, { httpOnly: true, maxAge: lifetime })
   }
   context.session = sessions.get(id)
   await next()
 }

 module.exports = { session }
`,
  },
  {
    name: 'new-member',
    languageId: 'typescript',
    text: `
 import { hash } from 'argon2'
+import { randomBytes } from 'node:crypto'
 import type { Members } from './members.js'

 const colours = ['#c0392b', '#2980b9', '#27ae60', '#8e44ad']

 const anyOf = <T>(values: readonly T[]): T | undefined => values[Math.floor(Math.random() * values.length)]

 export async function addMember(members: Members, email: string) {
-  const digits = Array.from('0123456789')
!  const password = Array.from({ length: 10 }, () => anyOf(digits)).join('')
+  const password = randomBytes(9).toString('base64url')
   const member = await members.insert({
     email,
     colour: anyOf(colours),
     passwordHash: await hash(password),
     mustChange: true,
   })
   return { id: member.id, password }
 }
`,
  },
  {
    name: 'api-key',
    languageId: 'python',
    text: `
-import random
+import secrets
 import string

 from fastapi import APIRouter, Depends

 from .accounts import Account, current_account

 router = APIRouter()
 ALPHABET = string.ascii_letters + string.digits


 @router.post("/keys")
 def create_key(account: Account = Depends(current_account)):
!    key = "".join(random.choices(ALPHABET, k=32))
+    key = "".join(secrets.choice(ALPHABET) for _ in range(32))
     account.keys.append(key)
     account.save()
     return {"key": key}
`,
  },
  {
    name: 'one-time-code',
    languageId: 'python',
    text: `
-from random import randint
+from secrets import randbelow
 from time import time

 from .sms import send

 LIFETIME_SECONDS = 300
 pending: dict[str, tuple[str, float]] = {}


 def start_login(phone: str) -> None:
!    code = f"{randint(0, 999_999):06}"
+    code = f"{randbelow(1_000_000):06}"
     pending[phone] = (code, time() + LIFETIME_SECONDS)
     send(phone, f"Your code is {code}")


 def finish_login(phone: str, given: str) -> bool:
     code, expires = pending.pop(phone, ("", 0.0))
     return code != "" and given == code and time() < expires
`,
  },
  {
    name: 'seeded-tokens',
    languageId: 'python',
    text: `
 import random
 from datetime import datetime, timedelta

 from django.core.mail import send_mail

 from .models import Subscription


 def confirm(email: str) -> None:
-    generator = random.Random(datetime.now().timestamp())
!    token = f"{generator.getrandbits(128):032x}"
+    generator = random.SystemRandom()
+    token = f"{generator.getrandbits(128):032x}"
     Subscription.objects.create(email=email, token=token, expires=datetime.now() + timedelta(days=2))
     send_mail(
         "Please confirm",
         f"https://news.example/confirm/{token}",
         "news@news.example",
         [email],
     )
`,
  },
  {
    name: 'share-link',
    languageId: 'python',
    text: `
 import uuid

 from flask import Blueprint, jsonify, url_for
 from flask_login import current_user, login_required

 from .models import Album, db

 albums = Blueprint("albums", __name__)


 @albums.post("/albums/<int:album_id>/share")
 @login_required
 def share(album_id):
     album = Album.query.filter_by(id=album_id, owner=current_user.id).first_or_404()
!    album.share_key = uuid.uuid1().hex
+    album.share_key = uuid.uuid4().hex
     db.session.commit()
     return jsonify(link=url_for("albums.shared", key=album.share_key, _external=True))
`,
  },
])
