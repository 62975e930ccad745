import type { SeededFile } from './seeded.ts'

export const typescriptFiles: readonly SeededFile[] = [
  {
    path: 'parking.ts',
    text: `interface Bay {
  readonly label: string
  readonly width: number
  readonly depth: number
  occupiedUntil: number
}

export function lastBay(bays: readonly Bay[]): Bay | undefined {
  if (bays.length === 0) return undefined
  return bays[bays.length - 1]
}

export function widestFreeBay(bays: readonly Bay[], now: number): Bay | undefined {
  let widest: Bay | undefined
  for (let index = 0; index < bays.length; index++) {
    const bay = bays[index]
    if (bay === undefined || bay.occupiedUntil > now) continue
    if (widest === undefined || bay.width > widest.width) {
      widest = bay
    }
  }
  return widest
}

export function floorArea(bays: readonly Bay[]): number {
  let area = 0
  for (const bay of bays) {
    area += bay.width * bay.depth
  }
  return area
}

export function occupancy(bays: readonly Bay[], now: number): number {
  const taken = bays.filter((bay) => bay.occupiedUntil > now).length
  return bays.length === 0 ? 0 : taken / bays.length
}
`,
    faults: [
      { kind: 'off-by-one', right: 'return bays[bays.length - 1]', wrong: 'return bays[bays.length]' },
      { kind: 'off-by-one', right: 'index < bays.length', wrong: 'index <= bays.length' },
      { kind: 'comparison', right: 'bay.width > widest.width', wrong: 'bay.width < widest.width' },
      { kind: 'boolean', right: 'widest === undefined || bay.width', wrong: 'widest === undefined && bay.width' },
      { kind: 'wrong-member', right: 'bay.width * bay.depth', wrong: 'bay.width * bay.width' },
      { kind: 'arithmetic', right: 'area += bay.width', wrong: 'area -= bay.width' },
      { kind: 'comparison', right: 'bays.length === 0 ? 0', wrong: 'bays.length !== 0 ? 0' },
      { kind: 'arithmetic', right: 'taken / bays.length', wrong: 'taken * bays.length' },
    ],
  },
  {
    path: 'subscriptions.ts',
    text: `export interface Subscriber {
  readonly email: string
  readonly confirmed: boolean
  readonly blocked: boolean
  readonly since: Date
}

interface Mailer {
  send(to: string, subject: string, body: string): Promise<void>
}

interface Store {
  load(): Promise<Subscriber[]>
  save(subscribers: Subscriber[]): Promise<void>
}

const dayMs = 24 * 60 * 60 * 1000

export function reachable(subscribers: readonly Subscriber[]): Subscriber[] {
  return subscribers.filter((each) => each.confirmed && !each.blocked)
}

export async function announce(store: Store, mailer: Mailer, subject: string, body: string): Promise<number> {
  const subscribers = await store.load()
  let sent = 0
  for (const subscriber of reachable(subscribers)) {
    await mailer.send(subscriber.email, subject, body)
    sent++
  }
  return sent
}

export async function removeStale(store: Store, now: Date, maxDays: number): Promise<void> {
  const subscribers = await store.load()
  const kept = subscribers.filter((each) => {
    const ageDays = (now.getTime() - each.since.getTime()) / dayMs
    return each.confirmed || ageDays <= maxDays
  })
  if (kept.length < subscribers.length) {
    await store.save(kept)
  }
}

export function sortedBySignUp(subscribers: readonly Subscriber[]): Subscriber[] {
  return [...subscribers].sort((a, b) => a.since.getTime() - b.since.getTime())
}
`,
    faults: [
      { kind: 'negation', right: 'each.confirmed && !each.blocked', wrong: 'each.confirmed && each.blocked' },
      { kind: 'boolean', right: 'each.confirmed && !each', wrong: 'each.confirmed || !each' },
      { kind: 'missing-await', right: 'await mailer.send', wrong: 'mailer.send' },
      { kind: 'argument-order', right: 'subscriber.email, subject, body', wrong: 'subscriber.email, body, subject' },
      { kind: 'argument-order', right: 'now.getTime() - each.since.getTime()', wrong: 'each.since.getTime() - now.getTime()' },
      { kind: 'boolean', right: 'each.confirmed || ageDays', wrong: 'each.confirmed && ageDays' },
      { kind: 'wrong-variable', right: 'store.save(kept)', wrong: 'store.save(subscribers)' },
      { kind: 'wrong-variable', right: 'a.since.getTime() - b.since', wrong: 'a.since.getTime() - a.since' },
    ],
  },
  {
    path: 'textGrid.ts',
    text: `/** A rectangle of characters. */
export class TextGrid {
  readonly width: number
  readonly height: number
  readonly #cells: string[]

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.#cells = new Array(width * height).fill(' ')
  }

  contains(x: number, y: number): boolean {
    return x >= 0 && x < this.width && y >= 0 && y < this.height
  }

  get(x: number, y: number): string {
    return this.contains(x, y) ? (this.#cells[y * this.width + x] ?? ' ') : ' '
  }

  put(x: number, y: number, text: string): void {
    for (let offset = 0; offset < text.length; offset++) {
      if (this.contains(x + offset, y)) {
        this.#cells[y * this.width + x + offset] = text.charAt(offset)
      }
    }
  }

  fill(left: number, top: number, right: number, bottom: number, char: string): void {
    for (let y = Math.max(top, 0); y < Math.min(bottom, this.height); y++) {
      for (let x = Math.max(left, 0); x < Math.min(right, this.width); x++) {
        this.#cells[y * this.width + x] = char
      }
    }
  }

  toString(): string {
    const rows: string[] = []
    for (let y = 0; y < this.height; y++) {
      const start = y * this.width
      rows.push(this.#cells.slice(start, start + this.width).join('').trimEnd())
    }
    return rows.join('\\n')
  }
}
`,
    faults: [
      { kind: 'off-by-one', right: 'x < this.width && y', wrong: 'x <= this.width && y' },
      { kind: 'wrong-member', right: 'y < this.height\n', wrong: 'y < this.width\n' },
      { kind: 'wrong-variable', right: '(this.#cells[y * this.width + x] ??', wrong: '(this.#cells[x * this.width + x] ??' },
      { kind: 'arithmetic', right: 'x + offset] = text', wrong: 'x - offset] = text' },
      { kind: 'off-by-one', right: 'offset = 0; offset', wrong: 'offset = 1; offset' },
      { kind: 'wrong-member', right: 'Math.max(left, 0)', wrong: 'Math.min(left, 0)' },
      { kind: 'wrong-member', right: 'Math.min(bottom, this.height)', wrong: 'Math.min(bottom, this.width)' },
      { kind: 'wrong-variable', right: 'slice(start, start + this.width)', wrong: 'slice(start, this.width)' },
      { kind: 'off-by-one', right: 'for (let y = 0; y < this.height', wrong: 'for (let y = 0; y <= this.height' },
    ],
  },
  {
    path: 'rateLimit.ts',
    text: `export interface Clock {
  now(): number
}

export interface Bucket {
  tokens: number
  updatedAt: number
}

export interface Limits {
  readonly capacity: number
  readonly tokensPerSecond: number
}

export function refill(bucket: Bucket, limits: Limits, now: number): void {
  const elapsedSeconds = (now - bucket.updatedAt) / 1000
  bucket.tokens = Math.min(limits.capacity, bucket.tokens + elapsedSeconds * limits.tokensPerSecond)
  bucket.updatedAt = now
}

export function tryTake(bucket: Bucket, limits: Limits, clock: Clock, amount: number): boolean {
  refill(bucket, limits, clock.now())
  if (bucket.tokens < amount) {
    return false
  }
  bucket.tokens -= amount
  return true
}

export function waitMs(bucket: Bucket, limits: Limits, amount: number): number {
  const missing = amount - bucket.tokens
  if (missing <= 0) return 0
  return Math.ceil((missing / limits.tokensPerSecond) * 1000)
}

export async function retry<T>(task: () => Promise<T>, attempts: number, pause: (ms: number) => Promise<void>): Promise<T> {
  let lastError: unknown
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      return await task()
    } catch (error) {
      lastError = error
      if (attempt < attempts) {
        await pause(100 * 2 ** attempt)
      }
    }
  }
  throw lastError
}
`,
    faults: [
      { kind: 'argument-order', right: '(now - bucket.updatedAt)', wrong: '(bucket.updatedAt - now)' },
      { kind: 'wrong-member', right: 'Math.min(limits.capacity', wrong: 'Math.max(limits.capacity' },
      { kind: 'arithmetic', right: 'bucket.tokens + elapsedSeconds', wrong: 'bucket.tokens - elapsedSeconds' },
      { kind: 'comparison', right: 'bucket.tokens < amount', wrong: 'bucket.tokens > amount' },
      { kind: 'arithmetic', right: 'bucket.tokens -= amount', wrong: 'bucket.tokens += amount' },
      {
        kind: 'wrong-constant',
        right: '  bucket.tokens -= amount\n  return true',
        wrong: '  bucket.tokens -= amount\n  return false',
      },
      { kind: 'comparison', right: 'missing <= 0', wrong: 'missing >= 0' },
      { kind: 'off-by-one', right: 'attempt = 1; attempt', wrong: 'attempt = 0; attempt' },
      { kind: 'missing-await', right: '        await pause', wrong: '        pause' },
    ],
  },
]
