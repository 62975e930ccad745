// Bundles one bench into out/ and runs it: `node bench/run.mjs review --half tuning`.
import { spawnSync } from 'node:child_process'
import { build } from 'esbuild'

const [name, ...options] = process.argv.slice(2)
const outfile = `out/bench/${name}.mjs`
await build({
  entryPoints: [`bench/${name}.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
})
process.exitCode = spawnSync(process.execPath, [outfile, ...options], { stdio: 'inherit' }).status ?? 1
