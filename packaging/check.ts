// `npm run package:check`: packs the extension for this machine and the command line twice, the second time as somebody elsewhere would (another
// time zone, language and umask), and compares them byte by byte. `--only cli` or `--only vsix` takes one of them.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { only } = parseArgs({ options: { only: { type: 'string' } } }).values
const programs = ['vsix', 'cli'].filter((name) => only === undefined || only === name)
const elsewhere = { TZ: 'Asia/Shanghai', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' }

const first = packed('out/check/first', {}, 0o022)
const second = packed('out/check/second', elsewhere, 0o077)
for (const [file, digest] of Object.entries(first)) {
  const same = second[file] === digest
  console.log(`${same ? 'the same bytes twice' : 'DIFFERENT'}: ${file} sha256:${digest}`)
  if (!same) process.exitCode = 1
}
if (process.exitCode !== 1) rmSync('out/check', { recursive: true, force: true })

/** SHA-256 of each package by its file's name. */
function packed(folder: string, env: NodeJS.ProcessEnv, umask: number): Readonly<Record<string, string>> {
  rmSync(folder, { recursive: true, force: true })
  const before = process.umask(umask)
  for (const program of programs) {
    const words = ['scripts/packaging.mjs', program, '--out', folder]
    execFileSync(process.execPath, words, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  process.umask(before)
  const files = readdirSync(folder).filter((name) => /\.(vsix|tgz)$/.test(name))
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )
}
