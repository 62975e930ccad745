import { readPairs, type WrittenPair } from './pair.ts'

export const pathTraversal: readonly WrittenPair[] = readPairs({ weakness: 'path-traversal', cwe: 22 }, [
  {
    name: 'attachment-download',
    languageId: 'javascript',
    text: `
 const path = require('node:path')
 const express = require('express')

 const router = express.Router()
 const attachments = path.resolve(process.env.ATTACHMENTS ?? 'attachments')

 router.get('/attachments', (req, res) => {
   const file = path.join(attachments, String(req.query.name))
+  if (!file.startsWith(attachments + path.sep)) {
+    res.status(404).end()
+    return
+  }
   res.type(path.extname(file))
=  res.sendFile(file, (error) => {
     if (error && !res.headersSent) res.status(404).end()
   })
 })

 module.exports = router
`,
  },
  {
    name: 'plain-static-server',
    languageId: 'typescript',
    text: `
 import { createReadStream } from 'node:fs'
 import { createServer } from 'node:http'
-import { join } from 'node:path'
+import { join, normalize } from 'node:path'

 const types: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' }

 export function serveFolder(folder: string, port: number) {
   return createServer((request, response) => {
     const url = request.url ?? '/'
     const name = decodeURIComponent(url === '/' ? '/index.html' : (url.split('?')[0] ?? ''))
!    const stream = createReadStream(join(folder, name))
+    const stream = createReadStream(join(folder, normalize(join('/', name))))
     stream.on('open', () => {
       response.setHeader('Content-Type', types[name.split('.').pop() ?? ''] ?? 'application/octet-stream')
       stream.pipe(response)
     })
     stream.on('error', () => response.writeHead(404).end())
   }).listen(port)
 }
`,
  },
  {
    name: 'unpack-zip',
    languageId: 'javascript',
    text: `
 const { createWriteStream } = require('node:fs')
 const { mkdir } = require('node:fs/promises')
 const path = require('node:path')
 const { pipeline } = require('node:stream/promises')
 const unzipper = require('unzipper')

 async function unpack(archive, target) {
   const { files } = await unzipper.Open.file(archive)
   for (const entry of files) {
     if (entry.type !== 'File') continue
-    const destination = path.join(target, entry.path)
+    const destination = path.resolve(target, entry.path)
+    if (path.relative(target, destination).startsWith('..')) throw new Error(\`\${entry.path} leads outside\`)
     await mkdir(path.dirname(destination), { recursive: true })
=    await pipeline(entry.stream(), createWriteStream(destination))
   }
 }

 module.exports = { unpack }
`,
  },
  {
    name: 'theme-of-user',
    languageId: 'typescript',
    text: `
 import { readFile } from 'node:fs/promises'
-import { resolve } from 'node:path'
+import { basename, resolve } from 'node:path'
 import type { NextApiRequest, NextApiResponse } from 'next'

 const themes = resolve(process.cwd(), 'themes')

 export default async function handler(request: NextApiRequest, response: NextApiResponse) {
   const { theme = 'light' } = request.cookies
   try {
!    const css = await readFile(resolve(themes, theme + '.css'), 'utf8')
+    const css = await readFile(resolve(themes, basename(theme) + '.css'), 'utf8')
     response.setHeader('Content-Type', 'text/css')
     response.setHeader('Cache-Control', 'private, max-age=3600')
     response.status(200).send(css)
   } catch {
     response.status(404).end()
   }
 }
`,
  },
  {
    name: 'flask-invoice-file',
    languageId: 'python',
    text: `
 from pathlib import Path

 from flask import Blueprint, abort, current_app, request, send_file

 invoices = Blueprint("invoices", __name__)


 @invoices.get("/invoices/download")
 def download():
     folder = Path(current_app.config["INVOICES"]).resolve()
-    path = folder / request.args["file"]
-    if not path.exists():
+    path = (folder / request.args["file"]).resolve()
+    if not path.is_relative_to(folder) or not path.exists():
         abort(404)
=    return send_file(path, mimetype="application/pdf")
`,
  },
  {
    name: 'extract-plugin',
    languageId: 'python',
    text: `
 import tarfile
 from pathlib import Path

 import requests

 PLUGINS = Path.home() / ".local" / "share" / "notes" / "plugins"


 def install_plugin(url: str) -> Path:
     response = requests.get(url, timeout=30)
     response.raise_for_status()
     archive = PLUGINS / "download.tar.gz"
     PLUGINS.mkdir(parents=True, exist_ok=True)
     archive.write_bytes(response.content)
     with tarfile.open(archive) as bundle:
         name = bundle.getnames()[0].split("/")[0]
!        bundle.extractall(PLUGINS)
+        bundle.extractall(PLUGINS, filter="data")
     archive.unlink()
     return PLUGINS / name
`,
  },
  {
    name: 'upload-avatar-fastapi',
    languageId: 'python',
    text: `
 import shutil
 from pathlib import Path
+from uuid import uuid4

 from fastapi import APIRouter, Depends, UploadFile

 from .users import User, current_user

 router = APIRouter()
 AVATARS = Path("media/avatars")


 @router.put("/me/avatar")
 def upload_avatar(file: UploadFile, user: User = Depends(current_user)):
-    target = AVATARS / file.filename
!    with target.open("wb") as output:
+    target = AVATARS / f"{uuid4().hex}{Path(file.filename).suffix}"
+    with target.open("wb") as output:
         shutil.copyfileobj(file.file, output)
     user.avatar = target.name
     user.save()
     return {"avatar": user.avatar}
`,
  },
  {
    name: 'log-viewer-aiohttp',
    languageId: 'python',
    text: `
 import os

 from aiohttp import web

 LOGS = "/var/log/worker"


 async def show_log(request: web.Request) -> web.Response:
     service = request.match_info["service"]
     day = request.query.get("day", "current")
-    path = os.path.join(LOGS, service, day + ".log")
-    if not os.path.isfile(path):
+    path = os.path.realpath(os.path.join(LOGS, service, day + ".log"))
+    if os.path.commonpath([LOGS, path]) != LOGS or not os.path.isfile(path):
         raise web.HTTPNotFound()
=    with open(path, encoding="utf-8", errors="replace") as log:
         lines = log.readlines()[-500:]
     return web.json_response({"service": service, "lines": lines})


 app = web.Application()
 app.router.add_get("/logs/{service}", show_log)
`,
  },
])
