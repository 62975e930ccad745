// Completes package-lock.json after `npm install`: `npm run lock` runs both.
//
// Not every registry carries node-llama-cpp's Windows and macOS packages. npm then leaves them out of the lockfile, and the
// next `npm ci` refuses it on every platform. An entry without a digest lets `npm ci` skip the package where the platform
// differs and fetch it where it matches.
import { readFileSync, writeFileSync } from 'node:fs'

const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const engine = lockfile.packages['node_modules/node-llama-cpp']
const operatingSystems = { linux: 'linux', mac: 'darwin', win: 'win32' }

for (const [name, version] of Object.entries(engine.optionalDependencies)) {
  const key = `node_modules/${name}`
  if (lockfile.packages[key] !== undefined) continue
  const [, system, cpu] = /\/(linux|mac|win)-([a-z0-9]+)/.exec(name)
  lockfile.packages[key] = { version, optional: true, os: [operatingSystems[system]], cpu: [cpu], license: 'MIT' }
}

lockfile.packages = Object.fromEntries(Object.entries(lockfile.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
writeFileSync('package-lock.json', `${JSON.stringify(lockfile, null, 2)}\n`)
