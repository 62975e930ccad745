// Bundles one bench into out/ and runs it: `npm run bench -- review --half tuning`.
import { existsSync } from 'node:fs'
import { runBundled } from '../scripts/bundled.mjs'

const [name, ...options] = process.argv.slice(2)
const entryPoint = [`bench/${name}.ts`, `bench/${name}/main.ts`].find((path) => existsSync(path))
if (entryPoint === undefined) throw new Error(`There is no bench named ${name}.`)
// Figures are not to depend on what an editor asks of a shared engine meanwhile.
const env = { ...process.env, LATENT_ENGINE: process.env.LATENT_ENGINE ?? 'private' }
process.exitCode = await runBundled(entryPoint, `out/bench/${name}.mjs`, options, { env })
