import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CorpusFile } from '../corpus.ts'
import type { CodeLines } from './cuts.ts'
import type { Cut } from './hole.ts'

/** Names that a file takes from other files of its package. */
export function importedNames(file: Pick<CorpusFile, 'root' | 'path' | 'language' | 'text'>): ReadonlySet<string> {
  const names = file.language === 'python' ? pythonImports(file) : scriptImports(file)
  return new Set(names.filter((name) => /^[A-Za-z_$][\w$]*$/.test(name)))
}

const scriptImport = /^import\s+(?!type\b)([^;'"]*?)\s+from\s+['"](\.[^'"]*)['"]/gm
const scriptRequire = /^(?:const|let|var)\s+(\{[^}]*\}|[\w$]+)\s*=\s*require\(['"](\.[^'"]*)['"]\)/gm

function scriptImports({ root, path, text }: Pick<CorpusFile, 'root' | 'path' | 'text'>): readonly string[] {
  return [...text.matchAll(scriptImport), ...text.matchAll(scriptRequire)].flatMap(([, what = '', from = '']) => {
    const target = join(root, dirname(path), from)
    const stem = target.replace(/\.[mc]?js$/, '')
    const endings = ['', '.ts', '.js', '.mjs', '.cjs', '.tsx', '/index.ts', '/index.js']
    if (!endings.some((ending) => existsSync(stem + ending)) && !existsSync(target)) return []
    return namesOf(what, ':')
  })
}

function pythonImports({ root, path, text }: Pick<CorpusFile, 'root' | 'path' | 'text'>): readonly string[] {
  const own = path.split('/')[0] ?? ''
  return [...text.matchAll(/^from\s+(\.+\w*(?:\.\w+)*|[\w.]+)\s+import\s+(\([^)]*\)|[^\n]*)/gm)].flatMap(
    ([, from = '', what = '']) => {
      const isOwn = from.startsWith('.') || from === own || from.startsWith(`${own}.`)
      return isOwn && existsSync(join(root, own)) ? namesOf(what.replace(/#.*$/gm, ''), 'as') : []
    },
  )
}

/** The local names in `a, { b, c as d }`, `* as e` or `{ b: c }`. */
function namesOf(what: string, renames: 'as' | ':'): readonly string[] {
  return what
    .replace(/[{}()]/g, ',')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && !each.startsWith('type '))
    .map((each) => {
      const renamed = each.split(/\s+as\s+/)[1] ?? (renames === ':' ? each.split(':')[1] : undefined)
      return (renamed ?? each).trim()
    })
}

/** Right after `name.` or `name(`, or up to three characters into the name that follows. */
export function crossFileCuts(code: CodeLines, names: ReadonlySet<string>, random: () => number): readonly Cut[] {
  return code.codeLines().flatMap((line) =>
    [...code.text(line).matchAll(/(?<![\w$.'"])([A-Za-z_$][\w$]*)(\.|\()(?!\))/g)]
      .filter(([, name = '']) => names.has(name))
      .flatMap(({ index, 0: found }) => {
        const follows = /^[\w$]*/.exec(code.text(line).slice(index + found.length))?.[0].length ?? 0
        const into = random() < 0.6 ? 0 : Math.floor(random() * Math.min(4, follows + 1))
        const start = code.start(line) + index + found.length + into
        return code.end(line) - start >= 4 ? [{ start, end: code.end(line) }] : []
      }),
  )
}
