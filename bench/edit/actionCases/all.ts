import type { ActionCase } from './actionCase.ts'
import { callbacks } from './callbacks.ts'
import { conditions } from './conditions.ts'
import { extracting } from './extracting.ts'
import { loops } from './loops.ts'
import { naming } from './naming.ts'
import { optimising } from './optimising.ts'
import { secondCases } from './second/all.ts'
import { splitting } from './splitting.ts'
import { trapsOfConditions } from './trapsOfConditions.ts'
import { trapsOfLoops } from './trapsOfLoops.ts'
import { trapsOfVariables } from './trapsOfVariables.ts'
import { typesAndDeadCode } from './typesAndDeadCode.ts'

/** 40 places where an action belongs, three for almost every kind, and 20 traps; rules were mended by what they showed. */
const firstCases: readonly ActionCase[] = [
  ...extracting,
  ...naming,
  ...conditions,
  ...loops,
  ...callbacks,
  ...splitting,
  ...typesAndDeadCode,
  ...optimising,
  ...trapsOfLoops,
  ...trapsOfVariables,
  ...trapsOfConditions,
]

export const setNames = ['first', 'second'] as const
export type SetName = (typeof setNames)[number]

/** Two independent tables of the same kinds of cases. */
export const actionSets: Readonly<Record<SetName, readonly ActionCase[]>> = { first: firstCases, second: secondCases }
