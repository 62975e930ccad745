import { readPairs, type WrittenPair } from './pair.ts'

export const hardCodedCredentials: readonly WrittenPair[] = readPairs({ weakness: 'hard-coded-credentials', cwe: 798 }, [
  {
    name: 'database-pool',
    languageId: 'javascript',
    text: `
 const mysql = require('mysql2/promise')

 const pool = mysql.createPool({
   host: process.env.DB_HOST || 'localhost',
   user: 'orders',
!  password: 'Wq7!mellow-harbour',
+  password: process.env.DB_PASSWORD,
   database: 'orders',
   connectionLimit: 10,
 })

 async function orderById(id) {
   const [rows] = await pool.execute('SELECT * FROM orders WHERE id = ?', [id])
   return rows[0]
 }

 module.exports = { pool, orderById }
`,
  },
  {
    name: 'access-token',
    languageId: 'typescript',
    text: `
 import jwt from 'jsonwebtoken'
 import type { User } from './users.js'

 const settings = {
!  secret: 'c2hvcC1iYWNrZW5kLTIwMjE',
+  secret: process.env['JWT_SECRET'] ?? '',
   issuer: 'https://id.shop.example',
   lifetime: '15m',
 } as const

+if (settings.secret.length < 32) throw new Error('JWT_SECRET needs at least 32 characters')
+
 export function accessToken(user: User): string {
   const claims = { sub: String(user.id), roles: user.roles }
   return jwt.sign(claims, settings.secret, { issuer: settings.issuer, expiresIn: settings.lifetime })
 }

 export function readToken(token: string) {
   return jwt.verify(token, settings.secret, { issuer: settings.issuer })
 }
`,
  },
  {
    name: 'weather-client',
    languageId: 'javascript',
    text: `
 const endpoint = 'https://api.weather.example/v2/forecast'
 const headers = {
   Accept: 'application/json',
!  Authorization: 'Bearer 8f14e45fceea167a5a36dedd4bea2543',
+  Authorization: \`Bearer \${process.env.WEATHER_TOKEN}\`,
 }

 async function forecast(latitude, longitude) {
   const url = new URL(endpoint)
   url.searchParams.set('lat', latitude)
   url.searchParams.set('lon', longitude)
   const response = await fetch(url, { headers })
   if (!response.ok) throw new Error(\`forecast: \${response.status}\`)
   return response.json()
 }

 module.exports = { forecast }
`,
  },
  {
    name: 'admin-guard',
    languageId: 'typescript',
    text: `
 import type { FastifyReply, FastifyRequest } from 'fastify'
 import { timingSafeEqual } from 'node:crypto'

 const realm = 'Basic realm="Administration"'
+const password = process.env['ADMIN_PASSWORD']

 function same(a: string, b: string): boolean {
   return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
 }

 export async function administratorsOnly(request: FastifyRequest, reply: FastifyReply) {
   const [scheme, encoded = ''] = (request.headers.authorization ?? '').split(' ')
   const given = Buffer.from(encoded, 'base64').toString()
!  if (scheme === 'Basic' && same(given, 'admin:Tuesday-42-lanterns')) return
+  if (scheme === 'Basic' && password && same(given, \`admin:\${password}\`)) return
   return reply.header('WWW-Authenticate', realm).code(401).send()
 }
`,
  },
  {
    name: 'smtp-mailer',
    languageId: 'python',
    text: `
+import os
 import smtplib
 from email.message import EmailMessage


 def send_report(to: str, subject: str, body: str) -> None:
     message = EmailMessage()
     message["From"] = "reports@acme.example"
     message["To"] = to
     message["Subject"] = subject
     message.set_content(body)
     with smtplib.SMTP("mail.acme.example", 587) as server:
         server.starttls()
!        server.login("reports@acme.example", "gr4phite-Otter-19")
+        server.login("reports@acme.example", os.environ["SMTP_PASSWORD"])
         server.send_message(message)
`,
  },
  {
    name: 'django-settings',
    languageId: 'python',
    text: `
 import os
 from pathlib import Path

 BASE_DIR = Path(__file__).resolve().parent.parent
 DEBUG = os.environ.get("DEBUG") == "1"
 ALLOWED_HOSTS = ["shop.example"]
!SECRET_KEY = "n#2k9v!qz$w0x7c^u1m5e8r&t4y6b3p_l-j+h=g"
+SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]

 DATABASES = {
     "default": {
         "ENGINE": "django.db.backends.postgresql",
         "NAME": "shop",
         "USER": "shop",
         "PASSWORD": os.environ["DB_PASSWORD"],
         "HOST": os.environ.get("DB_HOST", "localhost"),
     }
 }
`,
  },
  {
    name: 'object-storage',
    languageId: 'python',
    text: `
+import os
 from functools import cache

 import boto3


 @cache
 def client():
     return boto3.client(
         "s3",
         endpoint_url="https://objects.acme.example",
         aws_access_key_id="media-writer",
!        aws_secret_access_key="Zk3xT9bQ1vR7nL5dW8sY2hJ6fG4cM0pA",
+        aws_secret_access_key=os.environ["MEDIA_SECRET_KEY"],
     )


 def store(key: str, data: bytes) -> str:
     client().put_object(Bucket="media", Key=key, Body=data)
     return f"https://objects.acme.example/media/{key}"
`,
  },
  {
    name: 'service-login',
    languageId: 'python',
    text: `
 import argparse
+import getpass

 import httpx


 def main() -> None:
     parser = argparse.ArgumentParser(description="Print the queue of the build service.")
     parser.add_argument("--user", default="ci")
!    parser.add_argument("--password", default="build-me-2019")
     arguments = parser.parse_args()
-    credentials = (arguments.user, arguments.password)
+    credentials = (arguments.user, getpass.getpass())
     response = httpx.get("https://build.acme.example/queue", auth=credentials)
     response.raise_for_status()
     for job in response.json()["jobs"]:
         print(job["id"], job["name"])


 main()
`,
  },
])
