import type { TeamRules } from '../../../context/teamRules/teamRule.ts'
import type { Observer } from '../observation.ts'
import { modelRules } from './modelRules.ts'
import { textRules } from './textRules.ts'
import type { VerdictCache } from './verdictCache.ts'

export interface TeamRuleDeps {
  /** What the model said before. */
  readonly verdicts: VerdictCache
  /** Gets a line for each unit whose rules are not all checked, because the model's verdicts are not calibrated. */
  tell(line: string): void
}

/** What a review looks for because a team asks for it; nothing where there are no rules. */
export function teamRuleObservers({ rules }: TeamRules, { verdicts, tell }: TeamRuleDeps): readonly Observer[] {
  return rules.length === 0 ? [] : [textRules(rules), modelRules(rules, verdicts, tell)]
}

/** A line for each thing in the files of rules that somebody should mend. */
export function leftOutLines({ leftOut }: TeamRules): readonly string[] {
  return leftOut
    .filter(({ kind }) => kind === 'problem')
    .map(({ file, line, reason }) => `${file}${line === undefined ? '' : `, line ${line + 1}`}: ${reason}.`)
}
