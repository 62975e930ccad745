import type { SyntaxParser, SyntaxTree } from '../context/parser.ts'
import { SourceText } from '../context/source.ts'
import { countSyntaxErrors } from '../context/syntaxErrors.ts'
import type { TextEdit } from '../protocol/text.ts'
import { applyEdits } from './edits.ts'
import { offsetEdits } from './fixDiff.ts'

/** A last look at an edit before the editor gets it, because the text around may not be the one that was reviewed. */
export class FixCheck {
  readonly #parser: () => Promise<SyntaxParser>

  constructor(parser: () => Promise<SyntaxParser>) {
    this.#parser = parser
  }

  /** Whether the edits bring in no syntax error. Text of a language without a grammar passes. */
  async stillParses(source: SourceText, edits: readonly TextEdit[]): Promise<boolean> {
    const mended = new SourceText(source.path, source.languageId, applyEdits(source.text, offsetEdits(source, edits)))
    const before = await this.withTree(source, (tree) => tree && countSyntaxErrors(tree))
    const after = await this.withTree(mended, (tree) => tree && countSyntaxErrors(tree))
    return before === undefined || after === undefined || after <= before
  }

  /** Parses, and frees the tree when `use` is done with it. */
  async withTree<Result>(source: SourceText, use: (tree: SyntaxTree | undefined) => Result): Promise<Result> {
    const tree = await (await this.#parser()).parse(source)
    try {
      return use(tree)
    } finally {
      tree?.dispose()
    }
  }
}
