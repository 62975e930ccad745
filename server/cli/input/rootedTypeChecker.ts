import { resolve } from 'node:path'
import { SourceText } from '../../context/source.ts'
import { TypeChecker } from '../../context/typeCheck.ts'

/** Finds the project of sources that are named by their path within a workspace, wherever the command was started. */
export class RootedTypeChecker extends TypeChecker {
  readonly #root: string

  constructor(root: string) {
    super()
    this.#root = root
  }

  override newErrors(source: SourceText, changedText: string): number | undefined {
    return super.newErrors(new SourceText(resolve(this.#root, source.path), source.languageId, source.text), changedText)
  }
}
