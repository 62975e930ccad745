import type { ChangeVerdict, CompilerAnswer, CompilerError, CompilerQuestion } from './compiler.ts'
import { errorsOf, verdictOf } from './compilerErrors.ts'
import { ideasOf } from './compilerIdeas.ts'
import { SourceText } from './source.ts'
import type { TypeChecker } from './typeCheck.ts'

/** Answers questions to the compiler in this very thread. */
export class LocalCompiler {
  readonly #checker: TypeChecker
  #last: { readonly path: string; readonly text: string; readonly errors: readonly CompilerError[] } | undefined

  constructor(checker: TypeChecker) {
    this.#checker = checker
  }

  /** `undefined` where the compiler cannot tell. */
  answer(source: SourceText, question: CompilerQuestion): CompilerAnswer | undefined {
    switch (question.kind) {
      case 'errors': {
        const errors = this.#read(source)
        return errors && { kind: 'errors', errors }
      }
      case 'ideas': {
        const ideas = this.#checker.ask(source, (asked) => ideasOf(asked, source.text, question.error))
        return ideas && { kind: 'ideas', ideas }
      }
      case 'verdicts': {
        const verdicts = this.#verdicts(source, question.error, question.changedTexts)
        return verdicts && { kind: 'verdicts', verdicts }
      }
    }
  }

  #verdicts(source: SourceText, error: CompilerError, texts: readonly string[]): readonly ChangeVerdict[] | undefined {
    const before = this.#errors(source)
    if (before === undefined) return undefined
    const verdicts: ChangeVerdict[] = []
    for (const text of texts) {
      const after = this.#checker.ask(new SourceText(source.path, source.languageId, text), errorsOf)
      if (after === undefined) return undefined
      verdicts.push(verdictOf(error, before, after))
    }
    return verdicts
  }

  /** What was told of the same text last: verdicts of one error come in several questions. */
  #errors(source: SourceText): readonly CompilerError[] | undefined {
    const isKnown = this.#last?.path === source.path && this.#last.text === source.text
    return isKnown ? this.#last?.errors : this.#read(source)
  }

  #read(source: SourceText): readonly CompilerError[] | undefined {
    const errors = this.#checker.ask(source, errorsOf)
    this.#last = errors && { path: source.path, text: source.text, errors }
    return errors
  }
}
