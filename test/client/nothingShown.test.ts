import { expect, test } from 'vitest'
import { nothingShown } from '../../client/nothingShown.ts'
import { type Quiet, statusText, type Translate } from '../../client/statusText.ts'

const english: Translate = (message, ...values) => message.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]))
const none: Quiet = { kind: 'none' }

test('A completion that was held back for doubt says how sure the model was', () => {
  const last = { outcome: 'nothing', reason: 'lowConfidence', confidence: 0.0812 } as const
  expect(nothingShown(last, english)).toBe('Nothing shown: the model was not sure enough (8 %).')
  expect(nothingShown({ outcome: 'nothing', reason: 'lowConfidence' }, english)).toBe(
    'Nothing shown: the model was not sure enough.',
  )
})

test('A completion that is on screen needs no reason, and an unknown reason is not made up', () => {
  expect(nothingShown({ outcome: 'shown', ms: 40 }, english)).toBeUndefined()
  expect(nothingShown({ outcome: 'nothing' }, english)).toBeUndefined()
})

test('The tooltip gives the reason right below the state', () => {
  const last = { outcome: 'nothing', reason: 'repeatsBelow' } as const
  const { tooltip } = statusText({ state: 'ready', lastCompletion: last }, { host: '', remoteName: undefined }, english, none)
  expect(tooltip).toEqual(['Latent is ready', 'Nothing shown: it would repeat what stands there already.'])
})
