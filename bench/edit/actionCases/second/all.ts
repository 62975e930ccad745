import type { ActionCase } from '../actionCase.ts'
import { conditions } from './conditions.ts'
import { documenting } from './documenting.ts'
import { earlyReturns } from './earlyReturns.ts'
import { extractingFunctions } from './extractingFunctions.ts'
import { extractingValues } from './extractingValues.ts'
import { loops } from './loops.ts'
import { naming } from './naming.ts'
import { optimising } from './optimising.ts'
import { promises } from './promises.ts'
import { splitting } from './splitting.ts'
import { trapsOfConditions } from './trapsOfConditions.ts'
import { trapsOfExtracting } from './trapsOfExtracting.ts'
import { trapsOfInlining } from './trapsOfInlining.ts'
import { trapsOfLoops } from './trapsOfLoops.ts'
import { typesAndDeadCode } from './typesAndDeadCode.ts'

/** 40 places and 20 traps, written from what users are promised, without a look at how it is done, and committed before their first run. */
export const secondCases: readonly ActionCase[] = [
  ...extractingFunctions,
  ...extractingValues,
  ...naming,
  ...conditions,
  ...earlyReturns,
  ...loops,
  ...promises,
  ...splitting,
  ...typesAndDeadCode,
  ...optimising,
  ...documenting,
  ...trapsOfExtracting,
  ...trapsOfInlining,
  ...trapsOfConditions,
  ...trapsOfLoops,
]
