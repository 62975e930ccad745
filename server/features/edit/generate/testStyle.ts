import { posix } from 'node:path'
import type { SourceText } from '../../../context/source.ts'
import type { TestFramework } from '../../../context/testFramework.ts'
import type { Subject } from './subject.ts'

/** The fixed parts of a file with tests: the model writes what stands between them. */
export interface TestStyle {
  /** Imports and what else stands in front of the tests, in the project's own way of writing. */
  readonly header: string
  /** What a test begins with; its name comes next. */
  readonly testStart: string
  /** Closes what the header opened; empty where it opened nothing. */
  readonly footer: string
  /** A line that ends a test, with its indentation; undefined where only indentation does. */
  readonly testEnd?: string
  /** Marks an assertion. */
  readonly assertion: RegExp
}

export interface TestPlace {
  readonly source: SourceText
  readonly subject: Subject
  /** Of the new file, relative to the same folder as the source's. */
  readonly testPath: string
  /** Texts of tests that are there, for how they import. */
  readonly examples: readonly string[]
}

/** What a test has to import to reach a function: a class for its method. Undefined where the file does not export it. */
function importedName(
  { text, languageId }: SourceText,
  { name }: Subject,
): { readonly name: string; readonly isDefault: boolean } | undefined {
  const [outer = name] = name.split('.')
  if (languageId === 'python') return { name: outer, isDefault: false }
  const escaped = outer.replaceAll('$', '\\$')
  if (new RegExp(`\\bexport\\s+default\\s+(?:async\\s+)?(?:function\\*?|class)?\\s*${escaped}\\b`).test(text))
    return { name: outer, isDefault: true }
  const isExported =
    new RegExp(`\\bexport\\s+(?:abstract\\s+|async\\s+)*(?:function\\*?|class|const|let|var)\\s+${escaped}\\b`).test(text) ||
    new RegExp(`\\bexport\\s*\\{[^}]*\\b${escaped}\\b`).test(text) ||
    new RegExp(`\\bexports\\.${escaped}\\b|module\\.exports\\s*=\\s*(?:${escaped}\\b|\\{[^}]*\\b${escaped}\\b)`).test(text)
  return isExported ? { name: outer, isDefault: false } : undefined
}

/** How tests in a framework are laid out for a function. Undefined where a test cannot import it. */
export function testStyle(framework: TestFramework, place: TestPlace): TestStyle | undefined {
  const imported = importedName(place.source, place.subject)
  if (imported === undefined) return undefined
  switch (framework) {
    case 'pytest':
      return {
        header: `${pythonImport(place, imported.name)}\n\n\n`,
        testStart: 'def test_',
        footer: '',
        assertion: /\bassert\b|pytest\.raises/,
      }
    case 'unittest':
      return {
        header: `import unittest\n\n${pythonImport(place, imported.name)}\n\n\nclass ${className(place.subject.name)}Test(unittest.TestCase):\n`,
        testStart: '    def test_',
        footer: '\n\nif __name__ == "__main__":\n    unittest.main()\n',
        assertion: /self\.assert\w+/,
      }
    default:
      return javaScriptStyle(framework, place, imported)
  }
}

type Imported = NonNullable<ReturnType<typeof importedName>>

function javaScriptStyle(framework: 'vitest' | 'jest' | 'mocha' | 'node', place: TestPlace, imported: Imported): TestStyle {
  const { text } = place.source
  const quote = (text.match(/'/g)?.length ?? 0) >= (text.match(/"/g)?.length ?? 0) ? "'" : '"'
  const end = /;\r?\n/.test(text) ? ';' : ''
  const isCommonJs = !/^\s*(?:import|export)\b/m.test(text)
  const quoted = (name: string) => quote + name + quote
  const bring = (names: string, from: string) =>
    isCommonJs ? `const ${names} = require(${quoted(from)})${end}` : `import ${names} from ${quoted(from)}${end}`
  const own = bring(imported.isDefault && !isCommonJs ? imported.name : `{ ${imported.name} }`, relativeImport(place))
  const open = `describe(${quoted(place.subject.name)}, () => {\n`
  const described = { testStart: `  it(${quote}`, footer: `})${end}\n`, testEnd: `  })${end}` }
  const lines = (...imports: readonly string[]) => `${imports.join('\n')}\n\n`
  switch (framework) {
    case 'vitest':
      return { ...described, header: lines(bring('{ describe, expect, it }', 'vitest'), own) + open, assertion: /\bexpect\(/ }
    case 'jest':
      return { ...described, header: lines(own) + open, assertion: /\bexpect\(/ }
    case 'mocha':
      return { ...described, header: lines(bring('assert', 'node:assert/strict'), own) + open, assertion: /\bassert\b/ }
    case 'node':
      return {
        header: lines(bring('assert', 'node:assert/strict'), bring('{ test }', 'node:test'), own),
        testStart: `test(${quote}`,
        footer: '',
        testEnd: `})${end}`,
        assertion: /\bassert\b/,
      }
  }
}

/** As the project's other imports have it: with the source's extension, with `.js`, or with none. */
function relativeImport({ source, testPath, examples }: TestPlace): string {
  const { dir, name, ext } = posix.parse(posix.relative(posix.dirname(testPath), source.path))
  const texts = [...examples, source.text].join('\n')
  const [, used] = /from ['"]\.[^'"]*?(\.[cm]?[jt]sx?)['"]/.exec(texts) ?? []
  const extension =
    used === undefined ? (/^\.[cm]js$/.test(ext) ? ext : '') : /js/.test(used) ? ext.replace('t', 'j').replace('x', '') : ext
  const path = posix.join(dir, name)
  return `${path.startsWith('.') ? path : `./${path}`}${extension}`
}

/** The module by its path from the top, without a `src` folder in front. */
function pythonImport({ source }: TestPlace, name: string): string {
  const module = source.path
    .replace(/^src\//, '')
    .replace(/\.pyi?$/, '')
    .replace(/\/__init__$/, '')
    .split('/')
    .join('.')
  return `from ${module} import ${name}`
}

function className(symbol: string): string {
  return symbol
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
}
