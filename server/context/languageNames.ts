import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pythonNames } from './pythonNames.ts'
import { wordsOf } from './related/words.ts'

/** Modules of Node whose functions programs use most. */
const nodeModules = ['fs', 'fs/promises', 'path', 'os', 'util', 'events', 'stream', 'http', 'https', 'url', 'crypto'] as const
const otherNodeModules = ['child_process', 'assert', 'buffer', 'zlib', 'readline', 'timers', 'worker_threads', 'process'] as const

const ecmaScriptIds: ReadonlySet<string> = new Set([
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'vue',
  'svelte',
])

let ecmaScript: ReadonlySet<string> | undefined

/**
 * Names that a program need not declare, by LSP language ids: of JavaScript, browsers and Node, and of Python. Those of all where no id
 * is given; of other languages none are known.
 */
export function languageNames(languageIds: readonly string[]): ReadonlySet<string> {
  const wanted = (isOf: (id: string) => boolean) => languageIds.length === 0 || languageIds.some(isOf)
  return new Set([
    ...(wanted((id) => ecmaScriptIds.has(id)) ? ecmaScriptNames() : []),
    ...(wanted((id) => id === 'python') ? pythonNames : []),
  ])
}

/** Read once from TypeScript's own declarations of the language and of browsers, and from Node itself. */
function ecmaScriptNames(): ReadonlySet<string> {
  ecmaScript ??= new Set([...declaredNames(), ...nodeNames()])
  return ecmaScript
}

function declaredNames(): ReadonlySet<string> {
  const folder = dirname(createRequire(import.meta.url).resolve('typescript'))
  const files = readdirSync(folder).filter((name) => /^lib\.(es|dom|decorators).*\.d\.ts$/.test(name))
  // Prose of comments has names of nothing.
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ''))
  return wordsOf(texts.join('\n'))
}

function nodeNames(): readonly string[] {
  const require = createRequire(import.meta.url)
  const all = [...nodeModules, ...otherNodeModules]
  return ['node', 'require', 'module', ...all.flatMap((name) => [...name.split('/'), ...Object.keys(require(`node:${name}`))])]
}
