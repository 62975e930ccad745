import { describe, expect, it } from 'vitest'
import { bundledPlaces } from '../../packaging/bundles.ts'
import { contentProblems } from '../../packaging/contents.ts'
import { publishedManifest } from '../../packaging/publishedManifest.ts'

const problemsOf = (...paths: readonly string[]) => contentProblems(paths.map((path) => ({ path, bytes: 1 })))

describe('In a package', () => {
  it.each([
    ['extension/dist/server.js.map', 'a source map'],
    ['extension/node_modules/a/test/index.js', 'a test'],
    ['extension/node_modules/a/index.test.js', 'a test'],
    ['extension/server/lsp/server.ts', 'source text of Latent'],
    ['extension/node_modules/node-llama-cpp/llama/gitRelease.bundle', "llama.cpp's history"],
    ['extension/node_modules/@node-llama-cpp/linux-x64-cuda/package.json', 'CUDA'],
    ['extension/node_modules/@node-llama-cpp/linux-x64/bins/libggml-cuda.so', 'CUDA'],
    ['package/.npmrc', 'a secret'],
    ['package/keys/server.pem', 'a secret'],
    ['package/.env', 'a secret'],
    ['extension/../outside', 'leads out'],
    ['extension/starter.gguf', 'a model'],
  ])('%s is refused', (path, why) => {
    expect(problemsOf('extension/dist/server.js', path)).toEqual([expect.stringContaining(why)])
  })

  it.each([
    'extension/dist/cli.js',
    'extension/node_modules/typescript/lib/lib.es2023.d.ts',
    'extension/node_modules/a/lib/testing.js',
  ])('%s is welcome', (path) => expect(problemsOf(path)).toEqual([]))
})

it('The packages within a program are those of which it holds a byte', () => {
  const outputs = {
    'out/dist/cli.js': {
      inputs: {
        'server/cli/main.ts': { bytesInOutput: 9 },
        'node_modules/@a/b/index.js': { bytesInOutput: 5 },
        'node_modules/c/node_modules/d/index.js': { bytesInOutput: 5 },
        'node_modules/unused/index.js': { bytesInOutput: 0 },
      },
    },
    'out/dist/extension.cjs': { inputs: { 'node_modules/client/index.js': { bytesInOutput: 5 } } },
  }
  expect(bundledPlaces(outputs, new Set(['cli.js']))).toEqual(['node_modules/@a/b', 'node_modules/c/node_modules/d'])
})

describe('The manifest of the npm package', () => {
  const manifest = publishedManifest(
    {
      name: 'latent',
      version: '1.0.0',
      description: 'What it is',
      license: 'MIT',
      keywords: [],
      engines: { node: '>=20.0.0', vscode: '^1.104.0' },
      dependencies: { 'node-llama-cpp': '3.0.0', typescript: '5.0.0' },
    },
    ['NOTICE'],
  )

  it('can be published, runs no script and needs Node alone', () => {
    expect(manifest).not.toHaveProperty('private')
    expect(manifest).not.toHaveProperty('scripts')
    expect(manifest).not.toHaveProperty('devDependencies')
    expect(manifest).toMatchObject({ bin: { latent: './dist/cli.js' }, man: './man/latent.1', engines: { node: '>=20.0.0' } })
    expect(manifest.engines).not.toHaveProperty('vscode')
  })

  it('brings its packages along and has npm choose among the engines, none of them CUDA', () => {
    expect(manifest.bundleDependencies).toEqual(['node-llama-cpp', 'typescript'])
    const engines = Object.entries(manifest.optionalDependencies as Record<string, string>)
    expect(engines).toContainEqual(['@node-llama-cpp/mac-arm64-metal', '3.0.0'])
    expect(engines.filter(([name]) => name.includes('cuda'))).toEqual([])
  })
})
