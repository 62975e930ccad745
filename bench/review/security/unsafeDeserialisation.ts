import { readPairs, type WrittenPair } from './pair.ts'

export const unsafeDeserialisation: readonly WrittenPair[] = readPairs({ weakness: 'unsafe-deserialisation', cwe: 502 }, [
  {
    name: 'preferences-cookie',
    languageId: 'javascript',
    text: `
 const express = require('express')
-const { unserialize } = require('node-serialize')

 const router = express.Router()

 router.use((req, res, next) => {
   const { preferences } = req.cookies
   if (!preferences) return next()
   const text = Buffer.from(preferences, 'base64').toString('utf8')
   try {
!    req.preferences = unserialize(text)
+    req.preferences = JSON.parse(text)
   } catch {
     res.clearCookie('preferences')
   }
   next()
 })

 router.get('/theme', (req, res) => res.json({ theme: req.preferences?.theme ?? 'light' }))

 module.exports = router
`,
  },
  {
    name: 'front-matter',
    languageId: 'typescript',
    text: `
-import { DEFAULT_SCHEMA, load } from 'js-yaml'
-import { all } from 'js-yaml-js-types'
+import { load } from 'js-yaml'

 interface Page {
   readonly data: Readonly<Record<string, unknown>>
   readonly body: string
 }

 const fence = '---\\n'

 export function readPage(text: string): Page {
   const end = text.indexOf(\`\\n\${fence}\`, fence.length)
   if (!text.startsWith(fence) || end === -1) return { data: {}, body: text }
   const head = text.slice(fence.length, end + 1)
!  const data = load(head, { schema: DEFAULT_SCHEMA.extend(all) }) as Record<string, unknown>
+  const data = load(head) as Record<string, unknown>
   return { data, body: text.slice(end + 1 + fence.length) }
 }
`,
  },
  {
    name: 'job-queue-worker',
    languageId: 'javascript',
    text: `
 const { createClient } = require('redis')
-const serialize = require('serialize-to-js')
 const handlers = require('./handlers')

 async function work(queue, signal) {
   const client = createClient({ url: process.env.REDIS_URL })
   await client.connect()
   while (!signal.aborted) {
     const taken = await client.blPop(queue, 5)
     if (taken === null) continue
!    const { kind, payload } = serialize.deserialize(taken.element)
+    const { kind, payload } = JSON.parse(taken.element)
     const handler = handlers[kind]
     if (handler) await handler(payload)
     else console.warn('no handler for', kind)
   }
   await client.quit()
 }

 module.exports = { work }
`,
  },
  {
    name: 'bson-upload',
    languageId: 'typescript',
    text: `
 import { deserialize, serialize } from 'bson'
 import type { FastifyInstance } from 'fastify'
 import type { Drawings } from './drawings.js'

 export function drawingRoutes(app: FastifyInstance, drawings: Drawings): void {
   app.addContentTypeParser('application/bson', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

   app.post('/drawings', async (request, reply) => {
!    const drawing = deserialize(request.body as Buffer, { evalFunctions: true, promoteBuffers: true })
+    const drawing = deserialize(request.body as Buffer, { promoteBuffers: true })
     const id = await drawings.insert({ title: drawing.title, strokes: drawing.strokes })
     return reply.code(201).send({ id })
   })

   app.get<{ Params: { id: string } }>('/drawings/:id', async (request, reply) => {
     const drawing = await drawings.find(request.params.id)
     return reply.type('application/bson').send(serialize(drawing))
   })
 }
`,
  },
  {
    name: 'cart-from-cookie',
    languageId: 'python',
    text: `
 import base64
-import pickle
+import json

 from flask import Blueprint, jsonify, request

 carts = Blueprint("carts", __name__)


 def current_cart() -> dict[str, int]:
     raw = request.cookies.get("cart")
     if raw is None:
         return {}
     data = base64.urlsafe_b64decode(raw)
!    return pickle.loads(data)
+    return json.loads(data)


 @carts.get("/cart")
 def show_cart():
     return jsonify(current_cart())
`,
  },
  {
    name: 'pipeline-definition',
    languageId: 'python',
    text: `
 from pathlib import Path

 import click
 import yaml


 def load_pipeline(path: Path) -> list[dict]:
     with path.open(encoding="utf-8") as file:
!        document = yaml.load(file, Loader=yaml.Loader)
+        document = yaml.load(file, Loader=yaml.SafeLoader)
     return document.get("steps", [])


 @click.command()
 @click.argument("path", type=click.Path(exists=True, path_type=Path))
 def steps(path: Path) -> None:
     for number, step in enumerate(load_pipeline(path), start=1):
         click.echo(f"{number}. {step['name']}")
`,
  },
  {
    name: 'model-weights',
    languageId: 'python',
    text: `
 from pathlib import Path

 import httpx
 import torch

 from .network import Classifier

 CACHE = Path.home() / ".cache" / "classifier"


 def load_classifier(url: str) -> Classifier:
     file = CACHE / url.rsplit("/", 1)[-1]
     if not file.exists():
         CACHE.mkdir(parents=True, exist_ok=True)
         file.write_bytes(httpx.get(url, follow_redirects=True).content)
     network = Classifier()
!    network.load_state_dict(torch.load(file, map_location="cpu", weights_only=False))
+    network.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
     return network.eval()
`,
  },
  {
    name: 'saved-search',
    languageId: 'python',
    text: `
-import jsonpickle
+import json
+
 from django.http import HttpResponseBadRequest, JsonResponse
 from django.views.decorators.http import require_POST

 from .models import SavedSearch


 @require_POST
 def import_searches(request):
     """Take in searches that were exported from another account."""
     try:
!        searches = jsonpickle.decode(request.body.decode())
+        searches = json.loads(request.body)
     except ValueError:
         return HttpResponseBadRequest("not an export")
     for search in searches:
         SavedSearch.objects.create(owner=request.user, name=search["name"], query=search["query"])
     return JsonResponse({"imported": len(searches)})
`,
  },
])
