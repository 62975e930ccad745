import { describe, expect, test } from 'vitest'
import { nextRound, type Pace, type Wish, type Work } from '../../../server/engine/rounds.ts'

const now = 10_000
const processor: Pace = { roundTokens: 32, isSharedFree: false }
const card: Pace = { roundTokens: 512, isSharedFree: true }

interface Named extends Wish {
  readonly name: string
}

const read = (tokens: number): Work => ({ kind: 'read', tokens })
const write: Work = { kind: 'write' }

/** A completion that came so many milliseconds ago, and waits for its first text. */
function completion(name: string, age: number, work: Work, more: Partial<Wish> = {}): Named {
  return { name, work, lane: 'interactive', since: now - age, isAnswered: false, written: 0, passed: 0, pace: processor, ...more }
}

function chat(name: string, age: number, work: Work, more: Partial<Wish> = {}): Named {
  return completion(name, age, work, { lane: 'user', ...more })
}

/** The same on a graphics card. */
const onCard = (wishes: readonly Named[]) => wishes.map((wish) => ({ ...wish, pace: card }))

/** `name` writes, `name 16` reads so many tokens. */
function roundOf(...wishes: readonly Named[]): readonly string[] {
  return nextRound(wishes, now).map(({ wish, tokens }) => (tokens === 0 ? wish.name : `${wish.name} ${tokens}`))
}

const goingOn = { isAnswered: true, written: 10 }

test('nobody who is ready: no round', () => {
  expect(roundOf()).toEqual([])
})

test('what the model has nothing to do for goes before all else, so that it delays no round', () => {
  expect(roundOf(completion('ada', 900, write), completion('bob', 5, { kind: 'prepare' }))).toEqual(['bob'])
})

describe('prompts', () => {
  test('of many users are read within one bound, the oldest first', () => {
    const wishes = onCard([chat('ada', 300, read(600)), chat('bob', 400, read(200)), chat('eve', 500, read(5))])
    expect(roundOf(...wishes)).toEqual(['eve 5', 'bob 200', 'ada 307'])
  })

  test('are read one at a time where each part takes its time', () => {
    expect(roundOf(chat('ada', 300, read(200)), chat('bob', 400, read(20)))).toEqual(['bob 20'])
    expect(roundOf(chat('ada', 300, read(200)))).toEqual(['ada 32'])
  })

  test('of who has stopped typing go before those of who types', () => {
    expect(roundOf(completion('types', 150, read(100)), completion('stopped', 260, read(12)))).toEqual(['stopped 12'])
    expect(roundOf(completion('types', 150, read(100)), chat('asks', 20, read(100)))).toEqual(['asks 32'])
  })

  test('are read by one token at least, however many write', () => {
    const writers = Array.from({ length: 600 }, (_, index) => chat(`writer${index}`, 900, write, goingOn))
    expect(roundOf(...onCard([chat('ada', 300, read(100)), ...writers]))).toContain('ada 1')
  })
})

describe('where a token of one text takes less time than those of several', () => {
  test('the first text of the oldest request is written by itself', () => {
    const others = [completion('younger', 300, write), chat('goes on', 5000, write, goingOn), chat('reads', 100, read(90))]
    expect(roundOf(completion('oldest', 400, write), ...others)).toEqual(['oldest'])
  })

  test('the last tokens before a first text wait for the prompt of who came before', () => {
    expect(roundOf(completion('younger', 300, write), chat('older', 400, read(90)))).toEqual(['older 32'])
  })

  test('prompts go before what goes on, but not for long', () => {
    const [reads, passed] = [chat('reads', 300, read(90)), (times: number) => ({ ...goingOn, passed: times })]
    expect(roundOf(reads, chat('goes on', 900, write, passed(1)))).toEqual(['reads 32'])
    expect(roundOf(reads, chat('goes on', 900, write, passed(2)))).toEqual(['goes on'])
    expect(roundOf(reads, chat('a', 900, write, passed(2)), chat('b', 800, write, passed(3)))).toEqual(['b'])
  })

  test('texts that go on take turns: the one that got less for its age is next', () => {
    const old = chat('old', 2000, write, { isAnswered: true, written: 40 })
    expect(roundOf(old, completion('young', 1000, write, { isAnswered: true, written: 10 }))).toEqual(['young'])
    expect(roundOf(old, completion('young', 1000, write, { isAnswered: true, written: 30 }))).toEqual(['old'])
  })

  test('who types is written for when nobody else wants anything, the key that came first', () => {
    const typing = [completion('ada', 20, write), completion('bob', 120, write)]
    expect(roundOf(...typing)).toEqual(['bob'])
    expect(roundOf(...typing, completion('stopped', 900, write, goingOn))).toEqual(['stopped'])
  })

  test('a prompt of who types is read ahead of what goes on', () => {
    expect(roundOf(completion('ada', 20, read(10)), completion('stopped', 900, write, goingOn))).toEqual(['ada 10'])
  })
})

test('where tokens of several texts take no longer than one, everybody writes in each round and the prompts get the rest', () => {
  const wishes = onCard([
    completion('oldest', 400, write),
    chat('goes on', 5000, write, goingOn),
    completion('types', 10, write),
    chat('reads', 100, read(900)),
  ])
  expect(roundOf(...wishes)).toEqual(['oldest', 'goes on', 'types', 'reads 509'])
})

test('a long text goes on while new ones keep coming', () => {
  let [time, turns] = [0, 0]
  const long: { -readonly [name in keyof Named]: Named[name] } = { ...chat('long', 0, write, goingOn), since: 0, written: 0 }
  // Every 40 ms, which is as long as two tokens take, somebody new wants four.
  const others: { since: number; written: number }[] = []
  for (; time < 20_000; time += 20) {
    if (time % 40 === 0) others.push({ since: time, written: 0 })
    const wishes = others.map((each, index) => ({ ...chat(String(index), 0, write, goingOn), ...each }))
    const [share] = nextRound<Named>([long, ...wishes], time)
    const name = share?.wish.name ?? ''
    if (name === 'long') {
      long.written += 1
      turns += 1
      continue
    }
    const other = others[Number(name)]
    if (other === undefined) throw new Error('nobody had the round')
    other.written += 1
    if (other.written === 4) others.splice(Number(name), 1)
  }
  expect(turns).toBeGreaterThan(100)
})
