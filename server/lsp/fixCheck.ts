import type { SyntaxParser, SyntaxTree } from '../context/parser.ts'
import { SourceText } from '../context/source.ts'
import { countSyntaxErrors } from '../context/syntaxErrors.ts'
import type { TypeCheck } from '../context/typeCheck.ts'
import { FixChecker } from '../features/review/fix.ts'
import type { Fix } from '../protocol/finding.ts'
import type { TextEdit } from '../protocol/text.ts'
import { applyEdits } from './edits.ts'
import { offsetEdits } from './fixDiff.ts'
import type { LiveFinding } from './trackedFinding.ts'

/** What checks need. */
export interface CheckTools {
  parser(): Promise<SyntaxParser>
  /** For sources of a workspace folder; undefined: their name is their whole path. */
  types(folder: string | undefined): TypeCheck
}

/** A last look at an edit before the editor gets it, because the text around may not be the one that was reviewed. */
export class FixCheck {
  readonly #tools: CheckTools
  readonly #folderOf: (uri: string) => string | undefined

  constructor(tools: CheckTools, folderOf: (uri: string) => string | undefined) {
    this.#tools = tools
    this.#folderOf = folderOf
  }

  /**
   * Whether a fix may be made in the text of now. A verified one has to pass every check again where anything of the text changed since;
   * of one that was never verified only the syntax is looked at.
   */
  async holds(uri: string, source: SourceText, { asReviewed }: Pick<LiveFinding, 'asReviewed'>, fix: Fix): Promise<boolean> {
    if (asReviewed) return true
    const [edit, ...others] = fix.edits
    if (!fix.verified || edit === undefined || others.length > 0) return this.stillParses(source, fix.edits)
    const { likelier } = fix.checks
    const checker = new FixChecker(source, await this.#tools.parser(), this.#types(uri))
    return (await checker.check({ title: fix.title, ...edit, ...(likelier === undefined ? {} : { likelier }) })).verified
  }

  /** Whether fixes that were checked one by one can be made together. */
  async holdTogether(uri: string, source: SourceText, edits: readonly TextEdit[]): Promise<boolean> {
    if (!(await this.stillParses(source, edits))) return false
    return ((await this.#types(uri).newErrors(source, mended(source, edits))) ?? 0) === 0
  }

  /** Whether the edits bring in no syntax error. Text of a language without a grammar passes. */
  async stillParses(source: SourceText, edits: readonly TextEdit[]): Promise<boolean> {
    const after = new SourceText(source.path, source.languageId, mended(source, edits))
    const errorsBefore = await this.withTree(source, (tree) => tree && countSyntaxErrors(tree))
    const errorsAfter = await this.withTree(after, (tree) => tree && countSyntaxErrors(tree))
    return errorsBefore === undefined || errorsAfter === undefined || errorsAfter <= errorsBefore
  }

  /** Parses, and frees the tree when `use` is done with it. */
  async withTree<Result>(source: SourceText, use: (tree: SyntaxTree | undefined) => Result): Promise<Result> {
    const tree = await (await this.#tools.parser()).parse(source)
    try {
      return use(tree)
    } finally {
      tree?.dispose()
    }
  }

  #types(uri: string): TypeCheck {
    return this.#tools.types(this.#folderOf(uri))
  }
}

function mended(source: SourceText, edits: readonly TextEdit[]): string {
  return applyEdits(source.text, offsetEdits(source, edits))
}
