import { holdsNoName, repeatsByNature } from './naturalLines.ts'
import type { Situation } from './situation.ts'

/** So often a unit of lines stands one below the other before it counts as a circle. */
const mostRounds = 3
/** Lines above the cursor that a completion may be a repetition of. */
const longestPeriod = 10
/** Shorter units repeat in good code, as in `a, b, a, b`. Lengths in characters. */
const unitsInLine = [
  { shortest: 3, longest: 9, rounds: 5 },
  { shortest: 10, longest: 60, rounds: 3 },
]

/** Where lines go round in circles: the index of the first line of the second round. */
export function firstCycle(lines: readonly string[]): number | undefined {
  const texts = lines.map((line) => line.trimEnd())
  for (let second = 1; second < texts.length; second += 1) {
    for (let period = 1; period <= second; period += 1) {
      const start = second - period
      const rounds = texts.slice(start, start + period * mostRounds)
      if (rounds.length < period * mostRounds) break
      if (rounds.every((line, at) => line === texts[start + (at % period)]) && !rounds.every(repeatsByNature)) return second
    }
  }
  return undefined
}

/** Whether a line ends in a text that it repeats again and again. */
export function hasCycleAtEnd(line: string): boolean {
  const text = line.trimEnd()
  return unitsInLine.some(({ shortest, longest, rounds }) => {
    for (let length = shortest; length <= longest && length * rounds <= text.length; length += 1) {
      const unit = text.slice(-length)
      if (text.endsWith(unit.repeat(rounds)) && !holdsNoName(unit)) return true
    }
    return false
  })
}

/** Whether all of a completion is what stands right above it, two or more lines, once again. */
export function goesRoundAgain(lines: readonly string[], { before }: Situation): boolean {
  const written = lines.map((line) => line.trimEnd()).filter((line) => line !== '')
  const above = before
    .split('\n')
    .slice(0, -1)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
  if (written.length < 2 || written.every(repeatsByNature)) return false
  for (let period = 2; period <= Math.min(longestPeriod, above.length, written.length); period += 1) {
    const unit = above.slice(-period)
    // One line over and over again is a row of data.
    if (unit.some((line) => line !== unit[0]) && written.every((line, at) => line === unit[at % period])) return true
  }
  return false
}
