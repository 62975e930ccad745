import { describe, expect, it } from 'vitest'
import { changeItems, lastChanges, reviewedChanges } from '../../client/changeChoices.ts'

const t = (text: string, ...values: readonly (string | number | boolean)[]) =>
  text.replaceAll(/\{(\d)\}/g, (_, index) => String(values[index]))

describe('which changes are reviewed', () => {
  it('is asked with the last choice on top', () => {
    const order = (...last: Parameters<typeof lastChanges>) => changeItems(lastChanges(...last), t).map(({ choice }) => choice)
    expect(order(undefined)).toEqual(['uncommitted', 'staged', 'branch', 'otherBase'])
    expect(order({ choice: 'branch' })).toEqual(['branch', 'uncommitted', 'staged', 'otherBase'])
  })

  it('names the base of the last time', () => {
    const last = { choice: 'otherBase', base: 'release/1' } as const
    expect(changeItems(last, t)[0]?.description).toContain('release/1')
  })

  it.each([undefined, null, 'branch', 3, {}, { choice: 'everything' }])('is not known from %j', (stored) => {
    expect(lastChanges(stored)).toBeUndefined()
  })

  it.each([
    [{ choice: 'uncommitted' }, { kind: 'uncommitted' }],
    [{ choice: 'staged', base: 'main' }, { kind: 'staged' }],
    [{ choice: 'branch', base: 'main' }, { kind: 'branch' }],
    [
      { choice: 'otherBase', base: 'main' },
      { kind: 'branch', base: 'main' },
    ],
  ] as const)('%j is asked of the server', (chosen, asked) => {
    expect(reviewedChanges(chosen)).toEqual(asked)
  })
})
