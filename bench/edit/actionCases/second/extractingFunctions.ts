import type { ActionCase } from '../actionCase.ts'

export const extractingFunctions: readonly ActionCase[] = [
  {
    name: 'the retry delay within a method',
    kind: 'refactor.extract.function',
    language: 'typescript',
    text: `export interface RetryPolicy {
  readonly firstDelayMs: number
  readonly longestDelayMs: number
  readonly factor: number
}

export interface Attempt {
  readonly number: number
  readonly status: number
  readonly retryAfterSeconds?: number
}

/** Decides when a failed upload is tried again. */
export class RetrySchedule {
  private readonly delays: number[] = []

  constructor(private readonly policy: RetryPolicy) {}

  next(attempt: Attempt): number | undefined {
    if (attempt.status < 500 && attempt.status !== 429) return undefined
    // The server knows best when it has time again.
    if (attempt.retryAfterSeconds !== undefined) return attempt.retryAfterSeconds * 1000
    [|const grown = this.policy.firstDelayMs * this.policy.factor ** (attempt.number - 1)
    const delay = Math.min(grown, this.policy.longestDelayMs)|]
    this.delays.push(delay)
    return delay
  }

  get waited(): number {
    return this.delays.reduce((sum, delay) => sum + delay, 0)
  }
}
`,
    test: `
const schedule = new subject.RetrySchedule({ firstDelayMs: 100, longestDelayMs: 500, factor: 2 })
assert.equal(schedule.next({ number: 1, status: 503 }), 100)
assert.equal(schedule.next({ number: 3, status: 429 }), 400)
assert.equal(schedule.next({ number: 9, status: 500 }), 500)
assert.equal(schedule.next({ number: 1, status: 404 }), undefined)
assert.equal(schedule.next({ number: 1, status: 500, retryAfterSeconds: 7 }), 7000)
assert.equal(schedule.waited, 1000)
`,
    expected: {
      kind: 'applied',
      has: [/The server knows best/],
      lacks: [/return undefined\n[\s\S]*const grown[\s\S]*this\.delays\.push/],
      solution: [
        [
          `    const grown = this.policy.firstDelayMs * this.policy.factor ** (attempt.number - 1)
    const delay = Math.min(grown, this.policy.longestDelayMs)
`,
          '    const delay = this.delayBefore(attempt.number)\n',
        ],
        [
          '  get waited()',
          `  private delayBefore(number: number): number {
    const grown = this.policy.firstDelayMs * this.policy.factor ** (number - 1)
    return Math.min(grown, this.policy.longestDelayMs)
  }

  get waited()`,
        ],
      ],
    },
  },
  {
    name: 'what waits for the warehouse',
    kind: 'refactor.extract.function',
    language: 'javascript',
    text: `const shippingClasses = { letter: 1.2, parcel: 4.9, freight: 39 }

export async function quote(order, warehouse) {
  const shipping = shippingClasses[order.shipping] ?? shippingClasses.parcel
  // 逐个查询库存，缺货的商品不计入总价。
  [|let goods = 0
  const missing = []
  for (const line of order.lines) {
    const stock = await warehouse.stockOf(line.sku)
    if (stock < line.count) {
      missing.push(line.sku)
      continue
    }
    goods += line.price * line.count
  }|]
  if (missing.length === order.lines.length) {
    return { total: 0, missing }
  }
  return { total: goods + shipping, missing }
}
`,
    test: `
const warehouse = { stockOf: async (sku) => (sku === 'lamp' ? 0 : 5) }
const lines = [{ sku: 'desk', price: 100, count: 2 }, { sku: 'lamp', price: 20, count: 1 }]
assert.deepEqual(await subject.quote({ lines, shipping: 'freight' }, warehouse), { total: 239, missing: ['lamp'] })
assert.deepEqual(await subject.quote({ lines: lines.slice(1) }, warehouse), { total: 0, missing: ['lamp'] })
`,
    expected: {
      kind: 'applied',
      has: [/async function (?!quote\b)\w+\(/, /= await \w+\(/, /逐个查询库存/],
      solution: [
        [
          `  let goods = 0
  const missing = []
  for (const line of order.lines) {
    const stock = await warehouse.stockOf(line.sku)
    if (stock < line.count) {
      missing.push(line.sku)
      continue
    }
    goods += line.price * line.count
  }
`,
          '  const { goods, missing } = await inStock(order.lines, warehouse)\n',
        ],
        [
          'export async function quote',
          `async function inStock(lines, warehouse) {
  let goods = 0
  const missing = []
  for (const line of lines) {
    const stock = await warehouse.stockOf(line.sku)
    if (stock < line.count) {
      missing.push(line.sku)
      continue
    }
    goods += line.price * line.count
  }
  return { goods, missing }
}

export async function quote`,
        ],
      ],
    },
  },
  {
    name: 'the overlap within a method',
    kind: 'refactor.extract.function',
    language: 'python',
    text: `from dataclasses import dataclass, field


@dataclass
class Booking:
    room: str
    start: int
    end: int


@dataclass
class Calendar:
    bookings: list[Booking] = field(default_factory=list)
    slack: int = 0

    def reserve(self, wanted: Booking) -> bool:
        """Takes the room unless somebody else has it."""
        [|clashes = 0
        for booking in self.bookings:
            same_room = booking.room == wanted.room
            if same_room and booking.start < wanted.end + self.slack and wanted.start < booking.end + self.slack:
                clashes += 1|]
        if clashes > 0:
            return False
        self.bookings.append(wanted)
        return True
`,
    test: `
calendar = Calendar(slack=1)
assert calendar.reserve(Booking("blue", 9, 10))
assert not calendar.reserve(Booking("blue", 10, 11))
assert calendar.reserve(Booking("red", 10, 11))
assert calendar.reserve(Booking("blue", 11, 12))
assert len(calendar.bookings) == 3
`,
    expected: {
      kind: 'applied',
      has: [/def (?!reserve\b)\w+\(.*\).*:\n[\s\S]*return clashes/, /"""Takes the room/],
      solution: [
        [
          `        clashes = 0
        for booking in self.bookings:
            same_room = booking.room == wanted.room
            if same_room and booking.start < wanted.end + self.slack and wanted.start < booking.end + self.slack:
                clashes += 1
`,
          '        clashes = self.clashes_with(wanted)\n',
        ],
        [
          '    def reserve',
          `    def clashes_with(self, wanted):
        clashes = 0
        for booking in self.bookings:
            same_room = booking.room == wanted.room
            if same_room and booking.start < wanted.end + self.slack and wanted.start < booking.end + self.slack:
                clashes += 1
        return clashes

    def reserve`,
        ],
      ],
    },
  },
]
