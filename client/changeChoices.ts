import type { ReviewedChanges } from '../server/protocol/requests.ts'
import type { Translate } from './statusText.ts'

/** Which changes there are to choose from; `otherBase` asks for the base. */
export type ChangeChoice = 'uncommitted' | 'staged' | 'branch' | 'otherBase'

/** What was chosen last in this workspace. */
export interface LastChanges {
  readonly choice: ChangeChoice
  readonly base?: string
}

interface ChangeItem {
  readonly choice: ChangeChoice
  readonly label: string
  readonly description: string
}

const choices: readonly ChangeChoice[] = ['uncommitted', 'staged', 'branch', 'otherBase']

/** What was kept of an earlier choice; anything else than such a choice counts as none. */
export function lastChanges(stored: unknown): LastChanges | undefined {
  if (typeof stored !== 'object' || stored === null || !('choice' in stored)) return undefined
  const choice = choices.find((each) => each === stored.choice)
  const base = 'base' in stored && typeof stored.base === 'string' ? stored.base : undefined
  return choice === undefined ? undefined : { choice, ...(base === undefined ? {} : { base }) }
}

/** The items to choose from, that of the last choice on top so that Enter repeats it. */
export function changeItems(last: LastChanges | undefined, t: Translate): readonly ChangeItem[] {
  const all: readonly ChangeItem[] = [
    { choice: 'uncommitted', label: t('Uncommitted Changes'), description: t('What differs from the last commit') },
    { choice: 'staged', label: t('Staged Changes'), description: t('What the next commit holds') },
    { choice: 'branch', label: t('Changes of This Branch'), description: t('Since it left the default branch') },
    {
      choice: 'otherBase',
      label: t('Changes of This Branch Since…'),
      description: last?.base === undefined ? t('Another branch or commit') : t('For example {0}, as last time', last.base),
    },
  ]
  return [...all.filter(({ choice }) => choice === last?.choice), ...all.filter(({ choice }) => choice !== last?.choice)]
}

/** As the server takes it. */
export function reviewedChanges({ choice, base }: LastChanges): ReviewedChanges {
  switch (choice) {
    case 'uncommitted':
    case 'staged':
    case 'branch':
      return { kind: choice }
    case 'otherBase':
      return base === undefined ? { kind: 'branch' } : { kind: 'branch', base }
  }
}
