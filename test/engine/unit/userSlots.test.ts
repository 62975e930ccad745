import type { Token } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { userSlots } from '../../../server/engine/local/userSlots.ts'
import type { WarmSequence } from '../../../server/engine/local/warmSequence.ts'

const never = new AbortController().signal
const tokens = [1, 2, 3] as Token[]

/** Sequences that suit every prompt alike, of which nothing is put away. */
function desk(count: number) {
  const sequences = Array.from({ length: count }, () => ({ shared: () => 0 }) as unknown as WarmSequence)
  return { sequences, slots: userSlots(sequences, { exchange: async () => {} }) }
}

test('a request that gives way comes back to a sequence of its own', async () => {
  const { sequences, slots } = desk(1)
  const ada = await slots.take('user', 'ada', tokens, never)
  expect(ada.warm).toBe(sequences[0])
  const bob = slots.take('user', 'bob', tokens, never)
  const back = ada.giveWay(tokens)
  ;(await bob).release()
  expect(await back).toBe(true)
  expect(ada.warm).toBe(sequences[0])
})

test('a request whose wait was cancelled holds no sequence, and gives back none of another user', async () => {
  const { sequences, slots } = desk(1)
  const stop = new AbortController()
  const ada = await slots.take('user', 'ada', tokens, stop.signal)
  const asked = slots.take('user', 'bob', tokens, never)
  const back = ada.giveWay(tokens)
  const bob = await asked
  stop.abort('enough')
  await expect(back).rejects.toBe('enough')
  expect(() => ada.warm).toThrow('holds no sequence')
  await expect(ada.restore()).rejects.toThrow('holds no sequence')
  ada.release()
  // Still bob's: whoever comes now has to wait for him.
  let isServed = false
  const eve = slots.take('user', 'eve', tokens, never).then((slot) => {
    isServed = true
    return slot
  })
  await new Promise(setImmediate)
  expect([bob.warm, isServed]).toEqual([sequences[0], false])
  bob.release()
  expect((await eve).warm).toBe(sequences[0])
})

test('a sequence that was given back twice is free once', async () => {
  const { slots } = desk(1)
  const ada = await slots.take('user', 'ada', tokens, never)
  ada.release()
  const bob = await slots.take('user', 'bob', tokens, never)
  ada.release()
  expect(() => ada.warm).toThrow('holds no sequence')
  let isServed = false
  void slots.take('user', 'eve', tokens, never).then(() => {
    isServed = true
  })
  await new Promise(setImmediate)
  expect(isServed).toBe(false)
  bob.release()
})
