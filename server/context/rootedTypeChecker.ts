import { resolve } from 'node:path'
import { SourceText } from './source.ts'
import { type AskedService, TypeChecker } from './typeCheck.ts'

/** Finds the project of sources that are named by their path within a folder, as findings name them. */
export class RootedTypeChecker extends TypeChecker {
  readonly #root: string
  #last: { readonly named: SourceText; readonly located: SourceText } | undefined

  constructor(root: string) {
    super()
    this.#root = root
  }

  override newErrors(source: SourceText, changedText: string): number | undefined {
    return super.newErrors(this.#locate(source), changedText)
  }

  override ask<Answer>(
    source: SourceText,
    look: (asked: AskedService) => Answer,
    beside: readonly SourceText[] = [],
  ): Answer | undefined {
    return super.ask(
      this.#locate(source),
      look,
      beside.map((each) => located(this.#root, each)),
    )
  }

  override namesOf(beside: readonly SourceText[]): readonly string[] {
    return super.namesOf(beside.map((each) => located(this.#root, each)))
  }

  /** The same object for the same source, because the errors of the text as it is are kept by it. */
  #locate(named: SourceText): SourceText {
    if (this.#last?.named !== named) {
      this.#last = { named, located: located(this.#root, named) }
    }
    return this.#last.located
  }
}

function located(root: string, { path, languageId, text }: SourceText): SourceText {
  return new SourceText(resolve(root, path), languageId, text)
}
