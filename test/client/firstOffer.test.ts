import { describe, expect, it } from 'vitest'
import { firstOffer } from '../../client/firstOffer.ts'
import type { ModelChoice } from '../../server/protocol/models.ts'

function model(name: string, gigabytes: number | undefined, more: Partial<ModelChoice> = {}): ModelChoice {
  return {
    name,
    title: name,
    description: '',
    licence: '',
    installed: false,
    canBePulled: true,
    fit: 'fits',
    fitDetail: '',
    current: false,
    ...(gigabytes === undefined ? {} : { bytes: gigabytes * 1e9 }),
    ...more,
  }
}

const names = (models: readonly ModelChoice[]) => {
  const { best, small } = firstOffer(models)
  return { best: best?.name, small: small?.name }
}
const starter = model('starter', 0.5)
const middle = model('middle', 0.9)
const large = model('large', 14, { recommended: true })

describe('somebody without a model is offered', () => {
  it('the best one and, where that is a long download, the smallest that fits', () => {
    expect(names([middle, starter, large])).toEqual({ best: 'large', small: 'starter' })
  })

  it('a small one beside a best one whose size only the hub knows', () => {
    expect(names([starter, model('large', undefined, { recommended: true })])).toEqual({ best: 'large', small: 'starter' })
  })

  it('only the best one where that is short as far as can be told', () => {
    expect(names([starter, model('short', undefined, { aboutBytes: 0.9e9, recommended: true })])).toEqual({
      best: 'short',
      small: undefined,
    })
  })

  it('only the best one where that is here, or a short download', () => {
    expect(names([starter, { ...large, installed: true }])).toEqual({ best: 'large', small: undefined })
    expect(names([starter, { ...middle, recommended: true }])).toEqual({ best: 'middle', small: undefined })
  })

  it('no small one that has to be brought by hand or does not fit', () => {
    const others = [
      { ...starter, canBePulled: false },
      { ...middle, fit: 'tooBig' as const },
    ]
    expect(names([...others, large])).toEqual({ best: 'large', small: undefined })
  })

  it('the first that fits where none is recommended, and nothing where none fits', () => {
    expect(names([{ ...starter, fit: 'tooBig' }, middle])).toEqual({ best: 'middle', small: undefined })
    expect(names([{ ...starter, fit: 'tooBig' }])).toEqual({ best: undefined, small: undefined })
  })
})
