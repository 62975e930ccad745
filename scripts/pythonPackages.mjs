import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether `installPythonPackages` put exactly these packages there. */
function hasPythonPackages(folder, packages) {
  const stamp = stampOf(folder)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === JSON.stringify(packages)
}

/**
 * Brings packages of Python, with their versions, into a folder of their own by pip, once. Where that fails the folder is gone, and the process ends
 * with 1 after a line that says so. `options` are more options of pip.
 */
export function installPythonPackages(folder, packages, options = []) {
  if (hasPythonPackages(folder, packages)) return
  rmSync(folder, { recursive: true, force: true })
  console.error(`Installing ${packages.join(', ')} …`)
  const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '--root-user-action', 'ignore', '--disable-pip-version-check']
  const { status, error } = spawnSync('python3', [...install, '--target', folder, ...options, ...packages], {
    stdio: ['ignore', 2, 2],
  })
  if (status === 0) {
    writeFileSync(stampOf(folder), JSON.stringify(packages))
    return
  }
  rmSync(folder, { recursive: true, force: true })
  console.error(`They could not be installed${error ? ` (${error.message})` : ''}; the lines above say why.`)
  process.exit(1)
}

function stampOf(folder) {
  return join(folder, 'packages.json')
}
