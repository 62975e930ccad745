import { readPairs, type WrittenPair } from './pair.ts'

export const resourceNotClosed: readonly WrittenPair[] = readPairs({ weakness: 'resource-not-closed', cwe: 404 }, [
  {
    name: 'pool-client',
    languageId: 'javascript',
    text: `
 const pool = require('./pool')

 async function reserve(seat, customer) {
=  const client = await pool.connect()
-  const { rows } = await client.query('SELECT holder FROM seats WHERE id = $1 FOR UPDATE', [seat])
-  if (rows[0]?.holder) return false
-  await client.query('UPDATE seats SET holder = $2 WHERE id = $1', [seat, customer])
-  client.release()
-  return true
+  try {
+    const { rows } = await client.query('SELECT holder FROM seats WHERE id = $1 FOR UPDATE', [seat])
+    if (rows[0]?.holder) return false
+    await client.query('UPDATE seats SET holder = $2 WHERE id = $1', [seat, customer])
+    return true
+  } finally {
+    client.release()
+  }
 }

 module.exports = { reserve }
`,
  },
  {
    name: 'file-header',
    languageId: 'typescript',
    text: `
 import { open } from 'node:fs/promises'

 const signatures: Readonly<Record<string, string>> = {
   '89504e47': 'image/png',
   '25504446': 'application/pdf',
   '504b0304': 'application/zip',
 }

 export async function typeOf(file: string): Promise<string> {
   const buffer = Buffer.alloc(4)
=  const handle = await open(file, 'r')
-  const { bytesRead } = await handle.read(buffer, 0, 4, 0)
-  if (bytesRead < 4) throw new Error(\`\${file} is too short\`)
-  await handle.close()
+  try {
+    const { bytesRead } = await handle.read(buffer, 0, 4, 0)
+    if (bytesRead < 4) throw new Error(\`\${file} is too short\`)
+  } finally {
+    await handle.close()
+  }
   return signatures[buffer.toString('hex')] ?? 'application/octet-stream'
 }
`,
  },
  {
    name: 'screenshot-service',
    languageId: 'javascript',
    text: `
 const puppeteer = require('puppeteer')
 const fastify = require('fastify')()

 fastify.get('/screenshot', async (request, reply) => {
   const { page: name = 'index' } = request.query
=  const browser = await puppeteer.launch({ headless: true })
-  const page = await browser.newPage()
-  await page.goto(\`http://localhost:3000/\${encodeURIComponent(name)}\`, { waitUntil: 'networkidle0' })
-  const image = await page.screenshot({ type: 'png' })
-  return reply.type('image/png').send(image)
+  try {
+    const page = await browser.newPage()
+    await page.goto(\`http://localhost:3000/\${encodeURIComponent(name)}\`, { waitUntil: 'networkidle0' })
+    const image = await page.screenshot({ type: 'png' })
+    return reply.type('image/png').send(image)
+  } finally {
+    await browser.close()
+  }
 })

 module.exports = fastify
`,
  },
  {
    name: 'price-stream',
    languageId: 'typescript',
    text: `
 import { EventEmitter } from 'node:events'
 import type { Request, Response } from 'express'

 interface Price {
   readonly symbol: string
   readonly value: number
 }

 export const market = new EventEmitter()

 export function prices(request: Request, response: Response): void {
   const { symbol } = request.params
   response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' })
   const send = (price: Price) => {
     if (price.symbol === symbol) response.write(\`data: \${price.value}\\n\\n\`)
   }
   const alive = setInterval(() => response.write(':\\n\\n'), 15_000)
=  market.on('price', send)
   request.on('close', () => {
     clearInterval(alive)
+    market.off('price', send)
     response.end()
   })
 }
`,
  },
  {
    name: 'merge-files',
    languageId: 'python',
    text: `
 from pathlib import Path

 import click


 @click.command()
 @click.argument("sources", nargs=-1, type=click.Path(exists=True, path_type=Path))
 @click.option("--output", required=True, type=click.Path(path_type=Path))
 def merge(sources: tuple[Path, ...], output: Path) -> None:
     """Write all files into one, in the order given."""
!    target = output.open("w", encoding="utf-8")
-    for source in sources:
-        text = source.read_text(encoding="utf-8")
-        target.write(text if text.endswith("\\n") else text + "\\n")
+    with output.open("w", encoding="utf-8") as target:
+        for source in sources:
+            text = source.read_text(encoding="utf-8")
+            target.write(text if text.endswith("\\n") else text + "\\n")
     click.echo(f"{len(sources)} files, {output.stat().st_size} bytes")
`,
  },
  {
    name: 'port-probe',
    languageId: 'python',
    text: `
 import socket
 from collections.abc import Iterable
+from contextlib import closing


 def answering(hosts: Iterable[str], port: int, timeout_seconds: float = 1.0) -> list[str]:
     """Those hosts that accept a connection."""
     found = []
     for host in hosts:
!        connection = socket.socket()
-        connection.settimeout(timeout_seconds)
         try:
-            connection.connect((host, port))
-            greeting = connection.recv(64)
+            with closing(socket.create_connection((host, port), timeout_seconds)) as connection:
+                greeting = connection.recv(64)
         except OSError:
             continue
         found.append(f"{host} {greeting.decode(errors='replace').strip()}")
     return found
`,
  },
  {
    name: 'stock-report',
    languageId: 'python',
    text: `
 import sqlite3
+from contextlib import closing
 from pathlib import Path

 DATABASE = Path("stock.db")


 def low_stock(limit: int) -> list[tuple[str, int]]:
!    with sqlite3.connect(DATABASE) as connection:
+    with closing(sqlite3.connect(DATABASE)) as connection:
         rows = connection.execute(
             "SELECT name, quantity FROM articles WHERE quantity < ? ORDER BY quantity",
             (limit,),
         )
         return rows.fetchall()


 def print_order(limit: int) -> None:
     for name, quantity in low_stock(limit):
         print(f"{name}: {limit - quantity}")
`,
  },
  {
    name: 'process-pool-hashes',
    languageId: 'python',
    text: `
 import hashlib
 from concurrent.futures import ProcessPoolExecutor
 from pathlib import Path


 def digest(path: Path) -> str:
     with path.open("rb") as file:
         return hashlib.file_digest(file, "sha256").hexdigest()


 class Catalogue:
     def __init__(self, folder: Path) -> None:
         self._files = sorted(folder.rglob("*.bin"))

     def digests(self) -> dict[str, str]:
!        pool = ProcessPoolExecutor()
-        names = [path.name for path in self._files]
-        return dict(zip(names, pool.map(digest, self._files)))
+        with ProcessPoolExecutor() as pool:
+            names = [path.name for path in self._files]
+            return dict(zip(names, pool.map(digest, self._files)))
`,
  },
])
