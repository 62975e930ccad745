import type { TaskFile } from './task.ts'

export const duration: TaskFile = {
  path: 'src/duration.ts',
  text: `const secondsPerMinute = 60
const secondsPerHour = 3600

/** Reads 1:05 or 2:01:30 as seconds. */
export function parseClock(text: string): number {
  const parts = text.split(':').map(Number)
  let seconds = 0
  for (const part of parts) {
    seconds = seconds * 60 + part
  }
  return seconds
}

/** Writes seconds as minutes and seconds: 65 is 1:05. */
export function formatClock(seconds: number): string {
  const minutes = Math.floor(seconds / secondsPerMinute)
  const rest = seconds % secondsPerMinute
  return minutes + ':' + String(rest).padStart(2, '0')
}

/** A rough length for people: 3700 seconds are 1 hours. */
export function roughly(seconds: number): string {
  if (seconds >= secondsPerHour) {
    return Math.round(seconds / secondsPerHour) + ' hours'
  }
  if (seconds >= secondsPerMinute) {
    return Math.round(seconds / secondsPerMinute) + ' minutes'
  }
  return seconds + ' seconds'
}

/** The longest of several lengths. */
export function longest(lengths: readonly number[]): number {
  let best = lengths[0] ?? 0
  for (const length of lengths) {
    if (length > best) {
      best = length
    }
  }
  return best
}

/** The mean of several lengths. */
export function mean(lengths: readonly number[]): number {
  const sum = lengths.reduce((total, length) => total + length, 0)
  return sum / lengths.length
}

/** Whether two stretches of time have a moment in common. */
export function overlaps(startA: number, endA: number, startB: number, endB: number): boolean {
  return startA < endB && startB < endA
}
`,
  tasks: [
    {
      id: 'duration/parseClock',
      symbol: 'parseClock',
      instruction: 'Throw an Error when a part is not a number.',
      solution: [
        [
          `  for (const part of parts) {
`,
          `  for (const part of parts) {
    if (Number.isNaN(part)) throw new Error('not a time: ' + text)
`,
        ],
      ],
      test: `
assert.equal(subject.parseClock('2:01:30'), 7290)
assert.throws(() => subject.parseClock('1:xx'), Error)
`,
    },
    {
      id: 'duration/formatClock',
      symbol: 'formatClock',
      instruction: 'Put a minus sign in front of negative times: -65 is -1:05.',
      solution: [
        [
          `  const minutes = Math.floor(seconds / secondsPerMinute)
  const rest = seconds % secondsPerMinute
  return minutes +`,
          `  const size = Math.abs(seconds)
  const minutes = Math.floor(size / secondsPerMinute)
  const rest = size % secondsPerMinute
  return (seconds < 0 ? '-' : '') + minutes +`,
        ],
      ],
      test: `
assert.equal(subject.formatClock(65), '1:05')
assert.equal(subject.formatClock(-65), '-1:05')
assert.equal(subject.formatClock(-5), '-0:05')
`,
    },
    {
      id: 'duration/roughly',
      symbol: 'roughly',
      instruction: 'Add days: 86400 seconds or more are given in days.',
      solution: [
        [
          `  if (seconds >= secondsPerHour) {`,
          `  if (seconds >= 86400) {
    return Math.round(seconds / 86400) + ' days'
  }
  if (seconds >= secondsPerHour) {`,
        ],
      ],
      test: `
assert.equal(subject.roughly(86400), '1 days')
assert.equal(subject.roughly(200000), '2 days')
assert.equal(subject.roughly(7200), '2 hours')
assert.equal(subject.roughly(120), '2 minutes')
assert.equal(subject.roughly(5), '5 seconds')
`,
    },
    {
      id: 'duration/mean',
      symbol: 'mean',
      instruction: 'Return 0 for an empty list.',
      solution: [['  const sum', '  if (lengths.length === 0) return 0\n  const sum']],
      test: `
assert.equal(subject.mean([2, 4]), 3)
assert.equal(subject.mean([]), 0)
`,
    },
  ],
}
