// Bundles the programs into dist/: the extension (CommonJS, as VS Code loads it), the server with its thread for type checks, the engine
// process and the command line (ES modules).
// What carries native code, WebAssembly or its own data files stays in node_modules: the externals below.
//   --outdir DIR      another folder than dist/
//   --metafile FILE   also writes which source files each program is made of, and leaves out the source maps: the form that is shipped
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const { outdir, metafile } = parseArgs({
  options: { outdir: { type: 'string', default: 'dist' }, metafile: { type: 'string' } },
}).values

const external = ['vscode', 'node-llama-cpp', 'typescript', '@vscode/tree-sitter-wasm']

// vscode-languageserver is CommonJS and asks for Node's built-ins by `require`, which an ES module has to make for itself.
const requireForCommonJs =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"

/**
 * One copy of the editor's interface for all files of the extension. esbuild makes one for each file that imports it, some hundred properties each,
 * which took a third of the extension's activation.
 */
const oneVscode = {
  name: 'one-vscode',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vscode$/ }, ({ kind, namespace }) =>
      kind === 'import-statement' && namespace === 'file'
        ? { path: 'vscode', namespace: 'once' }
        : { path: 'vscode', external: true },
    )
    onLoad({ filter: /.*/, namespace: 'once' }, () => ({ contents: "export * from 'vscode'" }))
  },
}

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: metafile === undefined ? 'linked' : false,
  metafile: true,
  external,
  outdir,
  logLevel: 'warning',
}

rmSync(outdir, { recursive: true, force: true })
mkdirSync(outdir, { recursive: true })
const built = await Promise.all([
  build({
    ...shared,
    entryPoints: { extension: 'client/extension.ts' },
    format: 'cjs',
    plugins: [oneVscode],
    outExtension: { '.js': '.cjs' },
  }),
  build({
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
