import type { TeamRule } from '../../../context/teamRules/teamRule.ts'
import type { Observer } from '../observation.ts'
import { modelRules } from './modelRules.ts'
import { textRules } from './textRules.ts'
import type { VerdictCache } from './verdictCache.ts'

/** What a review looks for because a team asks for it; nothing where there are no rules. */
export function teamRuleObservers(rules: readonly TeamRule[], verdicts: VerdictCache): readonly Observer[] {
  return rules.length === 0 ? [] : [textRules(rules), modelRules(rules, verdicts)]
}
