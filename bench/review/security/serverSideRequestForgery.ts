import { readPairs, type WrittenPair } from './pair.ts'

export const serverSideRequestForgery: readonly WrittenPair[] = readPairs({ weakness: 'server-side-request-forgery', cwe: 918 }, [
  {
    name: 'link-preview',
    languageId: 'javascript',
    text: `
 const express = require('express')
 const { parse } = require('node-html-parser')
+const previewable = new Set(['news.example', 'blog.example', 'videos.example'])

 const router = express.Router()

 router.get('/preview', async (req, res, next) => {
   try {
     const url = new URL(String(req.query.url))
     if (url.protocol !== 'https:' && url.protocol !== 'http:') return res.status(400).end()
+    if (!previewable.has(url.host)) return res.status(400).end()
=    const page = await fetch(url, { redirect: 'error' })
     const root = parse(await page.text())
     res.json({ title: root.querySelector('title')?.text ?? url.host })
   } catch (error) {
     next(error)
   }
 })

 module.exports = router
`,
  },
  {
    name: 'avatar-import',
    languageId: 'typescript',
    text: `
 import axios from 'axios'
 import type { FastifyInstance } from 'fastify'
 import { storeAvatar } from './storage.js'

 interface ImportBody {
-  readonly imageUrl: string
+  readonly gravatar: string
 }

 export function avatarRoutes(app: FastifyInstance): void {
   app.post<{ Body: ImportBody }>('/me/avatar/import', async (request, reply) => {
-    const { imageUrl } = request.body
!    const image = await axios.get<ArrayBuffer>(imageUrl, { responseType: 'arraybuffer', timeout: 5000 })
+    const name = encodeURIComponent(request.body.gravatar)
+    const image = await axios.get<ArrayBuffer>(\`https://avatars.example/\${name}\`, { responseType: 'arraybuffer', timeout: 5000 })
     const id = await storeAvatar(Buffer.from(image.data))
     return reply.code(201).send({ id })
   })
 }
`,
  },
  {
    name: 'tenant-proxy',
    languageId: 'javascript',
    text: `
 const Router = require('@koa/router')
 const got = require('got')

 const router = new Router()
 const scheme = 'http'
+const regions = { eu: 'stats-eu.internal', us: 'stats-us.internal' }

 router.get('/stats/:region/:metric', async (context) => {
   const { region, metric } = context.params
-  const host = \`stats-\${region}\`
+  const host = Object.hasOwn(regions, region) ? regions[region] : regions.eu
   const path = encodeURIComponent(metric)
   const query = new URLSearchParams({ days: context.query.days ?? '7' })
-  const address = \`\${scheme}://\${context.query.host ?? host}/metrics/\${path}?\${query}\`
!  context.body = await got(address, { retry: { limit: 1 } }).json()
+  const address = \`\${scheme}://\${host}/metrics/\${path}?\${query}\`
+  context.body = await got(address, { retry: { limit: 1 } }).json()
 })

 module.exports = router
`,
  },
  {
    name: 'webhook-test',
    languageId: 'typescript',
    text: `
+import { isIP } from 'node:net'
 import { lookup } from 'node:dns/promises'
 import type { NextApiRequest, NextApiResponse } from 'next'
-import { signed } from '../../lib/hooks'
+import { fetchPinned, isPublic, signed } from '../../lib/hooks'

 export default async function handler(request: NextApiRequest, response: NextApiResponse) {
   const { endpoint, event } = request.body as { endpoint: string; event: string }
   const target = new URL(endpoint)
-  const { address } = await lookup(target.hostname).catch(() => ({ address: undefined }))
-  if (address === undefined) {
+  const { address } = await lookup(target.hostname).catch(() => ({ address: '' }))
+  if (isIP(address) === 0 || !isPublic(address)) {
     response.status(400).json({ error: 'unknown host' })
     return
   }
   const body = JSON.stringify({ event, sent: new Date().toISOString() })
!  const result = await fetch(target, { method: 'POST', body, headers: signed(body) })
+  const result = await fetchPinned(target, address, { method: 'POST', body, headers: signed(body) })
   response.status(200).json({ status: result.status })
 }
`,
  },
  {
    name: 'feed-reader',
    languageId: 'python',
    text: `
+from urllib.parse import urlsplit
+
 import feedparser
 import requests
 from flask import Blueprint, abort, request

 feeds = Blueprint("feeds", __name__)
+HOSTS = {"feeds.example", "podcasts.example"}


 @feeds.get("/feeds/items")
 def items():
     address = request.args.get("feed", "")
     if not address.startswith("https://"):
         abort(400)
+    if urlsplit(address).netloc not in HOSTS:
+        abort(400)
=    response = requests.get(address, timeout=10, allow_redirects=False)
     feed = feedparser.parse(response.content)
     return {"items": [entry.title for entry in feed.entries[:20]]}
`,
  },
  {
    name: 'pdf-from-page',
    languageId: 'python',
    text: `
 import httpx
 from fastapi import APIRouter, HTTPException, Response

 from .printing import html_to_pdf
 from .settings import SITE

 router = APIRouter()


 @router.get("/print")
 async def print_page(path: str):
+    if not path.startswith("/") or "@" in path:
+        raise HTTPException(400)
-    async with httpx.AsyncClient(timeout=15) as client:
!        page = await client.get(SITE.rstrip("/") + path)
+    async with httpx.AsyncClient(timeout=15, base_url=SITE) as client:
+        page = await client.get("/" + path.lstrip("/"))
     if page.status_code != 200:
         raise HTTPException(502)
     return Response(html_to_pdf(page.text), media_type="application/pdf")
`,
  },
  {
    name: 'django-geocode',
    languageId: 'python',
    text: `
 import json
 from urllib.parse import quote
 from urllib.request import urlopen

 from django.conf import settings
 from django.http import JsonResponse


 def geocode(request):
     address = request.GET.get("address", "")
-    provider = request.GET.get("provider", settings.GEOCODER)
+    provider = settings.GEOCODER
     url = f"{provider}/search?format=json&q={quote(address)}"
=    with urlopen(url, timeout=5) as response:
         places = json.load(response)
     if not places:
         return JsonResponse({"error": "not found"}, status=404)
     return JsonResponse({"latitude": places[0]["lat"], "longitude": places[0]["lon"]})
`,
  },
  {
    name: 'import-from-url',
    languageId: 'python',
    text: `
 import csv
 import io

 import aiohttp
 from aiohttp import web

+SOURCES = {"rates": "https://data.example/rates.csv", "codes": "https://data.example/codes.csv"}
+

 async def import_rows(request: web.Request) -> web.Response:
     form = await request.post()
-    source = str(form["source"]).strip()
+    source = SOURCES.get(str(form["source"]).strip())
     if not source:
         raise web.HTTPBadRequest(text="source is missing")
     async with aiohttp.ClientSession() as client:
=        async with client.get(source) as response:
             text = await response.text()
     rows = list(csv.DictReader(io.StringIO(text)))
     await request.app["tables"].insert(str(form["table"]), rows)
     return web.json_response({"rows": len(rows)})
`,
  },
])
