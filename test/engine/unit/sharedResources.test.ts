import { expect, test, vi } from 'vitest'
import { SharedResources } from '../../../server/engine/local/sharedResources.ts'

/** Resources that note what is opened and closed. */
function begin() {
  const did: string[] = []
  const resources = new SharedResources<string>(async (name) => void did.push(`close ${name}`))
  const take = (name: string) =>
    resources.acquire(name, async () => {
      did.push(`open ${name}`)
      return name
    })
  return { resources, take, did }
}

test('what two ask for is opened once, and closed when both are done', async () => {
  const { take, did } = begin()
  const [first, second] = await Promise.all([take('a'), take('a')])
  await first.release(0)
  await first.release(0)
  expect(did).toEqual(['open a'])
  await second.release(0)
  expect(did).toEqual(['open a', 'close a'])
})

test('what is kept for a while serves whoever comes in time, and is closed when nobody does', async () => {
  vi.useFakeTimers()
  try {
    const { take, did } = begin()
    await (await take('a')).release(1000)
    await vi.advanceTimersByTimeAsync(999)
    const again = await take('a')
    await vi.advanceTimersByTimeAsync(5000)
    expect(did).toEqual(['open a'])
    await again.release(1000)
    await vi.advanceTimersByTimeAsync(1000)
    expect(did).toEqual(['open a', 'close a'])
  } finally {
    vi.useRealTimers()
  }
})

test('what is only kept is closed when room is needed, what is used is not', async () => {
  const { resources, take, did } = begin()
  await take('used')
  await (await take('kept')).release(60_000)
  await resources.closeUnused()
  expect(did.filter((each) => each.startsWith('close'))).toEqual(['close kept'])
  expect(resources.othersInUse('used')).toBe(false)
  expect(resources.othersInUse('another')).toBe(true)
})

test('the next one is opened only when what is being closed is gone', async () => {
  const did: string[] = []
  let closed: () => void = () => undefined
  const resources = new SharedResources<string>(
    (name) =>
      new Promise((resolve) => {
        closed = () => {
          did.push(`close ${name}`)
          resolve()
        }
      }),
  )
  const open = (name: string) => async () => {
    did.push(`open ${name}`)
    return name
  }
  const first = await resources.acquire('a', open('a'))
  const releasing = first.release(0)
  const second = resources.acquire('b', open('b'))
  await new Promise((resolve) => setImmediate(resolve))
  expect(did).toEqual(['open a'])
  closed()
  await releasing
  await second
  expect(did).toEqual(['open a', 'close a', 'open b'])
})

test('what could not be opened is tried again by the next one', async () => {
  const { resources, take, did } = begin()
  await expect(resources.acquire('a', () => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory')
  expect((await take('a')).value).toBe('a')
  expect(did).toEqual(['open a'])
})

test('what is open is known from when it is open until it is closed', async () => {
  const { resources, take } = begin()
  const taking = take('a')
  expect(resources.isOpen('a')).toBe(false)
  const held = await taking
  expect(resources.open).toEqual(['a'])
  await held.release(60_000)
  expect(resources.isOpen('a')).toBe(true)
  await resources.closeUnused()
  expect(resources.open).toEqual([])
})
