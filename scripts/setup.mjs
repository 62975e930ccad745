// Set-up shared by `npm run demo` and `npm test`: dependencies, bundles and the starter model, each only when missing or stale.
// Node's built-ins alone, because a fresh clone has nothing else yet. All it says goes to stderr.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const minimumNode = 20
/** How often a step that prints nothing itself says that it still works. */
const stillWorkingMs = 15_000

/** Digests kept beside what they describe, so that removing the folder removes the memory of it. */
const lockStamp = join(root, 'node_modules', '.latent-lock')
const sourceStamp = join(root, 'dist', '.latent-sources')

/**
 * Brings the checkout into a state in which the built programs run. `model` also fetches the starter model.
 * A step that fails ends the process with 1 after one line that names it.
 */
export async function setUp({ model }) {
  checkNode()
  await install()
  await build()
  if (model) await step('Getting the starter model', process.execPath, ['dist/cli.js', 'models', 'pull', 'starter'])
}

/** Runs a program in the repository, its output on stderr unless `stdio` says otherwise. Resolves with the exit code. */
export function run(command, args, { stdio = ['ignore', 2, 2], env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio, env })
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)))
  })
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= minimumNode) return
  fail(`Latent needs Node ${minimumNode} or newer; this is Node ${process.versions.node}. Get a newer one and run this again.`)
}

async function install() {
  const wanted = digest([join(root, 'package-lock.json')])
  if (readStamp(lockStamp) === wanted) return
  // `npm run` names its own npm, which spares looking for npm.cmd on Windows.
  const npm = process.env.npm_execpath
  const [command, args] = npm === undefined ? ['npm', []] : [process.execPath, [npm]]
  await step('Installing the dependencies from package-lock.json', command, [...args, 'ci', '--no-audit', '--no-fund'])
  writeFileSync(lockStamp, wanted)
}

async function build() {
  const sources = ['server', 'client'].flatMap((folder) => filesIn(join(root, folder)))
  const wanted = digest([
    join(root, 'esbuild.mjs'),
    join(root, 'scripts', 'bundling.mjs'),
    join(root, 'package-lock.json'),
    ...sources,
  ])
  if (readStamp(sourceStamp) === wanted) return
  await step('Building', process.execPath, ['esbuild.mjs'])
  writeFileSync(sourceStamp, wanted)
}

async function step(what, command, args) {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  console.error(`${what} …`)
  const sign = setInterval(() => console.error(`${what}: still working (${seconds()} s)`), stillWorkingMs)
  try {
    const code = await run(command, args)
    if (code !== 0) fail(`${what} failed (exit code ${code}); the lines above say why.`)
  } catch (error) {
    fail(`${what} failed: ${error.message}`)
  } finally {
    clearInterval(sign)
  }
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

function digest(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function fail(line) {
  console.error(line)
  process.exit(1)
}
