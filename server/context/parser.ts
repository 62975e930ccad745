import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Language as LoadedGrammar, Node, Tree } from '@vscode/tree-sitter-wasm'
import { type Grammar, languageOf } from './languages.ts'
import type { SourceText } from './source.ts'
import { editBetween } from './syntaxEdit.ts'

/** Longer texts are not parsed: their tree would take some hundred megabytes of the parser's memory, which is never given back. */
const longestText = 2_000_000

/** A syntax tree. Its offsets are UTF-16 code units, as everywhere. It lives outside the garbage collector: who asked for it disposes it. */
export interface SyntaxTree {
  readonly rootNode: Node
  dispose(): void
}

export interface ParsedText {
  readonly text: string
  readonly tree: SyntaxTree
}

/** Parses texts of one language, without waiting: nothing can come between the look at an old tree and its use. */
export interface LanguageParser {
  /**
   * `previous` makes a text that differs from it in one place cost little more than that place, and stays as it is.
   * `undefined`: the text is longer than 2 MB (in UTF-16 code units).
   */
  parse(text: string, previous?: ParsedText): SyntaxTree | undefined
}

/** Parses with tree-sitter. Grammars are loaded once, when first needed. */
export class SyntaxParser {
  readonly #library: typeof import('@vscode/tree-sitter-wasm')
  readonly #folder: string
  readonly #grammars = new Map<Grammar, Promise<LoadedGrammar>>()

  private constructor(library: typeof import('@vscode/tree-sitter-wasm'), folder: string) {
    this.#library = library
    this.#folder = folder
  }

  static async create(): Promise<SyntaxParser> {
    // The package holds WebAssembly files next to its script and is never bundled, so it is found the way Node finds it.
    const require = createRequire(import.meta.url)
    const library: typeof import('@vscode/tree-sitter-wasm') = require('@vscode/tree-sitter-wasm')
    await library.Parser.init()
    return new SyntaxParser(library, dirname(require.resolve('@vscode/tree-sitter-wasm')))
  }

  /** `undefined`: the language has no grammar here, or the text is longer than 2 MB (in UTF-16 code units). */
  async parse(source: SourceText): Promise<SyntaxTree | undefined> {
    const language = await this.language(source.languageId)
    return language?.parse(source.text)
  }

  /** Loads a language's grammar, by LSP language id; `undefined` where there is none here. */
  async language(languageId: string): Promise<LanguageParser | undefined> {
    const grammar = languageOf(languageId)?.grammar
    if (grammar === undefined) return undefined
    const loaded = await this.#load(grammar)
    return { parse: (text, previous) => (text.length > longestText ? undefined : this.#parse(loaded, text, previous)) }
  }

  #parse(grammar: LoadedGrammar, text: string, previous: ParsedText | undefined): SyntaxTree | undefined {
    const parser = new this.#library.Parser()
    const old = previous && editedTree(previous, text)
    try {
      const tree = parser.setLanguage(grammar).parse(text, old)
      return tree === null ? undefined : { rootNode: tree.rootNode, dispose: () => tree.delete() }
    } finally {
      old?.delete()
      parser.delete()
    }
  }

  #load(grammar: Grammar): Promise<LoadedGrammar> {
    const known = this.#grammars.get(grammar)
    if (known !== undefined) return known
    const loading = this.#library.Language.load(join(this.#folder, `tree-sitter-${grammar}.wasm`))
    this.#grammars.set(grammar, loading)
    // A failure to read the file may pass: the next text in this language tries again.
    loading.catch(() => this.#grammars.delete(grammar))
    return loading
  }
}

/** A copy of the old tree that knows where the text changed: the parser keeps what lies before and after. */
function editedTree({ text, tree }: ParsedText, newText: string): Tree {
  const copy = tree.rootNode.tree.copy()
  copy.edit(editBetween(text, newText))
  return copy
}
