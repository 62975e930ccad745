import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nameOf, placeOf, runtimePlaces } from '../../packaging/lockfile.ts'
import { grammarFiles, isLeftOut, isNeeded, trimmedManifest } from '../../packaging/needed.ts'
import { engineNames, targetNamed, targets } from '../../packaging/targets.ts'

const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

describe('The packages of a lockfile that run', () => {
  const locked = {
    'node_modules/a': { dependencies: { b: '1', c: '1' } },
    'node_modules/b': { optionalDependencies: { d: '1', forWindows: '1' } },
    'node_modules/a/node_modules/c': { dependencies: { b: '1' } },
    'node_modules/c': {},
    'node_modules/d': {},
    'node_modules/e': {},
    'node_modules/forWindows': { os: ['win32'] },
  }

  it('are those that the named ones lead to, the nearest of each name, for every platform', () => {
    const places = runtimePlaces(locked, ['a'], () => false)
    expect(places).toEqual(['node_modules/a', 'node_modules/a/node_modules/c', 'node_modules/b', 'node_modules/d'])
  })

  it('lack what is left out, with what it alone leads to', () => {
    const places = runtimePlaces(locked, ['a'], (name) => name === 'b')
    expect(places).toEqual(['node_modules/a', 'node_modules/a/node_modules/c'])
  })

  it('are found upwards from the package that asks', () => {
    expect(placeOf(locked, 'node_modules/a/node_modules/c', 'd')).toBe('node_modules/d')
    expect(placeOf(locked, 'node_modules/a', 'nowhere')).toBeUndefined()
    expect(nameOf('node_modules/a/node_modules/@b/c')).toBe('@b/c')
  })

  it('hold none that compiles llama.cpp, and no engine', () => {
    const names = runtimePlaces(lockfile, Object.keys(manifest.dependencies), isLeftOut).map(nameOf)
    expect(names).toContain('node-llama-cpp')
    expect(names.filter((name) => /cmake|node-gyp|node-addon-api|^@node-llama-cpp\//.test(name))).toEqual([])
  })
})

describe('A target', () => {
  it.each(targets)('$name is made of engines that node-llama-cpp has, without CUDA', ({ engines }) => {
    const known = Object.keys(lockfile['node_modules/node-llama-cpp'].optionalDependencies)
    for (const engine of engines) expect(known).toContain(`@node-llama-cpp/${engine}`)
    expect(engines.filter((engine) => engine.includes('cuda'))).toEqual([])
  })

  it('that is not known is refused with those that are', () => {
    expect(() => targetNamed('linux-mips')).toThrow('There is no target "linux-mips"; there are linux-x64, linux-arm64,')
  })

  it('has Vulkan or Metal wherever node-llama-cpp has a build with it', () => {
    const known = Object.keys(lockfile['node_modules/node-llama-cpp'].optionalDependencies)
    const accelerated = known.filter((name) => /vulkan|metal/.test(name)).map((name) => name.replace('@node-llama-cpp/', ''))
    expect(engineNames()).toEqual(expect.arrayContaining(accelerated))
  })
})

describe('A file of a package', () => {
  const grammars = grammarFiles(readFileSync('server/context/languages.ts', 'utf8'))

  it.each([
    ['node-llama-cpp', 'dist/index.js', true],
    ['node-llama-cpp', 'dist/index.js.map', false],
    ['node-llama-cpp', 'dist/index.d.ts', false],
    ['node-llama-cpp', 'LICENSE', true],
    ['node-llama-cpp', 'README.md', false],
    ['node-llama-cpp', 'llama/gitRelease.bundle', false],
    ['node-llama-cpp', 'llama/addon/addon.cpp', false],
    ['node-llama-cpp', 'llama/binariesGithubRelease.json', true],
    ['typescript', 'lib/typescript.js', true],
    ['typescript', 'lib/lib.es2023.d.ts', true],
    ['typescript', 'lib/tsserver.js', false],
    ['typescript', 'ThirdPartyNoticeText.txt', true],
    ['@vscode/tree-sitter-wasm', 'wasm/tree-sitter-python.wasm', true],
    ['@vscode/tree-sitter-wasm', 'wasm/tree-sitter-ruby.wasm', false],
    ['@vscode/tree-sitter-wasm', 'wasm/tree-sitter.wasm', true],
    ['any', 'test/index.js', false],
    ['any', 'lib/testing.js', true],
    ['any', 'NOTICE.md', true],
    ['any', '.github/workflows/ci.yml', false],
    ['any', 'node_modules/other/index.js', false],
  ])('%s: %s is needed: %s', (name, path, needed) => {
    expect(isNeeded(name, path, grammars)).toBe(needed)
  })
})

it("A shipped package's manifest asks for nothing that stays behind and runs no script", () => {
  const trimmed = trimmedManifest({
    name: 'a',
    scripts: { postinstall: 'node build.js' },
    dependencies: { b: '1', 'cmake-js': '1' },
    optionalDependencies: { '@node-llama-cpp/linux-x64-cuda': '1' },
    devDependencies: { c: '1' },
  })
  expect(trimmed).toEqual({ name: 'a', dependencies: { b: '1' } })
})
