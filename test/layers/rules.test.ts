import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileProblems, importProblems, rooms } from './rules.ts'

const root = join(import.meta.dirname, '..', '..')

/** Own sources below a folder, relative to the repository. */
function sourcesIn(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
}

function problemsIn(paths: readonly string[], check: (path: string, text: string) => readonly string[]): readonly string[] {
  return paths.flatMap((path) => check(path, readFileSync(join(root, path), 'utf8')))
}

describe('the order of imports', () => {
  it('holds in all sources', () => {
    const paths = ['client', 'server'].flatMap(sourcesIn)
    expect(paths.length).toBeGreaterThan(20)
    expect(problemsIn(paths, importProblems)).toEqual([])
  })

  it('knows every folder of the server', () => {
    const folders = readdirSync(join(root, 'server')).map((name) => `server/${name}`)
    expect(folders.filter((folder) => !rooms.some((room) => room.folder === folder))).toEqual([])
  })

  it.each([
    ['a client that parses', 'client/a.ts', `import { x } from '../server/context/parser.ts'`],
    ['a protocol that imports', 'server/protocol/a.ts', `import { x } from '../context/source.ts'`],
    ['a feature that knows LSP', 'server/features/review/a.ts', `import type { Hover } from 'vscode-languageserver'`],
    [
      'a feature that knows the concrete engine',
      'server/features/a.ts',
      `import type { E } from '../engine/local/localEngine.ts'`,
    ],
    ['a feature that reads the disk', 'server/features/a.ts', `import { readFile } from 'node:fs/promises'`],
    ['a feature that looks at the clock', 'server/features/a.ts', 'const t = Date.now()'],
    ['an engine that knows features', 'server/engine/a.ts', `export * from '../features/review/review.ts'`],
    ['an engine loaded in the server', 'server/lsp/a.ts', `const l = await import('node-llama-cpp')`],
    ['a second place that wires', 'server/lsp/review.ts', `import { LocalEngine } from '../engine/local/localEngine.ts'`],
  ])('refuses %s', (_what, path, text) => {
    expect(importProblems(path, text)).toHaveLength(1)
  })

  it('lets the wiring make an engine, and others name its states', () => {
    expect(importProblems('server/cli/main.ts', `import { LocalEngine } from '../engine/local/localEngine.ts'`)).toEqual([])
    expect(importProblems('server/lsp/status.ts', `import type { EngineState } from '../engine/local/localEngine.ts'`)).toEqual(
      [],
    )
  })
})

describe('each file', () => {
  it('holds one idea, is named after it, and leaves nothing unsaid', () => {
    expect(problemsIn(['client', 'server', 'test', 'bench'].flatMap(sourcesIn), fileProblems)).toEqual([])
  })

  it.each([
    ['is too long', 'server/cli/a.ts', '\n'.repeat(301)],
    ['has a vague name', 'server/cli/utils.ts', ''],
    ['puts work off without a reason', 'server/cli/a.ts', `// ${'TO'}${'DO'} later`],
    ['switches the compiler off', 'server/cli/a.ts', `// @ts${'-ignore'}`],
  ])('is refused when it %s', (_what, path, text) => {
    expect(fileProblems(path, text)).toHaveLength(1)
  })
})
