import { matcherOf } from '../../../context/teamRules/globs.ts'
import type { TeamRule } from '../../../context/teamRules/teamRule.ts'
import { type CodePattern, codePatterns } from './codePattern.ts'
import { prohibitedCode } from './prohibited.ts'

/** How a rule is checked: by looking for code that it forbids, which is certain, or by asking the model. */
export type RuleCheck = { readonly kind: 'text'; readonly patterns: readonly CodePattern[] } | { readonly kind: 'model' }

export function checkOf({ sentence }: Pick<TeamRule, 'sentence'>): RuleCheck {
  const found = prohibitedCode(sentence)?.map(codePatterns)
  // A rule of which only a part can be looked for would seem to be kept where that part is.
  return found === undefined || found.some((patterns) => patterns.length === 0)
    ? { kind: 'model' }
    : { kind: 'text', patterns: found.flat() }
}

/** Whether a rule is for a file; none is for files outside of its workspace folder. `path`: as `SourceText` has it. */
export function isFor({ appliesTo }: Pick<TeamRule, 'appliesTo'>): (path: string) => boolean {
  const matches = matcherOf(appliesTo)
  return (path) => {
    const unified = path.replaceAll('\\', '/')
    return !/^(?:\.\.(?:\/|$)|\/|[A-Za-z][A-Za-z+.-]*:)/.test(unified) && matches(unified)
  }
}

const longestTitle = 80

/** The rule's own words as a title of at most 80 characters. */
export function titleOf({ sentence }: Pick<TeamRule, 'sentence'>): string {
  return sentence.length <= longestTitle ? sentence : `${sentence.slice(0, longestTitle - 1).trimEnd()}…`
}

/** Where a rule stands, in words. */
export function placeOf({ file, line }: Pick<TeamRule, 'file' | 'line'>): string {
  return `line ${line + 1} of ${file}`
}
