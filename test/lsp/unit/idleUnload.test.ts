import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EngineState } from '../../../server/engine/supervisedEngine.ts'
import { type Unloadable, unloadWhenIdle } from '../../../server/lsp/idleUnload.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const minute = 60_000

/** An engine of which only its states are real. */
class Scripted implements Unloadable {
  state: EngineState = { kind: 'starting' }
  activeRequests = 0
  unloads = 0
  backend: 'cpu' | 'remote' = 'cpu'
  #listener: (state: EngineState) => void = () => undefined

  onState(listener: (state: EngineState) => void) {
    this.#listener = listener
    return { dispose: () => this.onState(() => undefined) }
  }

  async unload() {
    this.unloads += 1
    this.become('unloaded')
  }

  become(kind: 'ready' | 'unloaded' | 'starting') {
    this.state = { kind, info: { backend: this.backend } } as EngineState
    this.#listener(this.state)
  }

  requests(count: number) {
    this.activeRequests = count
    this.#listener(this.state)
  }
}

function begin(minutes: () => number) {
  const engine = new Scripted()
  const said: number[] = []
  const idle = unloadWhenIdle(engine, minutes, (after) => said.push(after))
  return { engine, said, idle }
}

test('a model that nothing was asked of is unloaded after the time that was set, and again after it was loaded again', () => {
  const { engine, said } = begin(() => 30)
  engine.become('ready')
  vi.advanceTimersByTime(29 * minute)
  expect(engine.unloads).toBe(0)
  vi.advanceTimersByTime(minute)
  expect(engine.unloads).toBe(1)
  vi.advanceTimersByTime(100 * minute)
  expect(engine.unloads).toBe(1)
  engine.become('ready')
  vi.advanceTimersByTime(30 * minute)
  expect(said).toEqual([30, 30])
})

test('each request puts that off, and none ends while it runs', () => {
  const { engine } = begin(() => 30)
  engine.become('ready')
  vi.advanceTimersByTime(20 * minute)
  engine.requests(1)
  vi.advanceTimersByTime(100 * minute)
  engine.requests(0)
  vi.advanceTimersByTime(29 * minute)
  expect(engine.unloads).toBe(0)
  vi.advanceTimersByTime(minute)
  expect(engine.unloads).toBe(1)
})

test('0 minutes keep the model, and a change counts from the next request on', () => {
  let minutes = 0
  const { engine } = begin(() => minutes)
  engine.become('ready')
  vi.advanceTimersByTime(10_000 * minute)
  minutes = 5
  engine.requests(1)
  engine.requests(0)
  vi.advanceTimersByTime(5 * minute)
  expect(engine.unloads).toBe(1)
})

test('an engine that was replaced is left alone', () => {
  const { engine, idle } = begin(() => 30)
  engine.become('ready')
  idle.dispose()
  vi.advanceTimersByTime(100 * minute)
  expect(engine.unloads).toBe(0)
})

test("a server's memory is left alone", () => {
  const { engine } = begin(() => 5)
  engine.backend = 'remote'
  engine.become('ready')
  vi.advanceTimersByTime(60 * minute)
  expect(engine.unloads).toBe(0)
})
