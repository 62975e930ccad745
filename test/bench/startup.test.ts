import { expect, test } from 'vitest'
import { table } from '../../bench/startup/table.ts'

const sample = (activationMs: number, firstShown = 'Latent is loading the model') => ({
  activationMs,
  serverMs: 10 * activationMs,
  readyAfterShownMs: 100 * activationMs,
  firstShown,
})

test('a start is told by the median of all, the fastest and the slowest', () => {
  const [head, activation, server, ready] = table([sample(30), sample(10), sample(21), sample(24)]).split('\n')
  expect([head, activation, server, ready].map((line) => line?.replace(/ +/g, ' '))).toEqual([
    'ms median fastest slowest',
    'activation of the extension 23 10 30',
    'first answer of the server 225 100 300',
    'model ready after its loading is shown 2250 1000 3000',
  ])
})

test('starts that did not show that the model loads are counted', () => {
  expect(table([sample(1), sample(1, 'Latent is ready')])).toContain('showed the model loading in 1 of 2 starts')
})
