// Bundles one program of packaging/ into out/ and runs it in the repository: `npm run package:vsix -- --target linux-x64`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root, setUp } from './setup.mjs'

const [name, ...options] = process.argv.slice(2)
await setUp({ model: false })
const outfile = join(root, 'out', 'packaging', `${name}.mjs`)
await build({
  entryPoints: [join(root, 'packaging', `${name}.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
})
process.exitCode = spawnSync(process.execPath, [outfile, ...options], { cwd: root, stdio: 'inherit' }).status ?? 1
