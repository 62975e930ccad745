import type { ActionCase } from '../actionCase.ts'

export const documenting: readonly ActionCase[] = [
  {
    name: 'a comment as the others have it',
    kind: 'generate.documentation',
    language: 'typescript',
    text: `/**
 * Whether a date is a working day.
 * @param date the day that is asked about
 * @returns false on Saturdays and Sundays
 */
export function isWorkingDay(date: Date): boolean {
  return date.getUTCDay() !== 0 && date.getUTCDay() !== 6
}

export function addWorkingDays[||](date: Date, days: number): Date {
  const result = new Date(date)
  let left = days
  while (left > 0) {
    result.setUTCDate(result.getUTCDate() + 1)
    if (isWorkingDay(result)) left -= 1
  }
  return result
}
`,
    test: `
assert.equal(subject.addWorkingDays(new Date('2024-05-03'), 2).toISOString().slice(0, 10), '2024-05-07')
assert.equal(subject.isWorkingDay(new Date('2024-05-04')), false)
`,
    expected: {
      kind: 'applied',
      has: [/\}\n\n\/\*\*[^/]*@param date[^/]*@param days[^/]*\*\/\nexport function addWorkingDays/],
      solution: [
        [
          'export function addWorkingDays',
          `/**
 * The day that is a number of working days after another.
 * @param date where to start
 * @param days how many
 * @returns the day
 */
export function addWorkingDays`,
        ],
      ],
    },
  },
  {
    name: 'a docstring of a method',
    kind: 'generate.documentation',
    language: 'python',
    text: `class TokenBucket:
    """Allows a number of requests a second, and a burst now and then."""

    def __init__(self, rate, burst):
        self.rate = rate
        self.burst = burst
        self.tokens = burst
        self.updated = 0.0

    def allow[||](self, now):
        self.tokens = min(self.burst, self.tokens + (now - self.updated) * self.rate)
        self.updated = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True
`,
    test: `
bucket = TokenBucket(1, 2)
assert [bucket.allow(0), bucket.allow(0), bucket.allow(0), bucket.allow(1)] == [True, True, False, True]
`,
    expected: {
      kind: 'applied',
      has: [/def allow\(self, now\):\n {8}"""[^"]+"""\n/],
      solution: [['def allow(self, now):\n', 'def allow(self, now):\n        """Whether a request may pass now."""\n']],
    },
  },
]
