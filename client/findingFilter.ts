import type { Category, Finding, Severity } from '../server/protocol/finding.ts'
import type { Translate } from './statusText.ts'

/** What a finding is to whoever looks for it: shown, gone stale, held back or dismissed. */
export type Standing = 'open' | 'stale' | 'heldBack' | 'dismissed'

type FilterKey = `severity.${Severity}` | `category.${Category}` | `state.${Standing}`

/** What the Review view leaves out. */
export type FindingFilter = ReadonlySet<FilterKey>

export interface FilterChoice {
  readonly key: FilterKey
  readonly label: string
}
export interface FilterGroup {
  readonly title: string
  readonly choices: readonly FilterChoice[]
}

/** All that can be left out, in groups as the user sees them. */
export function filterGroups(t: Translate): readonly FilterGroup[] {
  return [
    {
      title: t('Severity'),
      choices: [
        { key: 'severity.error', label: t('Errors') },
        { key: 'severity.warning', label: t('Warnings') },
        { key: 'severity.info', label: t('Information') },
        { key: 'severity.hint', label: t('Hints') },
      ],
    },
    {
      title: t('State'),
      choices: [
        { key: 'state.open', label: t('Still open') },
        { key: 'state.stale', label: t('Changed since the review') },
        { key: 'state.heldBack', label: t('Held back') },
        { key: 'state.dismissed', label: t('Dismissed') },
      ],
    },
    {
      title: t('Category'),
      choices: [
        { key: 'category.bug', label: t('Bugs') },
        { key: 'category.security', label: t('Security') },
        { key: 'category.concurrency', label: t('Concurrency') },
        { key: 'category.resource', label: t('Resources') },
        { key: 'category.performance', label: t('Performance') },
        { key: 'category.api-misuse', label: t('Misused interfaces') },
        { key: 'category.maintainability', label: t('Maintainability') },
        { key: 'category.guideline', label: t('Rules of the team') },
      ],
    },
  ]
}

/** A filter out of what was remembered; keys that are not known any more are dropped. */
export function readFilter(remembered: unknown): FindingFilter {
  const known: readonly string[] = filterGroups((text) => text).flatMap(({ choices }) => choices.map(({ key }) => key))
  const isKey = (value: unknown): value is FilterKey => typeof value === 'string' && known.includes(value)
  return new Set(Array.isArray(remembered) ? remembered.filter(isKey) : [])
}

export function passes(finding: Pick<Finding, 'severity' | 'category'>, standing: Standing, filter: FindingFilter): boolean {
  return (
    !filter.has(`state.${standing}`) && !filter.has(`severity.${finding.severity}`) && !filter.has(`category.${finding.category}`)
  )
}
