// `npm run package`: out/latent-PLATFORM-VERSION.vsix, complete with the inference engine, so that installing it fetches nothing.
// A copy of what runs is laid out in out/stage and packed from there, because the checkout also holds what only developers need.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { createVSIX } from '@vscode/vsce'
import { root, setUp } from './setup.mjs'

const shown = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  '.vscodeignore',
  'dist',
  'media',
  'l10n',
  'package.nls.json',
  'package.nls.zh-cn.json',
]
const sizeLimitMb = 120

await setUp({ model: false })
const manifest = readJson('package.json')
const target = `${process.platform}-${process.arch}`
const stage = join(root, 'out', 'stage')
const vsix = join(root, 'out', `latent-${target}-${manifest.version}.vsix`)

rmSync(stage, { recursive: true, force: true })
mkdirSync(stage, { recursive: true })
layOut()
await createVSIX({
  cwd: stage,
  packagePath: vsix,
  target,
  allowMissingRepository: true,
  // Relative links stay as they are: there is no address to make them absolute with.
  rewriteRelativeLinks: false,
  skipLicense: true,
})
rmSync(stage, { recursive: true, force: true })

const megabytes = statSync(vsix).size / 1e6
console.log(`${relative(root, vsix)}: ${megabytes.toFixed(1)} MB`)
if (megabytes > sizeLimitMb) {
  console.error(`It should stay under ${sizeLimitMb} MB: look for a package that came along for no reason.`)
  process.exitCode = 1
}

function layOut() {
  for (const path of shown) {
    if (existsSync(join(root, path))) cpSync(join(root, path), join(stage, path), { recursive: true })
  }
  const { devDependencies, scripts, overrides, ...shipped } = manifest
  writeFileSync(join(stage, 'package.json'), JSON.stringify(shipped, null, 2))
  const places = runtimePackages(readJson('package-lock.json').packages)
  if (!places.some((place) => place.includes('@node-llama-cpp'))) {
    throw new Error(`node_modules has no inference engine for ${target}; run \`npm ci\` on that platform.`)
  }
  for (const place of places)
    cpSync(join(root, place), join(stage, place), { recursive: true, filter: (path) => isNeeded(place, path) })
}

/** Folders of the packages that `dependencies` lead to, as the lockfile placed them, less what is not for this platform. */
function runtimePackages(locked) {
  const found = new Set()
  const visit = (from, names) => {
    for (const name of names) {
      const place = placeOf(locked, from, name)
      if (place === undefined || found.has(place) || !isForThisPlatform(place, locked[place])) continue
      // An optional package that could not be installed, or one left out on purpose.
      if (locked[place].optional && !existsSync(join(root, place))) continue
      found.add(place)
      visit(place, Object.keys({ ...locked[place].dependencies, ...locked[place].optionalDependencies }))
    }
  }
  visit('', Object.keys(manifest.dependencies))
  return [...found]
}

/** Node's own search: the nearest node_modules upwards from the package that asks. */
function placeOf(locked, from, name) {
  const place = `${from === '' ? '' : `${from}/`}node_modules/${name}`
  if (locked[place] !== undefined) return place
  if (from === '') return undefined
  const above = from.lastIndexOf('/node_modules/')
  return placeOf(locked, above < 0 ? '' : from.slice(0, above), name)
}

function isForThisPlatform(place, { os, cpu }) {
  const [, engine] = /@node-llama-cpp\/(.*)/.exec(place) ?? []
  // The engines for ARM also name x64 as a processor that they install on.
  if (engine !== undefined && !enginePlatform().test(engine)) return false
  return (os === undefined || os.includes(process.platform)) && (cpu === undefined || cpu.includes(process.arch))
}

/** CUDA is left out: its libraries are larger than all the rest together. */
function enginePlatform() {
  const system = { linux: 'linux', darwin: 'mac', win32: 'win' }[process.platform]
  return new RegExp(`^${system}-${process.arch}(-vulkan|-metal)?$`)
}

function isNeeded(place, path) {
  const parts = relative(join(root, place), path).split(sep)
  // Packages within a package have a place of their own in the lockfile.
  if (parts[0] === 'node_modules') return false
  const name = basename(path)
  switch (place) {
    case 'node_modules/typescript':
      return parts[0] !== 'lib' || parts.length === 1 || /^(typescript\.js|lib\..*\.d\.ts|lib\.d\.ts)$/.test(parts[1])
    case 'node_modules/@vscode/tree-sitter-wasm':
      return !/^tree-sitter-.*\.wasm$/.test(name) || grammars().has(name)
    case 'node_modules/node-llama-cpp':
      // The bundle is llama.cpp's source with its history, for builds that Latent never makes.
      return name !== 'gitRelease.bundle' && !isForDevelopers(name)
    default:
      return !isForDevelopers(name)
  }
}

function isForDevelopers(name) {
  return /\.(d\.[cm]?ts|map|tsbuildinfo)$/.test(name)
}

/** Files of the grammars that server/context/languages.ts names. */
function grammars() {
  const [, names] = /export type Grammar = (.*)/.exec(readFileSync(join(root, 'server/context/languages.ts'), 'utf8'))
  return new Set([...names.matchAll(/'([\w-]+)'/g)].map(([, name]) => `tree-sitter-${name}.wasm`))
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}
