import { expect, test } from 'vitest'
import { Scheduler, type Ticket } from '../../../server/engine/scheduler.ts'
import type { Lane } from '../../../server/protocol/figures.ts'

/** Steps that end when they are told to, and the order in which they began. */
class Stage {
  readonly scheduler = new Scheduler()
  readonly began: string[] = []
  readonly #ends = new Map<string, () => void>()

  enter(lane: Lane, signal = new AbortController().signal): Ticket {
    return this.scheduler.enter(lane, signal)
  }

  /** One step that lasts until `end(name)`. */
  step(ticket: Ticket, name: string): Promise<string> {
    return ticket.run(
      () =>
        new Promise((resolve) => {
          this.began.push(name)
          this.#ends.set(name, () => resolve(name))
        }),
    )
  }

  async end(name: string): Promise<void> {
    this.#ends.get(name)?.()
    await settled()
  }
}

/** All that can go on without a step's end has gone on. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('one step runs at a time', async () => {
  const stage = new Stage()
  const first = stage.enter('user')
  void stage.step(first, 'a')
  void stage.step(first, 'b')
  await settled()
  expect(stage.began).toEqual(['a'])
  await stage.end('a')
  expect(stage.began).toEqual(['a', 'b'])
})

test('a higher lane gets the very next step, and the lower one goes on when it has left', async () => {
  const stage = new Stage()
  const review = stage.enter('user')
  void stage.step(review, 'review 1')
  const completion = stage.enter('interactive')
  void stage.step(completion, 'completion 1')
  await stage.end('review 1')
  void stage.step(review, 'review 2')
  await stage.end('completion 1')
  // Between two steps of the higher request the lower one has to wait as well.
  expect(stage.began).toEqual(['review 1', 'completion 1'])
  void stage.step(completion, 'completion 2')
  await stage.end('completion 2')
  completion.leave()
  await settled()
  expect(stage.began).toEqual(['review 1', 'completion 1', 'completion 2', 'review 2'])
})

test('lanes come in the order interactive, ahead, user, idle, whenever they entered', async () => {
  const stage = new Stage()
  const tickets = (['idle', 'user', 'ahead', 'interactive'] as const).map((lane) => ({ lane, ticket: stage.enter(lane) }))
  for (const { lane, ticket } of tickets) void stage.step(ticket, lane)
  await settled()
  for (const lane of ['interactive', 'ahead', 'user', 'idle'] as const) {
    await stage.end(lane)
    tickets.find((each) => each.lane === lane)?.ticket.leave()
    await settled()
  }
  expect(stage.began).toEqual(['interactive', 'ahead', 'user', 'idle'])
})

test('within a lane the earlier request runs to its end first', async () => {
  const stage = new Stage()
  const [first, second, third] = [stage.enter('user'), stage.enter('user'), stage.enter('user')]
  void stage.step(third, 'third')
  void stage.step(second, 'second')
  void stage.step(first, 'first 1')
  await stage.end('first 1')
  void stage.step(first, 'first 2')
  await stage.end('first 2')
  first.leave()
  await settled()
  await stage.end('second')
  second.leave()
  await settled()
  expect(stage.began).toEqual(['first 1', 'first 2', 'second', 'third'])
})

test('a request aborted while it waits is told at once, and never runs', async () => {
  const stage = new Stage()
  const running = stage.enter('user')
  void stage.step(running, 'running')
  const controller = new AbortController()
  const waiting = stage.enter('user', controller.signal)
  const outcome = stage.step(waiting, 'waiting').catch((error: unknown) => error)
  controller.abort('not wanted any more')
  expect(await outcome).toBe('not wanted any more')
  waiting.leave()
  await stage.end('running')
  expect(stage.began).toEqual(['running'])
})

test('a request aborted between two steps does not begin another', async () => {
  const stage = new Stage()
  const controller = new AbortController()
  const ticket = stage.enter('user', controller.signal)
  await ticket.run(async () => controller.abort('enough'))
  await expect(stage.step(ticket, 'next')).rejects.toBe('enough')
  expect(stage.began).toEqual([])
})

test('a request that leaves without having run lets the next one go', async () => {
  const stage = new Stage()
  const first = stage.enter('interactive')
  const second = stage.enter('idle')
  void stage.step(second, 'second')
  await settled()
  expect(stage.began).toEqual([])
  first.leave()
  await settled()
  expect(stage.began).toEqual(['second'])
})

test("a step's error reaches its request and frees the place for the next step", async () => {
  const stage = new Stage()
  const ticket = stage.enter('user')
  const failing = ticket.run(() => Promise.reject(new Error('broken')))
  const next = stage.step(ticket, 'next')
  await expect(failing).rejects.toThrow('broken')
  await stage.end('next')
  expect(await next).toBe('next')
})

test('leaving twice takes nobody else out of the queue', async () => {
  const stage = new Stage()
  const first = stage.enter('user')
  const second = stage.enter('user')
  first.leave()
  first.leave()
  const lower = stage.enter('idle')
  void stage.step(lower, 'lower')
  void stage.step(second, 'second')
  await settled()
  expect(stage.began).toEqual(['second'])
})

test('clients take turns within a lane, however many requests one of them has sent', async () => {
  const scheduler = new Scheduler()
  const order: string[] = []
  const ask = async (client: string, name: string) => {
    const ticket = scheduler.enter('user', new AbortController().signal, client)
    await ticket.run(async () => void order.push(name))
    await ticket.run(settled)
    ticket.leave()
  }
  const busy = ['a1', 'a2', 'a3', 'a4'].map((name) => ask('a', name))
  await Promise.all([...busy, ask('b', 'b1'), ask('b', 'b2'), ask('c', 'c1')])
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4'])
})

test('a request that has begun is not interrupted by another client of its lane, also after a higher lane came between', async () => {
  const stage = new Stage()
  const review = stage.scheduler.enter('user', new AbortController().signal, 'a')
  void stage.step(review, 'a 1')
  const other = stage.scheduler.enter('user', new AbortController().signal, 'b')
  void stage.step(other, 'b 1')
  const completion = stage.enter('interactive')
  void stage.step(completion, 'key')
  await stage.end('a 1')
  void stage.step(review, 'a 2')
  await stage.end('key')
  completion.leave()
  await settled()
  expect(stage.began).toEqual(['a 1', 'key', 'a 2'])
  await stage.end('a 2')
  review.leave()
  await settled()
  expect(stage.began.at(-1)).toBe('b 1')
})
