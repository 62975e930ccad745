import type { RuleSeverity } from './teamRule.ts'

/** What a file, a section or a single rule says of where it applies and how much it matters. */
export interface RuleScope {
  readonly appliesTo: readonly string[]
  readonly severity: RuleSeverity
}

/** A line that says such a thing. */
export type Directive =
  | { readonly kind: 'appliesTo'; readonly globs: readonly string[] }
  | { readonly kind: 'severity'; readonly severity: RuleSeverity }
  | { readonly kind: 'unknownSeverity'; readonly written: string }

/** Nobody names more or longer globs; a glob is turned into a regular expression, which must stay small. */
const mostGlobs = 50
const longestGlob = 200

const appliesTo = /^(?:applies[ _-]?to|applyTo|适用于|适用范围)\s*[:：]\s*(.*)$/i
const severity = /^(?:severity|严重性|严重程度|级别)\s*[:：]\s*(.*)$/i

const severities: ReadonlyMap<string, RuleSeverity> = new Map([
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'info'],
  ['错误', 'error'],
  ['警告', 'warning'],
  ['信息', 'info'],
])

/** `applies to: src/**, !**\/*.test.ts` or `severity: error`, in English or Chinese. `undefined`: the line says something else. */
export function directiveOf(line: string): Directive | undefined {
  const text = line.trim()
  const globs = appliesTo.exec(text)?.[1]
  if (globs !== undefined) return { kind: 'appliesTo', globs: globsOf(globs) }
  const written = severity.exec(text)?.[1]
  if (written === undefined) return undefined
  const known = severities.get(unquoted(written).toLowerCase())
  return known === undefined ? { kind: 'unknownSeverity', written } : { kind: 'severity', severity: known }
}

/** The scope with what a directive says put in its place. */
export function scopeWith(scope: RuleScope, directive: Directive): RuleScope {
  switch (directive.kind) {
    case 'appliesTo':
      return { ...scope, appliesTo: directive.globs }
    case 'severity':
      return { ...scope, severity: directive.severity }
    case 'unknownSeverity':
      return scope
  }
}

/** Globs with commas between them, each as it is, quoted, or as code; a list may stand in brackets. A comma within braces is the glob's own. */
function globsOf(list: string): readonly string[] {
  const inner = /^\[(.*)\]$/.exec(list.trim())?.[1] ?? list
  const globs: string[] = []
  let depth = 0
  let glob = ''
  for (const character of `${inner},`) {
    if (character === '{') depth += 1
    else if (character === '}') depth -= 1
    if ((character === ',' || character === '，') && depth <= 0) {
      globs.push(unquoted(glob.replaceAll(/\\([*_!])/g, '$1')))
      glob = ''
    } else glob += character
  }
  return globs.filter((each) => each !== '' && each.length <= longestGlob).slice(0, mostGlobs)
}

function unquoted(text: string): string {
  const trimmed = text.trim()
  return /^(["'`])(.*)\1$/.exec(trimmed)?.[2]?.trim() ?? trimmed
}
