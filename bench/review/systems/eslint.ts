import { createRequire } from 'node:module'
import javascript from '@eslint/js'
import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import { factsOf, touchesFault } from '../judge.ts'
import type { Alarm, TrialRecord } from '../records.ts'
import type { Trial } from '../trial.ts'

/** Names that Node gives, for rules that follow them. */
const globals = Object.fromEntries(
  ['require', 'module', 'exports', '__dirname', '__filename', 'process', 'Buffer', 'console', 'crypto'].map(
    (name) => [name, 'readonly'] as const,
  ),
)
/** Not all names of the browser and of Node are told to it, and types are names to it: these rules would speak of them alone. */
const notAsked = { 'no-undef': 'off', 'no-unused-vars': 'off', 'no-redeclare': 'off' } as const

// It comes without types.
const security: { readonly configs: { readonly recommended: Linter.Config } } = createRequire(import.meta.url)(
  'eslint-plugin-security',
)

const config: Linter.Config[] = [
  { files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'] },
  javascript.configs.recommended,
  security.configs.recommended,
  { languageOptions: { globals }, rules: notAsked, linterOptions: { reportUnusedDisableDirectives: 'off' } },
  { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: typescriptParser } },
]

const linter = new Linter()

/** eslint's recommended rules with those of eslint-plugin-security; `undefined` where eslint does not know the language. */
export function eslintReview(trial: Trial): TrialRecord | undefined {
  const { source, lines } = trial
  if (!/^(java|type)script(react)?$/.test(source.languageId)) return undefined
  const started = performance.now()
  const messages = linter.verify(source.text, config, { filename: source.path })
  const ms = performance.now() - started
  const inFunction = messages.filter(({ line, fatal }) => fatal !== true && line > lines.startLine && line <= lines.endLine)
  return { ...factsOf(trial, 'eslint'), alarms: inFunction.map((each) => alarmOf(each, trial)), ms, evaluatedTokens: 0 }
}

function alarmOf({ line, endLine, ruleId, fix }: Linter.LintMessage, trial: Trial): Alarm {
  // A finding of several lines is where it begins, as an editor lists it; a whole block would touch everything.
  const last = Math.min(endLine ?? line, line + 2)
  const range = { start: { line: line - 1, character: 0 }, end: { line: last - 1, character: 1 } }
  return {
    ...{ line: line - 1, rule: ruleId ?? 'eslint', quote: trial.source.lineText(line - 1).trim(), confidence: 1 },
    ...(fix === undefined ? {} : { newText: fix.text }),
    ...{ right: touchesFault(trial, range), exact: false, verified: false, shownAt: [0.6, 0.8, 0.9] },
  }
}
