import type { SyntaxParser } from '../../context/parser.ts'
import type { Refactorings } from '../../context/refactorings.ts'
import type { TypeCheck } from '../../context/typeCheck.ts'
import type { Engine } from '../../engine/engine.ts'

/** What everything that proposes edits needs of the world. */
export interface EditDeps {
  readonly engine: Engine
  readonly parser: SyntaxParser
  /** Absent: types are not checked. */
  readonly typeChecker?: TypeCheck
  /** TypeScript's own rewritings; absent: rewrites do without. */
  readonly refactorings?: Refactorings
}
