import { dirname, join } from 'node:path'
import { isRecord } from '../../protocol/record.ts'
import { type VisibleFiles, within } from './visibleFiles.ts'

/** Configs name others to extend; a circle of them ends here. */
const longestChain = 5

interface Aliases {
  /** `baseUrl`, absolute. */
  readonly base: string | undefined
  /** Absolute folder that `paths` are relative to. */
  readonly pathsFrom: string
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[]
}

/** Where a bare import may lead by the project's `paths` and `baseUrl`, as paths without an extension, the likeliest first. */
export function aliasedPaths(specifier: string, from: string, files: VisibleFiles): readonly string[] {
  const aliases = nearestAliases(from, files)
  if (aliases === undefined) return []
  // TypeScript takes the pattern with the longest text before its star.
  const matches = aliases.paths
    .filter(([pattern]) => starText(pattern, specifier) !== undefined)
    .sort(([a], [b]) => textBeforeStar(b).length - textBeforeStar(a).length)
  const [pattern, targets] = matches[0] ?? ['', []]
  const star = starText(pattern, specifier) ?? ''
  const mapped = targets.map((target) =>
    join(
      aliases.pathsFrom,
      target.replace('*', () => star),
    ),
  )
  return aliases.base === undefined ? mapped : [...mapped, join(aliases.base, specifier)]
}

const textBeforeStar = (pattern: string) => pattern.replace(/\*.*/s, '')

/** What the star of a pattern stands for; undefined where the pattern does not fit. */
function starText(pattern: string, specifier: string): string | undefined {
  const [before = '', after] = pattern.split('*', 2)
  if (after === undefined) return pattern === specifier ? '' : undefined
  const fits = specifier.startsWith(before) && specifier.endsWith(after) && specifier.length >= before.length + after.length
  return fits ? specifier.slice(before.length, specifier.length - after.length) : undefined
}

/** Read once for each look at the files. */
const known = new WeakMap<VisibleFiles, Map<string, Aliases | undefined>>()

function nearestAliases(from: string, files: VisibleFiles): Aliases | undefined {
  const byConfig = known.get(files) ?? new Map<string, Aliases | undefined>()
  known.set(files, byConfig)
  for (let folder = dirname(from); folder === files.folder || within(files.folder, folder); folder = dirname(folder)) {
    const config = ['tsconfig.json', 'jsconfig.json'].map((name) => join(folder, name)).find((path) => files.exists(path))
    if (config === undefined) continue
    if (!byConfig.has(config)) byConfig.set(config, readAliases(config, files, longestChain))
    return byConfig.get(config)
  }
  return undefined
}

function readAliases(config: string, files: VisibleFiles, chain: number): Aliases | undefined {
  const content = parseLenient(files.configText(config) ?? '')
  if (!isRecord(content)) return undefined
  const folder = dirname(config)
  const outer = chain > 0 ? readOuter(content, folder, files, chain - 1) : undefined
  const options = isRecord(content.compilerOptions) ? content.compilerOptions : {}
  const base = typeof options.baseUrl === 'string' ? join(folder, options.baseUrl) : outer?.base
  if (!isRecord(options.paths)) return { base, pathsFrom: outer?.pathsFrom ?? base ?? folder, paths: outer?.paths ?? [] }
  const paths = Object.entries(options.paths).map(([pattern, targets]) => [pattern, textsOf(targets)] as const)
  return { base, pathsFrom: base ?? folder, paths }
}

/**
 * What the extended configs say, of which the last one counts most, or the configs of the parts that a project refers to. Those of
 * installed packages are not looked for.
 */
function readOuter(
  content: Readonly<Record<string, unknown>>,
  folder: string,
  files: VisibleFiles,
  chain: number,
): Aliases | undefined {
  const references: readonly unknown[] = Array.isArray(content.references) ? content.references : []
  const referred = references.map((each) => (isRecord(each) ? each.path : undefined)).filter((path) => typeof path === 'string')
  const extended = typeof content.extends === 'string' ? [content.extends] : textsOf(content.extends)
  for (const name of [...extended.toReversed(), ...referred]) {
    if (!name.startsWith('.')) continue
    const path = join(folder, name.endsWith('.json') ? name : `${name}.json`)
    const aliases = readAliases(path, files, chain)
    if (aliases !== undefined) return aliases
  }
  return undefined
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each: unknown) => typeof each === 'string') : []

/** JSON with comments and trailing commas, as configs have them. `undefined` for what is not even that. */
function parseLenient(text: string): unknown {
  const string = /"(?:[^"\\]|\\.)*"/.source
  const bare = text.replace(new RegExp(`${string}|//[^\\n]*|/\\*[\\s\\S]*?\\*/`, 'g'), (found) =>
    found.startsWith('"') ? found : '',
  )
  try {
    return JSON.parse(bare.replace(new RegExp(`${string}|,(?=\\s*[}\\]])`, 'g'), (found) => (found === ',' ? '' : found)))
  } catch {
    return undefined
  }
}
