import type { SourceText } from '../../../context/source.ts'
import type { TextEdit } from '../../../protocol/text.ts'

/** Modules of Python's own library that only compute: one that reaches files, processes or the net is for the user to bring in. */
const harmlessModules: ReadonlySet<string> = new Set([
  ...[
    'bisect',
    'calendar',
    'collections',
    'copy',
    'dataclasses',
    'datetime',
    'decimal',
    'enum',
    'fractions',
    'functools',
    'heapq',
  ],
  ...['itertools', 'json', 'math', 'operator', 're', 'statistics', 'string', 'textwrap', 'typing', 'unicodedata'],
])

/** The module that an import is added for, and the edit that does it. */
export interface AddedImport {
  readonly module: string
  readonly edit: TextEdit
}

/**
 * What new lines of Python need at the top of their file: modules that they use as `math.ceil` and that nothing in the file or in the lines binds.
 * The edits stand at one place, in front of `firstLine`, where the file's imports end.
 */
export function missingImports(source: SourceText, newLines: string, firstLine: number): readonly AddedImport[] {
  if (source.languageId !== 'python') return []
  const line = importLine(source)
  if (line > firstLine) return []
  const used = [...newLines.matchAll(/(?<![\w.'"])([a-z]\w*)\.[A-Za-z_]/g)].map(([, name = '']) => name)
  const start = { line, character: 0 }
  return [...new Set(used)]
    .filter((name) => harmlessModules.has(name) && !binds(source.text, name) && !binds(newLines, name))
    .map((module) => ({ module, edit: { range: { start, end: start }, newText: `import ${module}${source.lineEnd}` } }))
}

/** Whether a text imports a name, assigns to it, or takes it as a parameter. */
function binds(text: string, name: string): boolean {
  return new RegExp(
    `\\bimport\\b[^\\n#]*\\b${name}\\b|^\\s*${name}\\s*(?::[^=\\n]*)?=(?!=)|\\bas\\s+${name}\\b|\\bfor\\s+[^\\n]*\\b${name}\\b[^\\n]*\\bin\\b|\\b(?:def|class)\\s+${name}\\b|\\bdef\\s[^\\n]*[(,]\\s*\\*{0,2}${name}\\b|\\blambda\\b[^:\\n]*\\b${name}\\b`,
    'm',
  ).test(text)
}

/** Behind the last import of the beginning; else behind the comments and the text that a file begins with. */
function importLine(source: SourceText): number {
  let after = 0
  let isImported = false
  let inText: string | undefined
  for (let line = 0; line < source.lineCount; line += 1) {
    const text = source.lineText(line)
    const trimmed = text.trim()
    if (inText !== undefined) {
      if (trimmed.includes(inText)) [inText, after] = [undefined, line + 1]
    } else if (/^(?:import|from)\s/.test(text)) {
      if (/\($|\\$/.test(trimmed)) return line
      isImported = true
      after = line + 1
    } else if (!isImported && /^[rRuU]?("""|''')/.test(text)) {
      const [, quote = ''] = /^[rRuU]?("""|''')/.exec(text) ?? []
      if (trimmed.indexOf(quote, trimmed.indexOf(quote) + 3) >= 0) after = line + 1
      else inText = quote
    } else if (trimmed.startsWith('#')) {
      // Comments at the very top are about the file; later ones belong to what follows them.
      if (!isImported && after === line) after = line + 1
    } else if (trimmed !== '') break
  }
  return after
}
