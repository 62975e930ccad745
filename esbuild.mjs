// Bundles the programs into dist/: the extension (CommonJS, as VS Code loads it), the server with its thread for type checks, the engine
// process and the command line (ES modules).
// What carries native code, WebAssembly or its own data files stays in node_modules: the externals below.
import { mkdirSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

const external = ['vscode', 'node-llama-cpp', 'typescript', '@vscode/tree-sitter-wasm']

// vscode-languageserver is CommonJS and asks for Node's built-ins by `require`, which an ES module has to make for itself.
const requireForCommonJs =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"

const shared = { bundle: true, platform: 'node', target: 'node20', sourcemap: 'linked', external, logLevel: 'warning' }

rmSync('dist', { recursive: true, force: true })
mkdirSync('dist')
await Promise.all([
  build({
    ...shared,
    entryPoints: { extension: 'client/extension.ts' },
    outdir: 'dist',
    format: 'cjs',
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
    outdir: 'dist',
    format: 'esm',
    banner: { js: requireForCommonJs },
    minifySyntax: true,
  }),
])
