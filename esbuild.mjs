// Bundles the programs into dist/: the extension (CommonJS, as VS Code loads it), the server with its thread for type checks, the engine
// process and the command line (ES modules).
//   --outdir DIR      another folder than dist/
//   --metafile FILE   also writes which source files each program is made of, and leaves out the source maps: the form that is shipped
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { extensionPrograms, programs } from './scripts/bundling.mjs'

const { outdir, metafile } = parseArgs({
  options: { outdir: { type: 'string', default: 'dist' }, metafile: { type: 'string' } },
}).values

// vscode-languageserver is CommonJS and asks for Node's built-ins by `require`, which an ES module has to make for itself.
const requireForCommonJs =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"

const shared = {
  sourcemap: metafile === undefined ? 'linked' : false,
  metafile: true,
  outdir,
}

rmSync(outdir, { recursive: true, force: true })
mkdirSync(outdir, { recursive: true })
const built = await Promise.all([
  build({
    ...extensionPrograms,
    ...shared,
    entryPoints: { extension: 'client/extension.ts' },
  }),
  build({
    ...programs,
    ...shared,
    entryPoints: {
      server: 'server/lsp/server.ts',
      engine: 'server/engine/local/process.ts',
      probe: 'server/engine/local/probe.ts',
      typeCheckWorker: 'server/context/typeCheckWorker.ts',
      cli: 'server/cli/main.ts',
    },
    format: 'esm',
    banner: { js: requireForCommonJs },
    minifySyntax: true,
  }),
])
if (metafile !== undefined) {
  const outputs = Object.assign({}, ...built.map((each) => each.metafile.outputs))
  writeFileSync(metafile, JSON.stringify({ outputs }))
}
