import { type Alternative, type Place, replacing } from './alternative.ts'
import { integerTypes } from './roles.ts'

/** Up to here a constant is mostly a position or a count, where one too many is the usual mistake. */
const largestCount = 10
const mostDigits = 7
/** Numbers that are taken for one another: seconds and milliseconds, minutes and hours, and both kinds of a thousand. */
const confused: readonly (readonly [number, number])[] = [
  ...([
    [60, 1000],
    [60, 24],
    [60, 3600],
    [1000, 1024],
    [100, 1000],
    [24, 12],
    [7, 30],
    [360, 180],
    [255, 256],
  ] as const),
]
const mostNear = 4

/** Another integer near by: one more or less, ten times as much or a tenth, or one that it is often taken for. */
export function constantAlternatives({ node, parent }: Place): readonly Alternative[] {
  if (!integerTypes.has(node.type) || parent === null) return []
  const value = /^(0|[1-9]\d*)$/.test(node.text) && node.text.length <= mostDigits ? Number(node.text) : undefined
  if (value === undefined) return []
  const kind = value <= largestCount ? 'boundary' : 'constant'
  const steps = value === 0 ? [1] : [value - 1, value + 1]
  const isNegative = /unary/.test(parent.type)
  return [...new Set([...steps, ...confusedWith(value), ...tenfold(value)])]
    .filter((each) => !(isNegative && each === 0))
    .slice(0, mostNear)
    .map((each) => replacing(node, String(each), steps.includes(each) ? kind : 'constant'))
}

function confusedWith(value: number): readonly number[] {
  return confused.flatMap(([a, b]) => (a === value ? [b] : b === value ? [a] : []))
}

/** Only round numbers: nobody loses a digit of 4711. */
function tenfold(value: number): readonly number[] {
  return value > largestCount && value % 10 === 0 ? [value / 10, value * 10] : []
}
