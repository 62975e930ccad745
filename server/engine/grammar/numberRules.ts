/** Between which numbers, both included; absent: no bound. */
export interface NumberRange {
  readonly least?: number
  readonly most?: number
}

/** Digits that are written at most: within them, doubles are whole numbers exactly. */
const longestDigits = 15
const largest = 10 ** longestDigits - 1

/** A GBNF expression for the whole numbers of a range, of at most 15 digits; undefined where there is none. */
export function integers({ least = -largest, most = largest }: NumberRange): string | undefined {
  const from = Math.max(Math.ceil(least), -largest)
  const to = Math.min(Math.floor(most), largest)
  if (!(from <= to)) return undefined
  const below = from < 0 ? `"-" ${naturals(Math.max(1, -to), -from)}` : undefined
  const above = to >= 0 ? naturals(Math.max(0, from), to) : undefined
  return either([below, above])
}

/**
 * A GBNF expression for numbers of a range, without exponents. It leaves out the fractions beside a bound that is no whole number; undefined where nothing
 * is left.
 */
export function numbers({ least = -largest, most = largest }: NumberRange): string | undefined {
  const fraction = `( "." [0-9]{1,${longestDigits}} )`
  // 3.5 lies in a range that holds 3 and 4, and -3.5 in one that holds -3 and -4.
  const after = wholeOf(Math.max(0, Math.ceil(least)), Math.floor(most) - 1)
  const afterMinus = wholeOf(Math.max(0, Math.ceil(-most)), Math.floor(-least) - 1)
  return either([integers({ least, most }), after && `${after} ${fraction}`, afterMinus && `"-" ${afterMinus} ${fraction}`])
}

function wholeOf(from: number, to: number): string | undefined {
  return from <= to ? naturals(from, Math.min(to, largest)) : undefined
}

function either(choices: readonly (string | undefined)[]): string | undefined {
  const possible = choices.filter((choice) => choice !== undefined)
  return possible.length === 0 ? undefined : `( ${possible.join(' | ')} )`
}

/** Whole numbers from `from`, at least 0, to `to`, without zeros in front. */
function naturals(from: number, to: number): string {
  const choices: string[] = []
  for (let start = from; start <= to; ) {
    const end = Math.min(to, 10 ** String(start).length - 1)
    choices.push(digits(String(start), String(end)))
    start = end + 1
  }
  return `( ${choices.join(' | ')} )`
}

/** Numbers of one length between two of that length. */
function digits(from: string, to: string): string {
  const [first = '', last = ''] = [from[0], to[0]]
  const [low, high] = [from.slice(1), to.slice(1)]
  if (low === '') return oneOf(Number(first), Number(last))
  if (first === last) return `"${first}" ${digits(low, high)}`
  const zeros = '0'.repeat(low.length)
  const nines = '9'.repeat(low.length)
  const [wholeLow, wholeHigh] = [low === zeros, high === nines]
  const free = [Number(first) + (wholeLow ? 0 : 1), Number(last) - (wholeHigh ? 0 : 1)] as const
  const choices = [
    ...(wholeLow ? [] : [`"${first}" ${digits(low, nines)}`]),
    ...(free[0] <= free[1] ? [`${oneOf(...free)} [0-9]{${low.length}}`] : []),
    ...(wholeHigh ? [] : [`"${last}" ${digits(zeros, high)}`]),
  ]
  return `( ${choices.join(' | ')} )`
}

function oneOf(from: number, to: number): string {
  return from === to ? `"${from}"` : `[${from}-${to}]`
}
