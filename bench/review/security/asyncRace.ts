import { readPairs, type WrittenPair } from './pair.ts'

export const asyncRace: readonly WrittenPair[] = readPairs({ weakness: 'async-race', cwe: 362 }, [
  {
    name: 'wallet-withdraw',
    languageId: 'javascript',
    text: `
 const express = require('express')
 const pool = require('./pool')

 const router = express.Router()

 router.post('/wallet/withdraw', express.json(), async (req, res) => {
   const amount = Number(req.body.amount)
   if (!(amount > 0)) return res.status(400).json({ error: 'bad amount' })
-  const { rows } = await pool.query('SELECT balance FROM wallets WHERE user_id = $1', [req.user.id])
-  if (rows[0].balance < amount) return res.status(409).json({ error: 'insufficient funds' })
-  const balance = rows[0].balance - amount
!  await pool.query('UPDATE wallets SET balance = $2 WHERE user_id = $1', [req.user.id, balance])
+  const { rows } = await pool.query(
+    'UPDATE wallets SET balance = balance - $2 WHERE user_id = $1 AND balance >= $2 RETURNING balance',
+    [req.user.id, amount],
+  )
+  if (rows.length === 0) return res.status(409).json({ error: 'insufficient funds' })
+  const { balance } = rows[0]
   res.json({ balance })
 })

 module.exports = router
`,
  },
  {
    name: 'token-cache',
    languageId: 'typescript',
    text: `
 interface Token {
   readonly value: string
   readonly expires: number
 }

 export class TokenSource {
   #token: Token | undefined
+  #pending: Promise<Token> | undefined
   readonly #refresh: (old: Token | undefined) => Promise<Token>

   /** Each refresh uses up the former token. */
   constructor(refresh: (old: Token | undefined) => Promise<Token>) {
     this.#refresh = refresh
   }

   async current(): Promise<string> {
     if (this.#token === undefined || this.#token.expires < Date.now()) {
!      this.#token = await this.#refresh(this.#token)
+      this.#pending ??= this.#refresh(this.#token).finally(() => (this.#pending = undefined))
+      this.#token = await this.#pending
     }
     return this.#token.value
   }
 }
`,
  },
  {
    name: 'running-total',
    languageId: 'javascript',
    text: `
 const { getPrice } = require('./prices')

 async function basketTotal(items) {
   let total = 0
   const lines = []
   await Promise.all(
     items.map(async ({ sku, count }) => {
       lines.push(sku)
!      total += count * (await getPrice(sku))
+      const price = await getPrice(sku)
+      total += count * price
     }),
   )
   return { total, lines: lines.sort() }
 }

 module.exports = { basketTotal }
`,
  },
  {
    name: 'search-as-you-type',
    languageId: 'typescript',
    text: `
 import { render } from './results.js'

 interface Hit {
   readonly title: string
   readonly url: string
 }

 const input = document.querySelector<HTMLInputElement>('#search')
+let newest = 0

 async function search(term: string): Promise<readonly Hit[]> {
   const response = await fetch(\`/api/search?q=\${encodeURIComponent(term)}\`)
   return response.json()
 }

 input?.addEventListener('input', async () => {
-  const hits = await search(input.value)
!  render(hits)
+  const asked = ++newest
+  const hits = await search(input.value)
+  if (asked === newest) render(hits)
 })
`,
  },
  {
    name: 'seat-booking',
    languageId: 'python',
    text: `
+import asyncio
+
 from fastapi import APIRouter, HTTPException

 from .payments import charge

 router = APIRouter()
 free_seats: dict[str, int] = {"matinee": 80, "evening": 120}
+booking = asyncio.Lock()


 @router.post("/shows/{show}/bookings")
 async def book(show: str, seats: int, card: str):
-    if free_seats.get(show, 0) < seats:
-        raise HTTPException(409, "sold out")
-    payment = await charge(card, seats * 25)
!    free_seats[show] -= seats
+    async with booking:
+        if free_seats.get(show, 0) < seats:
+            raise HTTPException(409, "sold out")
+        payment = await charge(card, seats * 25)
+        free_seats[show] -= seats
     return {"payment": payment.id, "left": free_seats[show]}
`,
  },
  {
    name: 'redis-rate-limit',
    languageId: 'python',
    text: `
 from time import time

 from aiohttp import web
 from redis.asyncio import Redis

 LIMIT_PER_MINUTE = 60
 redis = Redis()


 @web.middleware
 async def limit(request: web.Request, handler):
     key = f"calls:{request.remote}:{int(time() // 60)}"
-    calls = int(await redis.get(key) or 0)
-    if calls >= LIMIT_PER_MINUTE:
+    calls = await redis.incr(key)
+    await redis.expire(key, 120)
+    if calls > LIMIT_PER_MINUTE:
         raise web.HTTPTooManyRequests()
!    await redis.set(key, calls + 1, ex=120)
     return await handler(request)
`,
  },
  {
    name: 'connection-once',
    languageId: 'python',
    text: `
 import asyncio

 import asyncpg


 class Database:
     def __init__(self, url: str) -> None:
         self._url = url
         self._pool: asyncpg.Pool | None = None
+        self._opening = asyncio.Lock()

     async def pool(self) -> asyncpg.Pool:
-        if self._pool is None:
!            self._pool = await asyncpg.create_pool(self._url)
+        async with self._opening:
+            if self._pool is None:
+                self._pool = await asyncpg.create_pool(self._url)
         return self._pool

     async def names(self, *tables: str) -> list[list[str]]:
         return await asyncio.gather(*(self._names(table) for table in tables))

     async def _names(self, table: str) -> list[str]:
         rows = await (await self.pool()).fetch("SELECT name FROM entries WHERE kind = $1", table)
         return [row["name"] for row in rows]
`,
  },
  {
    name: 'coupon-django',
    languageId: 'python',
    text: `
 from django.db import transaction
+from django.db.models import F
 from django.http import JsonResponse

 from .models import Coupon, Order


 def redeem(request, code):
     order = Order.objects.get(pk=request.POST["order"], customer=request.user)
     with transaction.atomic():
-        coupon = Coupon.objects.get(code=code)
-        if coupon.uses >= coupon.max_uses:
+        free = Coupon.objects.filter(code=code, uses__lt=F("max_uses"))
+        if free.update(uses=F("uses") + 1) == 0:
             return JsonResponse({"error": "used up"}, status=409)
-        coupon.uses += 1
!        coupon.save(update_fields=["uses"])
+        coupon = Coupon.objects.get(code=code)
         order.discount = coupon.percent
         order.save(update_fields=["discount"])
     return JsonResponse({"discount": order.discount})
`,
  },
])
