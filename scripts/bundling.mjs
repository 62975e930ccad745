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

/** What all bundled programs have in common. What carries native code, WebAssembly or its own data files stays in node_modules: the externals. */
export const programs = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: ['vscode', 'node-llama-cpp', 'typescript', '@vscode/tree-sitter-wasm'],
  logLevel: 'warning',
}

/** The same for programs that an editor loads as an extension: CommonJS, which for Node has to be called .cjs in a package of ES modules. */
export const extensionPrograms = { ...programs, format: 'cjs', outExtension: { '.js': '.cjs' }, plugins: [oneVscode] }
