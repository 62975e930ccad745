import { jsonRules } from '../engine/grammar/jsonRules.ts'

/** Any JSON object. */
export const jsonGrammar = `root ::= object\n${jsonRules}`
