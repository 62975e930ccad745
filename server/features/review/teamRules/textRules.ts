import type { OffsetSpan } from '../../../context/cuts.ts'
import type { TeamRule } from '../../../context/teamRules/teamRule.ts'
import type { Observation, ObservedUnit, Observer } from '../observation.ts'
import { checkOf, isFor, placeOf, titleOf } from './checkedRule.ts'
import { type CodePattern, matchesOf } from './codePattern.ts'
import { tokensOf } from './codeTokens.ts'

/** The text is there or it is not; what is left is that the rule was meant otherwise. */
const certain = 0.99

interface TextRule {
  readonly rule: TeamRule
  readonly isFor: (path: string) => boolean
  readonly patterns: readonly CodePattern[]
}

/** Looks for the code that rules forbid; rules that only a model can check are passed over. No model is asked. */
export function textRules(rules: readonly TeamRule[]): Observer {
  const checked: readonly TextRule[] = rules.flatMap((rule) => {
    const check = checkOf(rule)
    return check.kind === 'text' ? [{ rule, isFor: isFor(rule), patterns: check.patterns }] : []
  })
  return {
    asksModel: false,
    seesAll: true,
    observe: async (unit) =>
      checked
        .filter((each) => each.isFor(unit.source.path))
        .flatMap((each) => broken(each, unit))
        .toSorted((a, b) => a.startOffset - b.startOffset || a.endOffset - b.endOffset),
  }
}

function broken({ rule, patterns }: TextRule, { source, tree, unit }: ObservedUnit): readonly Observation[] {
  const file = tokensOf(source, tree)
  const spans = distinct(patterns.flatMap((pattern) => matchesOf(pattern, file, unit)))
  return spans.map(({ startOffset, endOffset }) => {
    const title = titleOf(rule)
    const written = source.text.slice(startOffset, endOffset).replaceAll(/\s+/g, ' ').replaceAll('`', "'")
    return {
      ruleId: rule.id,
      category: 'guideline',
      severity: rule.severity,
      startOffset,
      endOffset,
      title,
      confidence: certain,
      evidence: { reason: `${placeOf(rule)} forbids \`${written}\`` },
      ...(title === rule.sentence
        ? {}
        : { related: [{ range: source.rangeBetween(startOffset, endOffset), message: `The rule says: ${rule.sentence}` }] }),
    }
  })
}

/** One for each place, where a rule names both a part and the whole. */
function distinct(spans: readonly OffsetSpan[]): readonly OffsetSpan[] {
  return spans.filter(
    (span, index) => !spans.some((other, at) => at !== index && covers(other, span) && (at < index || !covers(span, other))),
  )
}

function covers(outer: OffsetSpan, inner: OffsetSpan): boolean {
  return outer.startOffset <= inner.startOffset && inner.endOffset <= outer.endOffset
}
