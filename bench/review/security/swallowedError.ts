import { readPairs, type WrittenPair } from './pair.ts'

export const swallowedError: readonly WrittenPair[] = readPairs({ weakness: 'swallowed-error' }, [
  {
    name: 'save-draft',
    languageId: 'javascript',
    text: `
 const express = require('express')
 const drafts = require('./drafts')

 const router = express.Router()

-router.put('/drafts/:id', express.json(), async (req, res) => {
+router.put('/drafts/:id', express.json(), async (req, res, next) => {
   const { title, body } = req.body
   try {
     await drafts.update(req.params.id, { title, body, changed: new Date() })
!  } catch {}
-  res.json({ saved: true })
+    res.json({ saved: true })
+  } catch (error) {
+    next(error)
+  }
 })

 router.get('/drafts/:id', async (req, res) => {
   const draft = await drafts.find(req.params.id)
   res.status(draft ? 200 : 404).json(draft ?? { error: 'no such draft' })
 })

 module.exports = router
`,
  },
  {
    name: 'charge-card',
    languageId: 'typescript',
    text: `
 import type { Order, Payments } from './payments.js'

 export async function checkout(order: Order, payments: Payments): Promise<'paid' | 'declined'> {
   const result = await payments
     .charge({ amount: order.total, currency: order.currency, source: order.card })
!    .catch(() => undefined)
+    .catch((cause) => {
+      throw new Error(\`Order \${order.id} could not be charged\`, { cause })
+    })
   if (result?.status === 'declined') return 'declined'
   order.paid = true
   await order.save()
   return 'paid'
 }
`,
  },
  {
    name: 'migrate-config',
    languageId: 'javascript',
    text: `
 const fs = require('node:fs')

 function readConfig(file) {
   try {
     return JSON.parse(fs.readFileSync(file, 'utf8'))
   } catch (error) {
-    return {}
+    if (error.code === 'ENOENT') return {}
+    throw new Error(\`\${file}: \${error.message}\`, { cause: error })
   }
 }

 function setOption(file, name, value) {
=  const config = readConfig(file)
   config[name] = value
   fs.writeFileSync(file, JSON.stringify(config, null, 2))
   return config
 }

 module.exports = { readConfig, setOption }
`,
  },
  {
    name: 'sync-all',
    languageId: 'typescript',
    text: `
 import type { Account, Remote } from './remote.js'

 interface Outcome {
   readonly synchronised: number
+  readonly failed: readonly { readonly id: string; readonly reason: unknown }[]
 }

 export async function syncAll(accounts: readonly Account[], remote: Remote): Promise<Outcome> {
   const results = await Promise.allSettled(accounts.map((account) => remote.push(account)))
+  const failed = results.flatMap((result, index) =>
+    result.status === 'rejected' ? [{ id: accounts[index]?.id ?? '', reason: result.reason }] : [],
+  )
   for (const account of accounts) account.lastSync = new Date()
!  return { synchronised: results.length }
+  return { synchronised: results.length - failed.length, failed }
 }
`,
  },
  {
    name: 'nightly-backup',
    languageId: 'python',
    text: `
+import logging
 import shutil
 from pathlib import Path

 from .storage import upload

+log = logging.getLogger(__name__)
+

 def backup(folders: list[Path], bucket: str) -> bool:
+    complete = True
     for folder in folders:
         archive = shutil.make_archive(f"/tmp/{folder.name}", "gztar", folder)
         try:
             upload(bucket, archive)
=        except Exception:
-            pass
+            log.exception("%s was not uploaded", archive)
+            complete = False
         finally:
             Path(archive).unlink()
-    return True
+    return complete
`,
  },
  {
    name: 'signature-check',
    languageId: 'python',
    text: `
 import json

 import jwt
-from flask import Blueprint, request
+from flask import Blueprint, abort, request

 hooks = Blueprint("hooks", __name__)


 @hooks.post("/hooks/<name>")
 def receive(name):
     token = request.headers.get("Authorization", "").removeprefix("Bearer ")
     claims = {}
     try:
         claims = jwt.decode(token, hooks.key, algorithms=["HS256"])
=    except jwt.InvalidTokenError:
-        pass
+        abort(401)
     event = json.loads(request.data)
     hooks.handlers[name](event, sender=claims.get("sub", "unknown"))
     return "", 204
`,
  },
  {
    name: 'parse-measurements',
    languageId: 'python',
    text: `
 from collections.abc import Iterable


 def read_measurements(lines: Iterable[str]) -> list[tuple[str, float]]:
     """Name and value of each line; blank lines are left out."""
     measurements = []
-    for line in lines:
+    for number, line in enumerate(lines, start=1):
         if not line.strip():
             continue
         try:
             name, value = line.split(",")
             measurements.append((name.strip(), float(value)))
!        except:
-            continue
+        except ValueError as error:
+            raise ValueError(f"line {number}: {error}") from error
     return measurements
`,
  },
  {
    name: 'remove-temporary',
    languageId: 'python',
    text: `
 from contextlib import suppress
 from pathlib import Path

 from django.db import DatabaseError

 from .models import Export


 def finish(export: Export, rows: list[dict]) -> None:
     target = Path(export.path)
     draft = target.with_suffix(".part")
!    with suppress(DatabaseError, OSError):
-        Export.write_rows(draft, rows)
-        draft.rename(target)
-        export.state = "done"
-        export.save()
-    draft.unlink(missing_ok=True)
+    try:
+        Export.write_rows(draft, rows)
+        draft.rename(target)
+        export.state = "done"
+        export.save()
+    except DatabaseError as error:
+        raise RuntimeError(f"export {export.pk} stays unfinished") from error
+    finally:
+        with suppress(FileNotFoundError):
+            draft.unlink()
`,
  },
])
