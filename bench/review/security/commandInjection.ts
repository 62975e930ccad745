import { readPairs, type WrittenPair } from './pair.ts'

export const commandInjection: readonly WrittenPair[] = readPairs({ weakness: 'command-injection', cwe: 78 }, [
  {
    name: 'thumbnail-with-convert',
    languageId: 'javascript',
    text: `
-const { exec } = require('node:child_process')
+const { execFile } = require('node:child_process')
 const path = require('node:path')
 const express = require('express')

 const router = express.Router()
 const uploads = path.join(__dirname, 'uploads')

 router.post('/images/:id/thumbnail', (req, res, next) => {
   const { size = '200x200' } = req.body
   const source = path.join(uploads, \`\${Number(req.params.id)}.png\`)
   const target = source.replace('.png', '-thumb.png')
-  const command = \`convert \${source} -resize \${size} \${target}\`
!  exec(command, (error) => {
+  execFile('convert', [source, '-resize', size, target], (error) => {
     if (error) return next(error)
     res.status(201).json({ thumbnail: path.basename(target) })
   })
 })

 module.exports = router
`,
  },
  {
    name: 'git-log-of-author',
    languageId: 'typescript',
    text: `
-import { execSync } from 'node:child_process'
+import { spawnSync } from 'node:child_process'

 interface Commit {
   readonly hash: string
   readonly subject: string
 }

 export function commitsOf(repository: string, options: { author: string; since?: string }): Commit[] {
   const filters = [\`--author=\${options.author}\`]
   if (options.since) filters.push(\`--since=\${options.since}\`)
!  const log = execSync(\`git log --format=%h%x09%s \${filters.join(' ')}\`, { cwd: repository, encoding: 'utf8' })
+  const log = spawnSync('git', ['log', '--format=%h%x09%s', ...filters], { cwd: repository, encoding: 'utf8' }).stdout
   return log
     .split('\\n')
     .filter(Boolean)
     .map((line) => {
       const [hash = '', subject = ''] = line.split('\\t')
       return { hash, subject }
     })
 }
`,
  },
  {
    name: 'host-reachability',
    languageId: 'javascript',
    text: `
 const Fastify = require('fastify')
 const { promisify } = require('node:util')
-const run = promisify(require('node:child_process').exec)
+const { isIP } = require('node:net')
+const run = promisify(require('node:child_process').exec)

 const app = Fastify({ logger: true })

 app.get('/status/:host', async (request, reply) => {
   const { host } = request.params
-  if (!host || host.length > 253) return reply.code(400).send({ error: 'bad host' })
+  if (isIP(host) === 0) return reply.code(400).send({ error: 'bad host' })
   try {
=    const { stdout } = await run('ping -c 1 -W 2 ' + host)
     const time = /time=([\\d.]+)/.exec(stdout)
     return { reachable: true, milliseconds: time ? Number(time[1]) : null }
   } catch {
     return { reachable: false }
   }
 })

 module.exports = app
`,
  },
  {
    name: 'deploy-step-runner',
    languageId: 'typescript',
    text: `
 import { spawn } from 'node:child_process'
 import type { WebhookPayload } from './webhook.js'

 const scripts = { production: './deploy.sh', staging: './deploy-staging.sh' } as const

 export function deploy(payload: WebhookPayload, log: (line: string) => void): Promise<number> {
   const branch = payload.ref.replace('refs/heads/', '')
   const script = branch === 'main' ? scripts.production : scripts.staging
   return new Promise((resolve, reject) => {
!    const child = spawn(script, ['--branch', branch], { shell: true, cwd: '/srv/app' })
+    const child = spawn(script, ['--branch', branch], { shell: false, cwd: '/srv/app' })
     child.stdout.on('data', (chunk: Buffer) => log(chunk.toString()))
     child.on('error', reject)
     child.on('close', (code) => resolve(code ?? 1))
   })
 }
`,
  },
  {
    name: 'archive-of-folder',
    languageId: 'python',
    text: `
-import os
+import subprocess
 from datetime import date

 from flask import Blueprint, abort, current_app, request, send_file

 backups = Blueprint("backups", __name__)


 @backups.post("/backups")
 def create_backup():
     folder = request.form.get("folder")
     if not folder or folder.startswith(("/", "-")) or ".." in folder.split("/"):
         abort(400)
     root = current_app.config["DATA_ROOT"]
     target = f"/tmp/backup-{date.today().isoformat()}.tar.gz"
!    status = os.system("tar -czf %s -C %s %s" % (target, root, folder))
-    if status != 0:
-        abort(500)
+    done = subprocess.run(["tar", "-czf", target, "-C", root, "--", folder])
+    if done.returncode != 0:
+        abort(500)
     return send_file(target, as_attachment=True)
`,
  },
  {
    name: 'video-duration',
    languageId: 'python',
    text: `
+import shlex
 import subprocess
 from pathlib import Path


 def duration_seconds(video: Path) -> float:
     """Seconds of a video, as ffprobe tells them."""
     options = "-v error -show_entries format=duration -of csv=p=0"
-    line = f'ffprobe {options} "{video}"'
!    result = subprocess.run(line, shell=True, capture_output=True, text=True, check=True)
+    line = ["ffprobe", *shlex.split(options), str(video)]
+    result = subprocess.run(line, capture_output=True, text=True, check=True)
     return float(result.stdout.strip())


 def total(folder: Path) -> float:
     return sum(duration_seconds(video) for video in folder.glob("*.mp4"))
`,
  },
  {
    name: 'container-logs',
    languageId: 'python',
    text: `
 import asyncio
 import shlex

 from fastapi import APIRouter, HTTPException

 router = APIRouter(prefix="/containers")


 @router.get("/{name}/logs")
 async def logs(name: str, tail: int = 100, grep: str | None = None):
     command = f"docker logs --tail {tail} {shlex.quote(name)} 2>&1"
     if grep:
-        command += f" | grep -i '{grep}'"
+        command += f" | grep -i -e {shlex.quote(grep)}"
=    process = await asyncio.create_subprocess_shell(command, stdout=asyncio.subprocess.PIPE)
     output, _ = await process.communicate()
     if process.returncode not in (0, 1):
         raise HTTPException(502, "docker failed")
     return {"lines": output.decode(errors="replace").splitlines()}
`,
  },
  {
    name: 'disk-usage-report',
    languageId: 'python',
    text: `
 import subprocess

 import click

 REPORT = "df -h --output=source,pcent,target | sort -k2 -r"


 @click.command()
 @click.option("--mount", default=None, help="Only this mount point.")
 def report(mount: str | None) -> None:
     """Print file systems, the fullest first."""
-    command = REPORT if mount is None else f"{REPORT} | grep {mount}"
!    output = subprocess.check_output(command, shell=True, text=True)
+    output = subprocess.check_output(REPORT, shell=True, text=True)
     for line in output.splitlines():
+        if mount is not None and not line.endswith(mount):
+            continue
         click.echo(line)


 if __name__ == "__main__":
     report()
`,
  },
])
