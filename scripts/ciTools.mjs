// Installs the Python programs that tests run into .cache/ci-tools: pre-commit itself, check-jsonschema, which carries the published
// schemas of GitHub's and GitLab's definitions, and OpenAI's client, which asks `latent serve`. Needs Python 3 with pip.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

const packages = ['pre-commit==4.7.0', 'check-jsonschema==0.39.0', 'openai==3.57.0']
const folder = join(root, '.cache', 'ci-tools')
const stamp = join(folder, 'packages.json')
const wanted = JSON.stringify(packages)

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
  console.error('The CI tools are there.')
} else {
  rmSync(folder, { recursive: true, force: true })
  const install = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-input',
    '--root-user-action',
    'ignore',
    '--target',
    folder,
    ...packages,
  ]
  const { status, error } = spawnSync('python3', install, { stdio: ['ignore', 2, 2] })
  if (status === 0) {
    writeFileSync(stamp, wanted)
    console.error(`The CI tools are in ${folder}.`)
  } else {
    rmSync(folder, { recursive: true, force: true })
    console.error(`They could not be installed${error ? ` (${error.message})` : ''}; the lines above say why.`)
    process.exitCode = 1
  }
}
