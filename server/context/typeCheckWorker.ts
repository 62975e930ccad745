// A thread for TypeScript's checker: its first answer takes more than a second, in which completions must go on being answered.
import { parentPort } from 'node:worker_threads'
import type { CompilerAnswer, CompilerQuestion } from './compiler.ts'
import { LocalCompiler } from './localCompiler.ts'
import { answerRefactoring } from './localRefactorings.ts'
import type { RefactoringAnswer, RefactoringQuestion } from './refactorings.ts'
import { RootedTypeChecker } from './rootedTypeChecker.ts'
import { SourceText } from './source.ts'

export interface TypeCheckQuestion {
  readonly id: number
  readonly root: string
  readonly path: string
  readonly languageId: string
  readonly text: string
  readonly changedText: string
  /** Asked instead of the errors that `changedText` brings in. */
  readonly compiler?: CompilerQuestion
  /** Asked instead of both. */
  readonly refactoring?: RefactoringQuestion
}

export interface TypeCheckAnswer {
  readonly id: number
  /** `undefined`: not checked. */
  readonly newErrors: number | undefined
  readonly compiler?: CompilerAnswer
  readonly refactoring?: RefactoringAnswer
}

const checkers = new Map<string, RootedTypeChecker>()
const compilers = new Map<string, LocalCompiler>()
/** Kept while questions are about the same text, because the checker keeps the errors of the text as it is by it. */
let last: SourceText | undefined

parentPort?.on('message', (question: TypeCheckQuestion) => {
  const checker = checkers.get(question.root) ?? new RootedTypeChecker(question.root)
  checkers.set(question.root, checker)
  const { path, languageId, text } = question
  if (last?.path !== path || last.languageId !== languageId || last.text !== text) last = new SourceText(path, languageId, text)
  if (question.refactoring !== undefined) {
    const found = answerRefactoring(checker, last, question.refactoring)
    parentPort?.postMessage({
      id: question.id,
      newErrors: undefined,
      ...(found && { refactoring: found }),
    } satisfies TypeCheckAnswer)
    return
  }
  if (question.compiler !== undefined) {
    const compiler = compilers.get(question.root) ?? new LocalCompiler(checker)
    compilers.set(question.root, compiler)
    const found = compiler.answer(last, question.compiler)
    parentPort?.postMessage({
      id: question.id,
      newErrors: undefined,
      ...(found && { compiler: found }),
    } satisfies TypeCheckAnswer)
    return
  }
  const answer: TypeCheckAnswer = { id: question.id, newErrors: checker.newErrors(last, question.changedText) }
  parentPort?.postMessage(answer)
})
