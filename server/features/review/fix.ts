import type { SyntaxParser } from '../../context/parser.ts'
import { SourceText } from '../../context/source.ts'
import { countSyntaxErrors } from '../../context/syntaxErrors.ts'
import type { TypeCheck } from '../../context/typeCheck.ts'
import type { Fix, FixChecks } from '../../protocol/finding.ts'
import type { Range } from '../../protocol/text.ts'
import { exactHash } from './fingerprint.ts'
import { type OffsetEdit, restIsUnchanged, type Tokens, tokensOf } from './restOfText.ts'

/** An edit of one place that would mend it. */
export interface Mend {
  readonly title: string
  readonly range: Range
  readonly newText: string
  /** Whether the model finds the mended text clearly likelier than the written one; absent where a rule knows the mend. */
  readonly likelier?: boolean
}

/** Checks fixes against one text; what the text itself costs to check is paid once. */
export class FixChecker {
  readonly #source: SourceText
  readonly #parser: SyntaxParser
  readonly #typeCheck: TypeCheck | undefined
  readonly #baseHash: string
  #before: Promise<Syntax | undefined> | undefined

  constructor(source: SourceText, parser: SyntaxParser, typeCheck: TypeCheck | undefined) {
    this.#source = source
    this.#parser = parser
    this.#typeCheck = typeCheck
    this.#baseHash = exactHash(source.text)
  }

  /** The fix with what its checks said. Types are only looked at when all else is well, because that is the dearest check. */
  async check({ title, range, newText, likelier }: Mend): Promise<Fix> {
    const edit = { startOffset: this.#source.offsetAt(range.start), endOffset: this.#source.offsetAt(range.end), newText }
    const { text } = this.#source
    const changed = text.slice(0, edit.startOffset) + newText + text.slice(edit.endOffset)
    const { parses, restUnchanged } = changed === text ? notParsed : await this.#syntaxAfter(edit, changed)
    const isSound = parses && restUnchanged === true && likelier !== false
    const newTypeErrors = isSound ? await this.#typeCheck?.newErrors(this.#source, changed) : undefined
    return {
      title,
      edits: [{ range, newText }],
      baseHash: this.#baseHash,
      checks: {
        parses,
        ...(restUnchanged === undefined ? {} : { restUnchanged }),
        ...(likelier === undefined ? {} : { likelier }),
        ...(newTypeErrors === undefined ? {} : { newTypeErrors }),
      },
      verified: isSound && (newTypeErrors ?? 0) === 0,
    }
  }

  /** False, too, where there is no grammar to tell. */
  async #syntaxAfter(edit: OffsetEdit, changed: string): Promise<Pick<FixChecks, 'parses' | 'restUnchanged'>> {
    this.#before ??= this.#syntaxOf(this.#source)
    const before = await this.#before
    const after = await this.#syntaxOf(new SourceText(this.#source.path, this.#source.languageId, changed))
    if (before === undefined || after === undefined || after.errors > before.errors) return notParsed
    return { parses: true, restUnchanged: restIsUnchanged(before.tokens, after.tokens, edit) }
  }

  async #syntaxOf(source: SourceText): Promise<Syntax | undefined> {
    const tree = await this.#parser.parse(source)
    if (tree === undefined) return undefined
    try {
      return { errors: countSyntaxErrors(tree), tokens: tokensOf(tree) }
    } finally {
      tree.dispose()
    }
  }
}

interface Syntax {
  readonly errors: number
  readonly tokens: Tokens
}

const notParsed: Pick<FixChecks, 'parses' | 'restUnchanged'> = { parses: false }
