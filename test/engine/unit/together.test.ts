import { expect, test } from 'vitest'
import { Scheduler, type Ticket } from '../../../server/engine/scheduler.ts'

const never = new AbortController().signal
const pace = { roundTokens: 512, isSharedFree: true }
const settled = () => new Promise((resolve) => setImmediate(resolve))

/** Steps that end when they are told to, on a clock that is moved by hand. */
class Stage {
  now = 0
  readonly scheduler = new Scheduler(() => this.now)
  readonly running = new Set<string>()
  readonly #ends = new Map<string, () => void>()

  step(ticket: Ticket, name: string): Promise<void> {
    return ticket.run(() => {
      this.running.add(name)
      return new Promise((resolve) => this.#ends.set(name, resolve))
    })
  }

  async end(name: string): Promise<void> {
    this.running.delete(name)
    this.#ends.get(name)?.()
    await settled()
  }

  /** What runs now, after all that can begin has begun. */
  async shown(): Promise<readonly string[]> {
    await settled()
    return [...this.running]
  }
}

test('steps of requests that write together run at the same time', async () => {
  const stage = new Stage()
  for (const name of ['a', 'b', 'c']) void stage.step(stage.scheduler.enterTogether('user', pace, never), name)
  expect(await stage.shown()).toEqual(['a', 'b', 'c'])
})

test('what has to run alone waits for the batch, and the next batch waits for it', async () => {
  const stage = new Stage()
  const [a, b] = [stage.scheduler.enterTogether('user', pace, never), stage.scheduler.enterTogether('user', pace, never)]
  void stage.step(a, 'a1')
  void stage.step(b, 'b1')
  await settled()
  void stage.step(stage.scheduler.enter('user', never), 'review')
  await stage.end('a1')
  void stage.step(a, 'a2')
  expect(await stage.shown()).toEqual(['b1'])
  await stage.end('b1')
  expect(await stage.shown()).toEqual(['review'])
  await stage.end('review')
  expect(await stage.shown()).toEqual(['a2'])
})

test('after a step alone the batches have twice its time before the next one', async () => {
  const stage = new Stage()
  const [a, review] = [stage.scheduler.enterTogether('user', pace, never), stage.scheduler.enter('user', never)]
  void stage.step(review, 'review 1')
  await settled()
  void stage.step(a, 'a1')
  stage.now = 100
  await stage.end('review 1')
  void stage.step(review, 'review 2')
  expect(await stage.shown()).toEqual(['a1'])
  stage.now = 250
  await stage.end('a1')
  void stage.step(a, 'a2')
  expect(await stage.shown()).toEqual(['a2'])
  stage.now = 300
  await stage.end('a2')
  void stage.step(a, 'a3')
  expect(await stage.shown()).toEqual(['review 2'])
})

test('when nobody writes together any more, what runs alone need not wait', async () => {
  const stage = new Stage()
  const [a, review] = [stage.scheduler.enterTogether('user', pace, never), stage.scheduler.enter('user', never)]
  void stage.step(review, 'review 1')
  await settled()
  stage.now = 100
  await stage.end('review 1')
  void stage.step(review, 'review 2')
  expect(await stage.shown()).toEqual([])
  a.leave()
  expect(await stage.shown()).toEqual(['review 2'])
})

test('one that is aborted while it waits begins no step', async () => {
  const stage = new Stage()
  void stage.step(stage.scheduler.enter('user', never), 'review')
  await settled()
  const leaving = new AbortController()
  const waiting = stage.step(stage.scheduler.enterTogether('user', pace, leaving.signal), 'a')
  leaving.abort(new Error('gone'))
  await expect(waiting).rejects.toThrow('gone')
  await stage.end('review')
  expect(await stage.shown()).toEqual([])
})

test('a round ends for all before the next begins, so that a short step does not begin a batch of its own beside a long one', async () => {
  const stage = new Stage()
  const [a, b] = [stage.scheduler.enterTogether('user', pace, never), stage.scheduler.enterTogether('user', pace, never)]
  void stage.step(a, 'a1')
  void stage.step(b, 'b1')
  await settled()
  await stage.end('a1')
  void stage.step(a, 'a2')
  expect(await stage.shown()).toEqual(['b1'])
  await stage.end('b1')
  void stage.step(b, 'b2')
  expect(await stage.shown()).toEqual(['a2', 'b2'])
})

test('a request whose user has had text is behind one whose user waits for the first', async () => {
  const stage = new Stage()
  const byTurns = { roundTokens: 32, isSharedFree: false }
  const [a, b] = [stage.scheduler.enterTogether('user', byTurns, never), stage.scheduler.enterTogether('user', byTurns, never)]
  a.answered()
  void stage.step(a, 'a1')
  void stage.step(b, 'b1')
  expect(await stage.shown()).toEqual(['b1'])
})
