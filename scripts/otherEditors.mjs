// Unpacks the editors that the tests in test/editors drive into .cache/other-editors, beside whatever is installed on the machine:
// Debian's packages with the C library that they were built for, because a system's own editors are often years old. Needs Debian's apt.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

/** Inline completions came with Neovim 0.12, which no stable Debian has; the other two are as Debian 13 has them. */
const editors = {
  nvim: {
    ...{ package: 'neovim', release: 'forky', program: 'usr/bin/nvim' },
    environment: { VIMRUNTIME: 'usr/share/nvim/runtime' },
  },
  hx: { package: 'hx', release: 'trixie', program: 'usr/bin/hx', environment: { HELIX_RUNTIME: 'usr/lib/hx/runtime' } },
  emacs: {
    ...{ package: 'emacs-nox', release: 'trixie', program: 'usr/bin/emacs-nox' },
    environment: {
      EMACSLOADPATH: 'usr/share/emacs/*/lisp',
      EMACSDATA: 'usr/share/emacs/*/etc',
      EMACSPATH: 'usr/libexec/emacs/*/*',
    },
    dump: 'usr/libexec/emacs/*/*/*.pdmp',
  },
}
const folder = join(root, '.cache', 'other-editors')
const stamp = join(folder, 'editors.json')
const wanted = JSON.stringify(editors)

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
  console.error('The other editors are there.')
} else {
  rmSync(folder, { recursive: true, force: true })
  const apt = prepareApt(join(folder, 'apt'))
  mkdirSync(join(folder, 'bin'))
  for (const [name, editor] of Object.entries(editors)) install(name, editor, apt)
  rmSync(apt.folder, { recursive: true })
  writeFileSync(stamp, wanted)
  console.error(`The other editors are in ${join(folder, 'bin')}.`)
}

/** An apt of its own, which knows the releases above, takes nothing for installed and changes nothing of the system. */
function prepareApt(aptFolder) {
  for (const path of ['lists/partial', 'archives/partial']) mkdirSync(join(aptFolder, path), { recursive: true })
  writeFileSync(join(aptFolder, 'status'), '')
  const releases = new Set(Object.values(editors).map(({ release }) => release))
  const source = (release) =>
    `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${debianAddress()} ${release} main\n`
  writeFileSync(join(aptFolder, 'sources.list'), [...releases].map(source).join(''))
  const set = {
    'Dir::State::lists': join(aptFolder, 'lists'),
    'Dir::State::status': join(aptFolder, 'status'),
    'Dir::Cache': aptFolder,
    'Dir::Cache::archives': join(aptFolder, 'archives'),
    'Dir::Etc::sourcelist': join(aptFolder, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
  }
  const options = Object.entries(set).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  run('apt-get', ['-qq', ...options, 'update'])
  return { folder: aptFolder, options }
}

/** Where this machine has its Debian from. */
function debianAddress() {
  const format = '$(ORIGIN) $(LABEL) $(REPO_URI)'
  const lines = run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']).split('\n')
  const address = lines.find((line) => line.startsWith('Debian Debian '))?.split(' ')[2]
  if (address === undefined) throw fail('This machine has no packages of Debian (after `apt-get update`).')
  return address
}

function install(name, editor, apt) {
  console.error(`Unpacking ${editor.package} of Debian ${editor.release} …`)
  const archives = join(apt.folder, 'archives')
  const get = ['-qq', ...apt.options, '--yes', '--no-install-recommends', '--download-only', 'install']
  run('apt-get', [...get, '--target-release', editor.release, editor.package])
  const home = join(folder, name)
  for (const archive of readdirSync(archives).filter((file) => file.endsWith('.deb'))) {
    run('dpkg-deb', ['--extract', join(archives, archive), home])
    rmSync(join(archives, archive))
  }
  for (const unread of ['doc', 'man', 'locale']) rmSync(join(home, 'usr', 'share', unread), { recursive: true, force: true })
  const starter = join(folder, 'bin', name)
  writeFileSync(starter, startScript(name, home, editor))
  chmodSync(starter, 0o755)
}

/** Starts the program by the loader that came with it, so that programs which the editor starts still get the system's libraries. */
function startScript(name, home, { program, environment, dump }) {
  const loader = only(home, 'usr/lib/*/ld-linux-*')
  const libraries = loader.slice(0, loader.lastIndexOf('/'))
  const exported = Object.entries(environment).map(([variable, path]) => `export ${variable}="$home/${only(home, path)}"\n`)
  const dumpFile = dump === undefined ? '' : ` --dump-file="$home/${only(home, dump)}"`
  return `#!/bin/sh
home=$(dirname "$(dirname "$(readlink -f "$0")")")/${name}
${exported.join('')}exec "$home/${loader}" --library-path "$home/${libraries}" "$home/${program}"${dumpFile} "$@"
`
}

/** The one path below `home` that fits, where `*` stands for any part of a name. */
function only(home, pattern) {
  let found = ['']
  for (const part of pattern.split('/')) {
    const fits = new RegExp(`^${part.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
    found = found.flatMap((path) => {
      const below = join(home, path)
      const names = part.includes('*') ? readdirSync(below).filter((name) => fits.test(name)) : [part]
      return names.map((name) => (path === '' ? name : `${path}/${name}`)).filter((each) => existsSync(join(home, each)))
    })
  }
  if (found.length !== 1) throw fail(`The package has ${found.length} of ${pattern}.`)
  return found[0]
}

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw fail(`${command} ${args.at(-1)} failed: ${error?.message ?? stderr.trim()}`)
  return stdout
}

function fail(reason) {
  rmSync(folder, { recursive: true, force: true })
  console.error(reason)
  process.exit(1)
}
