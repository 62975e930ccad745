import { languageOf } from './languages.ts'
import { cNames } from './libraryNames/c.ts'
import { cppNames } from './libraryNames/cpp.ts'
import { ecmaScriptNames } from './libraryNames/ecmaScript.ts'
import { goNames } from './libraryNames/go.ts'
import { javaNames } from './libraryNames/java.ts'
import { pythonNames } from './libraryNames/python.ts'
import { rustNames } from './libraryNames/rust.ts'

const namesOf: ReadonlyMap<string, () => Iterable<string>> = new Map<string, () => Iterable<string>>([
  ...['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'vue', 'svelte'].map(
    (id) => [id, ecmaScriptNames] as const,
  ),
  ['python', () => pythonNames],
  ['go', () => goNames],
  ['java', () => javaNames],
  ['rust', () => rustNames],
  ['c', () => cNames],
  ['cpp', () => [...cNames, ...cppNames]],
])

/** Texts in which every name is somebody's own. */
const dataLanguages: ReadonlySet<string> = new Set(['json', 'jsonc', 'yaml', 'toml', 'ini', 'markdown', 'plaintext', 'ignore'])

/**
 * Names that a program need not declare, because they belong to its language or to the library that comes with it, by LSP language ids; those of
 * every language where no id is given. Undefined where one of the languages has names that are not known here: then nobody can tell whether
 * a name is one of them.
 */
export function languageNames(languageIds: readonly string[]): ReadonlySet<string> | undefined {
  const ids = languageIds.filter((id) => !dataLanguages.has(id))
  if (ids.some((id) => !namesOf.has(id) && languageOf(id) !== undefined)) return undefined
  const sources = languageIds.length === 0 ? [...namesOf.values()] : ids.flatMap((id) => namesOf.get(id) ?? [])
  return new Set([...new Set(sources)].flatMap((names) => [...names()]))
}
