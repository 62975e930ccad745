import { expect, it } from 'vitest'
import { RemoteLanes } from '../../../../server/engine/remote/lanes.ts'
import type { Lane } from '../../../../server/protocol/figures.ts'

const never = new AbortController().signal

it('a completion never waits', async () => {
  const lanes = new RemoteLanes(1)
  await lanes.enter('user', never)
  await lanes.enter('interactive', never)
  await lanes.enter('interactive', never)
})

it('what waits goes by lane, then by arrival', async () => {
  const lanes = new RemoteLanes(2)
  const leave = await lanes.enter('user', never)
  const order: string[] = []
  const enter = async (lane: Lane, name: string) => {
    const left = await lanes.enter(lane, never)
    order.push(name)
    left()
  }
  const all = [enter('idle', 'idle'), enter('user', 'first'), enter('user', 'second'), enter('ahead', 'ahead')]
  leave()
  await Promise.all(all)
  expect(order).toEqual(['ahead', 'first', 'second', 'idle'])
})

it('who is sent away while waiting takes no place', async () => {
  const lanes = new RemoteLanes(2)
  const leave = await lanes.enter('user', never)
  const stop = new AbortController()
  const waiting = lanes.enter('user', stop.signal)
  stop.abort()
  await expect(waiting).rejects.toBe(stop.signal.reason)
  const next = lanes.enter('idle', never)
  leave()
  await next
})
