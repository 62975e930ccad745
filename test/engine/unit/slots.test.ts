import { expect, test } from 'vitest'
import { Slots, type TakenSlot } from '../../../server/engine/local/slots.ts'
import type { Lane } from '../../../server/protocol/figures.ts'

const never = new AbortController().signal

/** Slots of which each suits the prompts that begin with its number, and who got one, in order. */
class Desk {
  readonly slots: Slots<string>
  readonly got: string[] = []
  /** Milliseconds. */
  now = 0
  readonly #taken = new Map<string, TakenSlot>()

  constructor(count: number) {
    this.slots = new Slots(
      count,
      (slot, prompt) => (prompt === String(slot) ? 1 : 0),
      () => this.now,
    )
  }

  /** `name` is the user's with a letter for the request. */
  ask(name: string, lane: Lane, prompt = '', signal = never): Promise<void> {
    return this.slots.take(lane, name.slice(0, -1), prompt, signal).then((slot) => {
      this.got.push(name)
      this.#taken.set(name, slot)
    })
  }

  slotOf(name: string): number | undefined {
    return this.#taken.get(name)?.index
  }

  async end(name: string): Promise<void> {
    this.#taken.get(name)?.release()
    await settled()
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('users take turns, however many requests one of them has sent', async () => {
  const desk = new Desk(1)
  for (const name of ['ada1', 'ada2', 'ada3', 'bob1', 'eve1']) void desk.ask(name, 'interactive')
  await settled()
  for (const name of ['ada1', 'bob1', 'eve1', 'ada2']) await desk.end(name)
  expect(desk.got).toEqual(['ada1', 'bob1', 'eve1', 'ada2', 'ada3'])
})

test('long requests leave a slot to completions, and completions leave one to them', async () => {
  const desk = new Desk(3)
  for (const name of ['ada1', 'bob1', 'eve1']) void desk.ask(name, 'user')
  await settled()
  expect(desk.got).toEqual(['ada1', 'bob1'])
  for (const name of ['joe1', 'joe2', 'joe3', 'joe4']) void desk.ask(name, 'interactive')
  await settled()
  expect(desk.got).toEqual(['ada1', 'bob1', 'joe1'])
  // Both long ones end: a completion goes first, and the last slot is kept for the long one that waits.
  await desk.end('ada1')
  await desk.end('bob1')
  expect(desk.got).toEqual(['ada1', 'bob1', 'joe1', 'joe2', 'eve1'])
})

test('a long request goes before the completions that came well after it', async () => {
  const desk = new Desk(1)
  await desk.ask('ada1', 'interactive')
  void desk.ask('eve1', 'user')
  desk.now = 40
  void desk.ask('bob1', 'interactive')
  desk.now = 60
  for (const name of ['joe1', 'kim1']) void desk.ask(name, 'interactive')
  for (const name of ['ada1', 'bob1', 'eve1', 'joe1']) await desk.end(name)
  expect(desk.got).toEqual(['ada1', 'bob1', 'eve1', 'joe1', 'kim1'])
})

test('of the free slots a request gets the one that nobody has used for longest', async () => {
  const desk = new Desk(3)
  for (const name of ['ada1', 'bob1', 'eve1']) await desk.ask(name, 'interactive')
  for (const name of ['bob1', 'ada1', 'eve1']) await desk.end(name)
  await desk.ask('joe1', 'interactive')
  expect(desk.slotOf('joe1')).toBe(1)
})

test('a slot is wanted while somebody waits who could have it', async () => {
  const desk = new Desk(3)
  for (const name of ['ada1', 'bob1']) await desk.ask(name, 'user')
  expect(desk.slots.isWanted('user')).toBe(false)
  void desk.ask('eve1', 'user')
  await settled()
  expect([desk.slots.isWanted('user'), desk.slots.isWanted('interactive')]).toEqual([true, false])
  for (const name of ['joe1', 'kim1']) void desk.ask(name, 'interactive')
  await settled()
  expect([desk.slots.isWanted('user'), desk.slots.isWanted('interactive')]).toEqual([true, true])
})

test('of the free slots a request gets the one that knows its prompt', async () => {
  const desk = new Desk(4)
  await desk.ask('ada1', 'interactive', '2')
  await desk.ask('bob1', 'interactive', '2')
  expect([desk.slotOf('ada1'), desk.slotOf('bob1')]).toEqual([2, 0])
})

test('who gives up while waiting takes no slot', async () => {
  const desk = new Desk(1)
  await desk.ask('ada1', 'interactive')
  const leaving = new AbortController()
  const left = desk.ask('bob1', 'interactive', '', leaving.signal)
  void desk.ask('eve1', 'interactive')
  leaving.abort(new Error('gone'))
  await expect(left).rejects.toThrow('gone')
  await desk.end('ada1')
  expect(desk.got).toEqual(['ada1', 'eve1'])
})

test("the next key waits for the slot of the key before, which was cancelled, and takes no other user's", async () => {
  const desk = new Desk(2)
  const typing = new AbortController()
  await desk.ask('ada1', 'interactive', '1', typing.signal)
  typing.abort()
  void desk.ask('ada2', 'interactive', '1')
  await settled()
  expect(desk.got).toEqual(['ada1'])
  await desk.end('ada1')
  expect(desk.slotOf('ada2')).toBe(1)
})
