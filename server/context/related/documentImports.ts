import { languageOf } from '../languages.ts'
import type { SyntaxParser } from '../parser.ts'
import type { SourceText } from '../source.ts'
import type { Import } from './codeModule.ts'
import { readImports } from './readModule.ts'

const mostDocuments = 50
/** Lines that may hold an import, with the brackets that they open: a change of them asks for a new look. */
const importLine = new RegExp(
  [
    String.raw`^[ \t]*(?:import|from|(?:pub(?:\([^)]*\))?[ \t]+)?(?:use|mod)|#[ \t]*include)\b[^\n({]*(?:[({][^)}]*[)}]?)?.*$`,
    String.raw`^[ \t]*\}[ \t]*from\b.*$`,
    String.raw`^.*\b(?:require|import)[ \t]*\(.*$`,
  ].join('|'),
  'gm',
)

interface Known {
  /** The text up to the end of the last import. */
  readonly head: string
  readonly importLinesBelow: string
  readonly imports: readonly Import[]
}

/** The imports of documents under edit. A document is parsed again only after an edit that may have changed them. */
export class DocumentImports {
  readonly #parser: SyntaxParser
  readonly #known = new Map<string, Known>()

  constructor(parser: SyntaxParser) {
    this.#parser = parser
  }

  async of(path: string, source: SourceText): Promise<readonly Import[]> {
    if (languageOf(source.languageId)?.grammar === undefined) return []
    const known = this.#known.get(path)
    if (
      known !== undefined &&
      source.text.startsWith(known.head) &&
      importLinesOf(source, known.head) === known.importLinesBelow
    ) {
      return known.imports
    }
    const imports = await this.#read(source)
    const head = source.text.slice(0, Math.max(0, ...imports.map(({ statement }) => statement.endOffset)))
    this.#known.delete(path)
    this.#known.set(path, { head, importLinesBelow: importLinesOf(source, head), imports })
    const [oldest] = this.#known.keys()
    if (this.#known.size > mostDocuments && oldest !== undefined) this.#known.delete(oldest)
    return imports
  }

  async #read(source: SourceText): Promise<readonly Import[]> {
    try {
      return await readImports(source, this.#parser)
    } catch {
      return []
    }
  }
}

function importLinesOf(source: SourceText, head: string): string {
  return (source.text.slice(head.length).match(importLine) ?? []).join('\n')
}
