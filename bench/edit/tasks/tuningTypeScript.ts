import type { TaskFile } from './task.ts'

export const weather: TaskFile = {
  path: 'src/weather.ts',
  text: `export interface Reading {
  readonly station: string
  readonly celsius: number
  readonly hour: number
  readonly valid: boolean
}

/** The mean temperature of readings. */
export function meanTemperature(readings: readonly Reading[]): number {
  const sum = readings.reduce((total, reading) => total + reading.celsius, 0)
  return sum / readings.length
}

/** The warmest reading. */
export function warmest(readings: readonly Reading[]): Reading | undefined {
  let best: Reading | undefined
  for (const reading of readings) {
    if (best === undefined || reading.celsius > best.celsius) {
      best = reading
    }
  }
  return best
}

/** Readings of one station. */
export function ofStation(readings: readonly Reading[], station: string): Reading[] {
  return readings.filter((reading) => reading.station === station)
}

/** A temperature as people write it. */
export function inWords(celsius: number): string {
  return celsius.toFixed(1) + ' °C'
}

/** Whether any reading is below zero. */
export function hasFrost(readings: readonly Reading[]): boolean {
  return readings.some((reading) => reading.celsius < 0)
}

/** Names of all stations. */
export function stations(readings: readonly Reading[]): string[] {
  return readings.map((reading) => reading.station)
}
`,
  tasks: [
    {
      id: 'weather/meanTemperature',
      symbol: 'meanTemperature',
      instruction: 'Only use valid readings.',
      solution: [
        ['const sum = readings.reduce', 'const valid = readings.filter((reading) => reading.valid)\n  const sum = valid.reduce'],
        ['sum / readings.length', 'sum / valid.length'],
      ],
      test: `
const reading = (celsius, valid) => ({ station: 'a', celsius, hour: 0, valid })
assert.equal(subject.meanTemperature([reading(10, true), reading(20, true), reading(99, false)]), 15)
`,
    },
    {
      id: 'weather/inWords',
      symbol: 'inWords',
      instruction: 'Add a parameter fahrenheit, false by default: then convert and write °F.',
      solution: [
        ['celsius: number)', 'celsius: number, fahrenheit = false)'],
        ['  return', "  if (fahrenheit) return ((celsius * 9) / 5 + 32).toFixed(1) + ' °F'\n  return"],
      ],
      test: `
assert.equal(subject.inWords(20), '20.0 °C')
assert.equal(subject.inWords(20, true), '68.0 °F')
`,
    },
    {
      id: 'weather/stations',
      symbol: 'stations',
      instruction: '去掉重复的名称，并按字母排序。',
      solution: [
        [
          'return readings.map((reading) => reading.station)',
          'return [...new Set(readings.map((reading) => reading.station))].sort()',
        ],
      ],
      test: `
const reading = (station) => ({ station, celsius: 1, hour: 0, valid: true })
assert.deepEqual(subject.stations([reading('c'), reading('a'), reading('c'), reading('b')]), ['a', 'b', 'c'])
`,
    },
  ],
}

export const cache: TaskFile = {
  path: 'src/cache.ts',
  text: `export interface Entry<Value> {
  readonly value: Value
  readonly expires: number
}

/** Keeps values for a while. Times are in milliseconds and given by the caller. */
export class Cache<Value> {
  readonly #entries = new Map<string, Entry<Value>>()
  readonly #lifetime: number
  #hits = 0

  constructor(lifetime: number) {
    this.#lifetime = lifetime
  }

  get hits(): number {
    return this.#hits
  }

  get size(): number {
    return this.#entries.size
  }

  /** Keeps a value. */
  set(key: string, value: Value, now: number): void {
    this.#entries.set(key, { value, expires: now + this.#lifetime })
  }

  /** The value of a key, unless it is too old. */
  get(key: string, now: number): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined || entry.expires <= now) {
      return undefined
    }
    return entry.value
  }

  /** Forgets a key. */
  delete(key: string): void {
    this.#entries.delete(key)
  }

  /** Forgets what is too old. */
  sweep(now: number): void {
    for (const [key, entry] of this.#entries) {
      if (entry.expires <= now) {
        this.#entries.delete(key)
      }
    }
  }
}
`,
  tasks: [
    {
      id: 'cache/get',
      symbol: 'Cache.get',
      instruction: 'Count a hit in #hits when a value is returned.',
      solution: [['    return entry.value', '    this.#hits += 1\n    return entry.value']],
      test: `
const cache = new subject.Cache(10)
cache.set('a', 1, 0)
assert.equal(cache.get('a', 5), 1)
assert.equal(cache.get('a', 50), undefined)
assert.equal(cache.get('b', 5), undefined)
assert.equal(cache.hits, 1)
`,
    },
    {
      id: 'cache/delete',
      symbol: 'Cache.delete',
      instruction: 'Return whether there was such a key.',
      solution: [
        ['): void {', '): boolean {'],
        ['this.#entries.delete(key)', 'return this.#entries.delete(key)'],
      ],
      test: `
const cache = new subject.Cache(10)
cache.set('a', 1, 0)
assert.equal(cache.delete('a'), true)
assert.equal(cache.delete('a'), false)
`,
    },
    {
      id: 'cache/sweep',
      symbol: 'Cache.sweep',
      instruction: 'Return how many entries were removed.',
      solution: [
        ['): void {\n', '): number {\n    let removed = 0\n'],
        [
          '        this.#entries.delete(key)\n      }\n    }',
          '        this.#entries.delete(key)\n        removed += 1\n      }\n    }\n    return removed',
        ],
      ],
      test: `
const cache = new subject.Cache(10)
cache.set('a', 1, 0)
cache.set('b', 1, 0)
cache.set('c', 1, 5)
assert.equal(cache.sweep(10), 2)
assert.equal(cache.size, 1)
assert.equal(cache.sweep(10), 0)
`,
    },
  ],
}
