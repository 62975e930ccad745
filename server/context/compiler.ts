import type { OffsetSpan } from './cuts.ts'
import type { SourceText } from './source.ts'
import type { TypeCheck } from './typeCheck.ts'

/** An error that the compiler reports of a text. */
export interface CompilerError extends OffsetSpan {
  /** TypeScript's number, such as 2339. */
  readonly code: number
  readonly message: string
}

/** An edit of one place, by offsets. */
export interface CompilerEdit extends OffsetSpan {
  readonly newText: string
}

/** What TypeScript itself would do about an error, as one edit. */
export interface CompilerFix extends CompilerEdit {
  readonly title: string
  /** TypeScript's name for the kind of fix, such as `spelling` or `import`. */
  readonly name: string
}

/** Names that the compiler knows at a word of the text: members of what stands before the point, or what is in scope. */
export interface KnownNames extends OffsetSpan {
  /** Those nearest to what is written first. */
  readonly names: readonly string[]
}

export interface CompilerIdeas {
  readonly fixes: readonly CompilerFix[]
  readonly names: readonly KnownNames[]
}

/** What a change of the text does to its errors. */
export interface ChangeVerdict {
  /** Whether the error asked about is no longer reported. */
  readonly isGone: boolean
  /** Errors that were not there before. */
  readonly newErrors: number
  /** Errors that are no longer there. */
  readonly goneErrors: number
}

/** The compiler as far as it helps to mend an error. `undefined` where it cannot tell, as for other languages. */
export interface Compiler extends TypeCheck {
  /** In the order of the text. */
  errors(source: SourceText): Promise<readonly CompilerError[] | undefined>
  ideas(source: SourceText, error: CompilerError): Promise<CompilerIdeas | undefined>
  /** One verdict a text, in order. */
  verdicts(
    source: SourceText,
    error: CompilerError,
    changedTexts: readonly string[],
  ): Promise<readonly ChangeVerdict[] | undefined>
}

/** Questions to the compiler as plain data, for asking them in another thread. */
export type CompilerQuestion =
  | { readonly kind: 'errors' }
  | { readonly kind: 'ideas'; readonly error: CompilerError }
  | { readonly kind: 'verdicts'; readonly error: CompilerError; readonly changedTexts: readonly string[] }

export type CompilerAnswer =
  | { readonly kind: 'errors'; readonly errors: readonly CompilerError[] }
  | { readonly kind: 'ideas'; readonly ideas: CompilerIdeas }
  | { readonly kind: 'verdicts'; readonly verdicts: readonly ChangeVerdict[] }

/** A compiler by whoever answers its questions. */
export function compilerBy(
  ask: (source: SourceText, question: CompilerQuestion) => Promise<CompilerAnswer | undefined>,
  types: TypeCheck,
): Compiler {
  return {
    newErrors: (source, changedText) => types.newErrors(source, changedText),
    errors: async (source) => {
      const answer = await ask(source, { kind: 'errors' })
      return answer?.kind === 'errors' ? answer.errors : undefined
    },
    ideas: async (source, error) => {
      const answer = await ask(source, { kind: 'ideas', error })
      return answer?.kind === 'ideas' ? answer.ideas : undefined
    },
    verdicts: async (source, error, changedTexts) => {
      const answer = await ask(source, { kind: 'verdicts', error, changedTexts })
      return answer?.kind === 'verdicts' ? answer.verdicts : undefined
    },
  }
}
