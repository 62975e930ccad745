import { readPairs, type WrittenPair } from './pair.ts'

export const unawaitedPromise: readonly WrittenPair[] = readPairs({ weakness: 'unawaited-promise' }, [
  {
    name: 'transfer-in-transaction',
    languageId: 'javascript',
    text: `
 const knex = require('./knex')

 async function transfer(from, to, amount) {
   await knex.transaction(async (trx) => {
     const account = await trx('accounts').where({ id: from }).forUpdate().first()
     if (account.balance < amount) throw new Error('insufficient funds')
     await trx('accounts').where({ id: from }).decrement('balance', amount)
!    creditAccount(trx, to, amount)
+    await creditAccount(trx, to, amount)
   })
   return { from, to, amount }
 }

 async function creditAccount(trx, id, amount) {
   const changed = await trx('accounts').where({ id }).increment('balance', amount)
   if (changed === 0) throw new Error(\`no account \${id}\`)
 }

 module.exports = { transfer }
`,
  },
  {
    name: 'remove-expired',
    languageId: 'typescript',
    text: `
 import { readdir, rm, stat } from 'node:fs/promises'
 import { join } from 'node:path'

 async function expired(file: string, lifetimeMs: number): Promise<boolean> {
   const { mtimeMs } = await stat(file)
   return Date.now() - mtimeMs > lifetimeMs
 }

 export async function removeExpired(folder: string, lifetimeMs: number): Promise<number> {
   let removed = 0
   for (const name of await readdir(folder)) {
     const file = join(folder, name)
!    if (!expired(file, lifetimeMs)) continue
+    if (!(await expired(file, lifetimeMs))) continue
     await rm(file)
     removed += 1
   }
   return removed
 }
`,
  },
  {
    name: 'import-contacts',
    languageId: 'javascript',
    text: `
 const { parse } = require('csv-parse/sync')
 const contacts = require('./contacts')

 async function importContacts(request, reply) {
   const rows = parse(await request.body.file.toBuffer(), { columns: true })
   let imported = 0
!  rows.forEach(async (row) => {
+  for (const row of rows) {
     const email = row.email.trim().toLowerCase()
-    if (await contacts.exists(email)) return
+    if (await contacts.exists(email)) continue
     await contacts.insert({ email, name: row.name })
     imported += 1
-  })
+  }
   return reply.code(201).send({ imported })
 }

 module.exports = { importContacts }
`,
  },
  {
    name: 'logout-everywhere',
    languageId: 'typescript',
    text: `
 import type { Request, Response } from 'express'
 import { audit } from './audit.js'
 import { sessions } from './sessions.js'

 export async function logoutEverywhere(request: Request, response: Response): Promise<void> {
   const user = request.session.user
   const own = await sessions.of(user.id)
   try {
!    own.map((session) => sessions.revoke(session.id))
+    await Promise.all(own.map((session) => sessions.revoke(session.id)))
     void audit.record('logout-everywhere', user.id)
     response.clearCookie('sid').status(204).end()
   } catch {
     response.status(503).json({ error: 'some sessions may still be open' })
   }
 }
`,
  },
  {
    name: 'notify-followers',
    languageId: 'python',
    text: `
 import httpx
 from fastapi import APIRouter

 from .store import followers_of, save_post

 router = APIRouter()


 async def notify(client: httpx.AsyncClient, inbox: str, post: dict) -> None:
     response = await client.post(inbox, json={"type": "Create", "object": post})
     response.raise_for_status()


 @router.post("/posts")
 async def publish(post: dict):
     saved = await save_post(post)
     async with httpx.AsyncClient() as client:
         for follower in await followers_of(saved["author"]):
!            notify(client, follower.inbox, saved)
+            await notify(client, follower.inbox, saved)
     return saved
`,
  },
  {
    name: 'permission-check',
    languageId: 'python',
    text: `
 from aiohttp import web

 from .database import documents


 async def may_edit(user: str, document: str) -> bool:
     row = await documents.find_one({"_id": document})
     return row is not None and user in row["editors"]


 async def save(request: web.Request) -> web.Response:
     document = request.match_info["id"]
     user = request["user"]
!    if not may_edit(user, document):
+    if not await may_edit(user, document):
         raise web.HTTPForbidden()
     body = await request.json()
     await documents.update_one({"_id": document}, {"$set": {"text": body["text"]}})
     return web.json_response({"saved": True})
`,
  },
  {
    name: 'worker-shutdown',
    languageId: 'python',
    text: `
 import asyncio


 class Worker:
     def __init__(self, queue: asyncio.Queue, sink) -> None:
         self._queue = queue
         self._sink = sink
         self._task: asyncio.Task | None = None

     def start(self) -> None:
         self._task = asyncio.create_task(self._run())

     async def _run(self) -> None:
         while True:
             item = await self._queue.get()
             await self._sink.write(item)
             self._queue.task_done()

     async def stop(self) -> None:
!        self._queue.join()
+        await self._queue.join()
         self._task.cancel()
`,
  },
  {
    name: 'pause-between-pages',
    languageId: 'python',
    text: `
 import asyncio

 import aiohttp


 async def all_pages(url: str, pause_seconds: float = 0.5) -> list[dict]:
     """Follow \`next\` links, not faster than the service allows."""
     rows: list[dict] = []
     async with aiohttp.ClientSession() as session:
         while url:
             async with session.get(url) as response:
                 page = await response.json()
             rows.extend(page["items"])
             url = page.get("next")
!            asyncio.sleep(pause_seconds)
+            await asyncio.sleep(pause_seconds)
     return rows
`,
  },
])
