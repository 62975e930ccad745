// Bundles one program of packaging/ into out/ and runs it in the repository: `npm run package:vsix -- --target linux-x64`.
import { join } from 'node:path'
import { root, setUp } from './setup.mjs'

const [name, ...options] = process.argv.slice(2)
await setUp({ model: false })
// Only now are the packages there that it needs.
const { runBundled } = await import('./bundled.mjs')
const outfile = join(root, 'out', 'packaging', `${name}.mjs`)
process.exitCode = await runBundled(join(root, 'packaging', `${name}.ts`), outfile, options, { cwd: root })
