import type { SyntaxParser } from '../../context/parser.ts'
import { SourceText } from '../../context/source.ts'
import { countSyntaxErrors } from '../../context/syntaxErrors.ts'
import type { TypeCheck } from '../../context/typeCheck.ts'
import type { Fix } from '../../protocol/finding.ts'
import type { Range } from '../../protocol/text.ts'
import { exactHash } from './fingerprint.ts'

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
  #errorsBefore: number | undefined

  constructor(source: SourceText, parser: SyntaxParser, typeCheck: TypeCheck | undefined) {
    this.#source = source
    this.#parser = parser
    this.#typeCheck = typeCheck
    this.#baseHash = exactHash(source.text)
  }

  /** The fix with what its checks said. Types are only looked at when all else is well, because that is the dearest check. */
  async check({ title, range, newText, likelier }: Mend): Promise<Fix> {
    const changed = this.#changed(range, newText)
    const parses = changed !== this.#source.text && (await this.#parsesNoWorse(changed))
    const newTypeErrors = parses && likelier !== false ? await this.#typeCheck?.newErrors(this.#source, changed) : undefined
    return {
      title,
      edits: [{ range, newText }],
      baseHash: this.#baseHash,
      checks: {
        parses,
        ...(likelier === undefined ? {} : { likelier }),
        ...(newTypeErrors === undefined ? {} : { newTypeErrors }),
      },
      verified: parses && likelier !== false && (newTypeErrors ?? 0) === 0,
    }
  }

  #changed(range: Range, newText: string): string {
    const { text } = this.#source
    return text.slice(0, this.#source.offsetAt(range.start)) + newText + text.slice(this.#source.offsetAt(range.end))
  }

  /** False, too, where there is no grammar to tell. */
  async #parsesNoWorse(changed: string): Promise<boolean> {
    this.#errorsBefore ??= await this.#errors(this.#source)
    const after = await this.#errors(new SourceText(this.#source.path, this.#source.languageId, changed))
    return after <= this.#errorsBefore
  }

  async #errors(source: SourceText): Promise<number> {
    const tree = await this.#parser.parse(source)
    if (tree === undefined) return Number.NaN
    try {
      return countSyntaxErrors(tree)
    } finally {
      tree.dispose()
    }
  }
}
