// Bundles one bench into out/ and runs it: `npm run bench -- review --half tuning`.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { build } from 'esbuild'

const [name, ...options] = process.argv.slice(2)
const entryPoint = [`bench/${name}.ts`, `bench/${name}/main.ts`].find((path) => existsSync(path))
if (entryPoint === undefined) throw new Error(`There is no bench named ${name}.`)
const outfile = `out/bench/${name}.mjs`
await build({
  entryPoints: [entryPoint],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
})
// Figures are not to depend on what an editor asks of a shared engine meanwhile.
const env = { ...process.env, LATENT_ENGINE: process.env.LATENT_ENGINE ?? 'private' }
process.exitCode = spawnSync(process.execPath, [outfile, ...options], { stdio: 'inherit', env }).status ?? 1
