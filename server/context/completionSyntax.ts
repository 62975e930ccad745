import { cursorMask } from './cursorMask.ts'
import { type CursorPlace, placeAt } from './cursorPlace.ts'
import { languageOf } from './languages.ts'
import type { LanguageParser, ParsedText, SyntaxParser } from './parser.ts'
import type { SourceText } from './source.ts'
import { countSyntaxErrors } from './syntaxErrors.ts'

export type { CursorPlace } from './cursorPlace.ts'

/** Longer texts are not parsed while someone types: their first parse would be felt. UTF-16 code units. */
const longestText = 300_000
/** A tree takes some megabytes of the parser's memory. */
const mostDocuments = 8

export interface InsertionErrors {
  /** Places of the text as it is that do not parse. */
  readonly before: number
  /** The same for each text inserted, in their order. */
  readonly after: readonly number[]
}

interface Kept extends ParsedText {
  readonly languageId: string
}

/** The syntax around the cursor. Keeps the last tree of each document, so that a key costs no more than what it changed. */
export class CompletionSyntax {
  readonly #parser: SyntaxParser
  readonly #kept = new Map<string, Kept>()

  constructor(parser: SyntaxParser) {
    this.#parser = parser
  }

  /**
   * Syntax errors as the text is, and with each of `texts` inserted at `offset`. Compare them: code under edit seldom has none.
   * `undefined`: the language has no grammar, or the text is longer than 300,000 characters.
   */
  async errors(source: SourceText, offset: number, texts: readonly string[]): Promise<InsertionErrors | undefined> {
    const language = await this.#languageOf(source)
    // From here on nothing waits, so that no other call can free the tree.
    const kept = language && this.#parsed(source, language)
    if (language === undefined || kept === undefined) return undefined
    const before = countSyntaxErrors(kept.tree)
    const [head, tail] = [source.text.slice(0, offset), source.text.slice(offset)]
    return { before, after: texts.map((text) => errorsIn(head + text + tail, language, kept) ?? before) }
  }

  /** What stands at the offset; `undefined` where nothing is known of the language, or the text is longer than 300,000 characters. */
  async placeOf(source: SourceText, offset: number): Promise<CursorPlace | undefined> {
    if (source.text.length > longestText || languageOf(source.languageId) === undefined) return undefined
    const language = await this.#languageOf(source)
    const kept = language && this.#parsed(source, language)
    return placeAt(source, offset, cursorMask(source, kept?.tree))
  }

  /** Frees what is kept of a document that was closed. */
  forget(path: string): void {
    this.#kept.get(path)?.tree.dispose()
    this.#kept.delete(path)
  }

  dispose(): void {
    for (const path of [...this.#kept.keys()]) this.forget(path)
  }

  async #languageOf({ text, languageId }: SourceText): Promise<LanguageParser | undefined> {
    return text.length > longestText ? undefined : this.#parser.language(languageId)
  }

  #parsed(source: SourceText, language: LanguageParser): Kept | undefined {
    const known = this.#kept.get(source.path)
    const previous = known?.languageId === source.languageId ? known : undefined
    if (previous?.text === source.text) return previous
    const tree = language.parse(source.text, previous)
    if (tree === undefined) return undefined
    const kept = { text: source.text, languageId: source.languageId, tree }
    this.#keep(source.path, kept)
    return kept
  }

  /** The document that changed last is the last one in the map, and the last to go. */
  #keep(path: string, kept: Kept): void {
    this.forget(path)
    this.#kept.set(path, kept)
    for (const old of this.#kept.keys()) {
      if (this.#kept.size <= mostDocuments) return
      this.forget(old)
    }
  }
}

function errorsIn(text: string, language: LanguageParser, previous: ParsedText): number | undefined {
  const tree = language.parse(text, previous)
  if (tree === undefined) return undefined
  try {
    return countSyntaxErrors(tree)
  } finally {
    tree.dispose()
  }
}
