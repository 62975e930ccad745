import { CompletionSyntax } from '../context/completionSyntax.ts'
import type { SyntaxParser } from '../context/parser.ts'
import { RelatedCode } from '../context/relatedCode.ts'

/** What completions look at beside the engine: loaded with the first one, because the parser takes a moment and some memory. */
export class CompletionTools {
  readonly #parser: () => Promise<SyntaxParser>
  #syntax: Promise<CompletionSyntax> | undefined
  #related: Promise<RelatedCode> | undefined

  constructor(parser: () => Promise<SyntaxParser>) {
    this.#parser = parser
  }

  readonly syntax = (): Promise<CompletionSyntax> => {
    this.#syntax ??= this.#parser().then((parser) => new CompletionSyntax(parser))
    return this.#syntax
  }

  readonly related = (): Promise<RelatedCode> => {
    this.#related ??= this.#parser().then((parser) => new RelatedCode({ parser }))
    return this.#related
  }

  /** A file has another text on the disk. */
  async changed(path: string): Promise<void> {
    const related = await this.#related
    related?.forget(path)
  }

  /** A document was closed. `name` is what its source text is called. */
  async closed(name: string): Promise<void> {
    const syntax = await this.#syntax
    syntax?.forget(name)
  }
}
