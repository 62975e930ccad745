import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { wordsOf } from '../related/words.ts'

/** Modules of Node whose functions programs use most. */
const nodeModules = ['fs', 'fs/promises', 'path', 'os', 'util', 'events', 'stream', 'http', 'https', 'url', 'crypto'] as const
const otherNodeModules = ['child_process', 'assert', 'buffer', 'zlib', 'readline', 'timers', 'worker_threads', 'process'] as const

let ecmaScript: ReadonlySet<string> | undefined

/** Names of JavaScript, browsers and Node. Read once from TypeScript's own declarations of the language and of browsers, and from Node itself. */
export function ecmaScriptNames(): ReadonlySet<string> {
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
