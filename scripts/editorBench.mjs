// Installs what the editor tests drive into .cache/editor-bench: code-server, which is the whole VS Code workbench on a web page, and
// the Node that it asks for. Chromium comes from the system. Needs a C++ compiler, Python and libkrb5-dev for one native module.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { root } from './setup.mjs'

const versions = { node: '24.21.0', 'code-server': '4.139.1' }
const bench = join(root, '.cache', 'editor-bench')
const stamp = join(bench, 'versions.json')
const wanted = JSON.stringify(versions)

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
  console.error('The editor bench is installed.')
} else {
  rmSync(bench, { recursive: true, force: true })
  install('node24', `node@${versions.node}`)
  const node = join(bench, 'node24', 'node_modules', 'node', 'bin')
  // The native module is compiled for that Node, with the headers that its package brings: nothing else is downloaded.
  const headers = join(bench, 'node24', 'node_modules', 'node', 'node_modules', `node-${process.platform}-${process.arch}`)
  const flatHeaders = join(bench, 'node24', 'node_modules', `node-${process.platform}-${process.arch}`)
  install('code-server', `code-server@${versions['code-server']}`, ['--legacy-peer-deps'], {
    PATH: `${node}${delimiter}${process.env.PATH}`,
    npm_config_nodedir: existsSync(headers) ? headers : flatHeaders,
  })
  writeFileSync(stamp, wanted)
  console.error(`The editor bench is in ${bench}.`)
}

function install(folder, name, options = [], environment = {}) {
  const prefix = join(bench, folder)
  mkdirSync(prefix, { recursive: true })
  // Without it npm would look for a project further up and find Latent's.
  writeFileSync(join(prefix, 'package.json'), '{ "private": true }\n')
  console.error(`Installing ${name} …`)
  const npm = join(dirname(process.execPath), 'npm')
  const { status, error } = spawnSync(existsSync(npm) ? npm : 'npm', ['install', '--no-audit', '--no-fund', ...options, name], {
    cwd: prefix,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 2, 2],
  })
  if (status === 0) return
  rmSync(bench, { recursive: true, force: true })
  console.error(`${name} could not be installed${error ? ` (${error.message})` : ''}; the lines above say why.`)
  process.exit(1)
}
